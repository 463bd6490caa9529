namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>Publishes the extension with native sources in other ways than its project says.</summary>
internal static class NativePublish
{
    private static readonly string Project = Path.Combine(Published.RepositoryRoot, Published.NativeProject);

    /// <summary>A source that the project does not compile by itself.</summary>
    internal static string Source(string name) => Path.Combine(Project, "more", name);

    /// <summary>The library with one source more. C# is not compiled again.</summary>
    internal static string Variant(string source, params string[] more)
    {
        string directory = Published.Output("native-" + Path.GetFileNameWithoutExtension(source));
        (int exitCode, string output) = Run([.. more, "-p:TvmNativeSources=more/" + source], directory);
        Assert.True(exitCode == 0, output);
        return Path.Combine(directory, "NativeExtension.so");
    }

    /// <summary>Publishes beside the library that other tests load.</summary>
    internal static (int ExitCode, string Output) Run(IEnumerable<string> more, string? directory = null)
    {
        // What the project refers to is built by now, which saves most of the time. It is restored again, because a test may have
        // published it for another platform.
        Assert.True(File.Exists(Published.Native));
        return Tool.Run("dotnet", Arguments(Published.Rid, ["-p:BuildProjectReferences=false", .. more], directory));
    }

    /// <summary>Publishes for another platform, which needs packages of its own.</summary>
    internal static (int ExitCode, string Output) RunFor(string rid, string dotnet = "dotnet", IReadOnlyDictionary<string, string>? environment = null) =>
        Tool.Run(dotnet, Arguments(rid, [], Published.Output("native-" + rid)), environment);

    /// <summary>Publishes, which has to fail before ilc runs.</summary>
    internal static void AssertFails(string[] more, params string[] messages)
    {
        (int exitCode, string output) = Run(more);
        Assert.NotEqual(0, exitCode);
        Assert.All(messages, message => Assert.Contains(message, output));
        Assert.DoesNotContain("Generating native code", output);
    }

    private static IEnumerable<string> Arguments(string rid, string[] more, string? directory) =>
        ["publish", Project, "-c", "Release", "-r", rid, "-o", directory ?? Published.Output("native-publish"), "-nodeReuse:false", .. more];
}
