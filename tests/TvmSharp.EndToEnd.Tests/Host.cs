namespace TvmSharp.EndToEnd.Tests;

/// <summary>A TVM that the published libraries are loaded into.</summary>
public sealed record Host(string Name)
{
    private const string EmbeddedName = "embedded";
    private const string RealName = "real";

    /// <summary>Every TVM of this machine: the embedded host, and the one that TVMSHARP_REAL_LIBRARY names.</summary>
    public static TheoryData<string> All => Real is null ? new(EmbeddedName) : new(EmbeddedName, RealName);

    /// <summary>Those that have the pass infrastructure without more being loaded.</summary>
    public static TheoryData<string> WithPasses => RealCompiler is null ? new(EmbeddedName) : new(EmbeddedName, RealName);

    private static string? Real =>
        Environment.GetEnvironmentVariable("TVMSHARP_REAL_LIBRARY") is { Length: > 0 } library ? library : null;

    private static string? RealCompiler
    {
        get
        {
            if (Real is null)
            {
                return null;
            }

            string directory = Path.GetDirectoryName(Real)!;
            string[] places =
            [
                Path.Combine(directory, "libtvm_compiler.so"),
                Path.Combine(directory, "..", "..", "tvm", "lib", "libtvm_compiler.so"),
            ];
            return places.FirstOrDefault(File.Exists);
        }
    }

    /// <summary>Its <c>libtvm_ffi</c>.</summary>
    internal string Library => Name == EmbeddedName ? Published.Embedded : Real!;

    /// <summary>Runs commands in a process without .NET, in which the host is loaded first.</summary>
    internal string Run(params IEnumerable<string> commands) => RunAsIs(["ffi " + Library, .. commands]);

    /// <summary>The same with the compiler of a real TVM.</summary>
    internal string RunWithPasses(params IEnumerable<string> commands) =>
        Name == EmbeddedName ? Run(commands) : Run(["load " + RealCompiler, .. commands]);

    /// <summary>The same with an extension loaded before the host, which the extension then has to find.</summary>
    internal string RunAfter(string extension, params IEnumerable<string> commands) =>
        RunAsIs(["load " + extension, "ffi " + Library, .. commands]);

    /// <summary>The same in a process whose TVM_LIBRARY_PATH is about something else.</summary>
    internal string RunMisled(string libraryPath, params IEnumerable<string> commands) =>
        RunAsIs(["ffi " + Library, .. commands], libraryPath);

    /// <summary>Runs commands in a process that is told nothing of where libraries are.</summary>
    internal static (int ExitCode, string Output) RunAlone(params IEnumerable<string> commands) =>
        Tool.Run(Published.Script, Words(commands), new Dictionary<string, string> { ["LD_LIBRARY_PATH"] = "" });

    internal static IEnumerable<string> Words(IEnumerable<string> commands) => commands.SelectMany(static command =>
    {
        // A path is one word, whatever is in it.
        bool takesPath = command.Split(' ')[0] is "ffi" or "load" or "check";
        return command.Split(' ', takesPath ? 2 : int.MaxValue).Append("/");
    });

    private string RunAsIs(IEnumerable<string> commands, string libraryPath = "")
    {
        (int exitCode, string output) = Tool.Run(
            Published.Script,
            Words(commands),
            new Dictionary<string, string>
            {
                ["LD_LIBRARY_PATH"] = Path.GetDirectoryName(Library)!,
                ["TVM_LIBRARY_PATH"] = libraryPath,
            });
        Assert.True(exitCode == 0, $"The process ended with exit code {exitCode}:{Environment.NewLine}{output}");
        Assert.Contains("end\n", output);
        return output;
    }
}
