using System.Reflection;
using System.Runtime.InteropServices;

namespace TvmSharp.EndToEnd.Tests;

/// <summary>The libraries and programs under test, made once for the test run as a user would make them.</summary>
public static class Published
{
    private static readonly Lazy<string> LazyHelloPass = new(static () => Publish("samples/HelloPass", "HelloPass"));
    private static readonly Lazy<string> LazySecond = new(static () => Publish("tests/TvmSharp.EndToEnd.Tests/SecondExtension", "SecondExtension"));
    private static readonly Lazy<string> LazyNative = new(static () => Publish(NativeProject, "NativeExtension"));
    private static readonly Lazy<string> LazyEmbedded = new(FindOrPublishEmbedded);
    private static readonly Lazy<string> LazyScript = new(CompileScript);

    /// <summary>Root of the repository.</summary>
    public static string RepositoryRoot { get; } = typeof(Published).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>The sample as a native library.</summary>
    public static string HelloPass => LazyHelloPass.Value;

    /// <summary>The extension of these tests as a native library.</summary>
    public static string Second => LazySecond.Value;

    /// <summary>The extension with native sources as a native library.</summary>
    public static string Native => LazyNative.Value;

    /// <summary>The embedded host as a native <c>libtvm_ffi.so</c>.</summary>
    public static string Embedded => LazyEmbedded.Value;

    /// <summary>The C program that runs commands.</summary>
    public static string Script => LazyScript.Value;

    /// <summary>Where the project of <see cref="Native"/> is, from the root of the repository.</summary>
    internal const string NativeProject = "tests/TvmSharp.EndToEnd.Tests/Native/NativeExtension";

    /// <summary>Directory for what these tests make.</summary>
    internal static string Output(string name) => Path.Combine(RepositoryRoot, "artifacts", "end-to-end", name);

    /// <summary>Name of the platform in .NET's terms.</summary>
    internal static string Rid => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private static string Publish(string project, string assembly)
    {
        Tool.RunOrThrow(
            "dotnet", "publish", Path.Combine(RepositoryRoot, project), "-c", "Release", "-r", Rid, "-o", Output(assembly), "-v", "quiet", "-nodeReuse:false");
        return Path.Combine(Output(assembly), assembly + ".so");
    }

    private static string FindOrPublishEmbedded() =>
        Environment.GetEnvironmentVariable("TVMSHARP_EMBEDDED_LIBRARY") is { Length: > 0 } library
            ? library
            : Publish("src/TvmSharp.Embedded.Native", "libtvm_ffi");

    private static string CompileScript()
    {
        string program = Output("script");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        CCompiler.Run(
            "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, Path.Combine(RepositoryRoot, "tests", "native", "script.c"), "-ldl", "-lpthread");
        return program;
    }
}
