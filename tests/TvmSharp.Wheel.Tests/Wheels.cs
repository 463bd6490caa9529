using System.Runtime.InteropServices;

namespace TvmSharp.Wheel.Tests;

/// <summary>The wheels under test, made once for the test run as a user would make them.</summary>
internal static class Wheels
{
    private const string Samples = "samples/";

    // Two builds of one project would be in each other's way.
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string> Made = new(StringComparer.Ordinal);
    private static readonly Lazy<string> LazyEmbedded = new(FindOrPublishEmbedded);
    private static readonly Lazy<string> LazyInstalled = new(InstallAll);

    /// <summary>The tests that build: one after the other.</summary>
    internal const string Collection = "Wheels";

    internal const string HelloPass = Samples + "HelloPass";

    internal const string SecondExtension = "tests/TvmSharp.EndToEnd.Tests/SecondExtension";

    /// <summary>The extensions, as projects.</summary>
    internal static string[] Projects { get; } = [HelloPass, Samples + "BankConflictPadding", Samples + "UnrollSmallLoops", SecondExtension];

    /// <summary>Directory for the wheels.</summary>
    internal static string Directory { get; } = Path.Combine(Python.Output, "wheels");

    /// <summary>The embedded host as a native <c>libtvm_ffi.so</c>.</summary>
    internal static string Embedded => LazyEmbedded.Value;

    /// <summary>Python of a virtual environment with all the wheels and nothing else.</summary>
    internal static string Installed => LazyInstalled.Value;

    /// <summary>The wheel of a project.</summary>
    internal static string Of(string project)
    {
        lock (Gate)
        {
            if (!Made.TryGetValue(project, out string? wheel))
            {
                (int exitCode, string output) = Publish(project);
                Assert.True(exitCode == 0, output);
                wheel = Written(output);
                Made.Add(project, wheel);
            }

            return wheel;
        }
    }

    /// <summary>Publishes a project as a wheel, whatever comes of it.</summary>
    internal static (int ExitCode, string Output) Publish(string project, params string[] more)
    {
        lock (Gate)
        {
            return Tool.Run(
                "dotnet",
                ["publish", Path.Combine(Python.RepositoryRoot, project), "-c", "Release", "-r", Rid, "-t:TvmWheel", $"-p:TvmWheelDirectory={Directory}", "-v:minimal", "-nodeReuse:false", .. more]);
        }
    }

    /// <summary>The wheel that a build says it has written.</summary>
    internal static string Written(string output) =>
        output.Split('\n').Select(static l => l.Trim()).Last(static l => l.EndsWith(".whl", StringComparison.Ordinal)).Split(" -> ")[1];

    /// <summary>Whether this machine has an ARM processor.</summary>
    internal static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    private static string Rid => IsArm64 ? "linux-arm64" : "linux-x64";

    private static string FindOrPublishEmbedded()
    {
        if (Environment.GetEnvironmentVariable("TVMSHARP_EMBEDDED_LIBRARY") is { Length: > 0 } library)
        {
            return library;
        }

        lock (Gate)
        {
            string directory = Path.Combine(Python.Output, "embedded");
            Tool.RunOrThrow(
                "dotnet", "publish", Path.Combine(Python.RepositoryRoot, "src/TvmSharp.Embedded.Native"), "-c", "Release", "-r", Rid, "-o", directory, "-v", "quiet", "-nodeReuse:false");
            return Path.Combine(directory, "libtvm_ffi.so");
        }
    }

    private static string InstallAll()
    {
        string[] wheels = [.. Projects.Select(Of)];
        (int exitCode, string output) = Tool.Run(
            Python.Environment, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", .. wheels], Python.Plain);
        Assert.True(exitCode == 0, output);
        return Python.Environment;
    }
}
