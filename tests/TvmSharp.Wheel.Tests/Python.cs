using System.Reflection;

namespace TvmSharp.Wheel.Tests;

/// <summary>The Python that wheels are tried with.</summary>
internal static class Python
{
    private static readonly Lazy<string> LazyEnvironment = new(MakeEnvironment);
    private static readonly Lazy<string> LazyProgram = new(FindProgram);

    /// <summary>Root of the repository.</summary>
    internal static string RepositoryRoot { get; } = typeof(Python).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Directory for what these tests make.</summary>
    internal static string Output { get; } = Path.Combine(RepositoryRoot, "artifacts", "wheel-tests");

    /// <summary>What these tests have in Python: the double of tvm_ffi, and scripts.</summary>
    internal static string Sources { get; } = Path.Combine(RepositoryRoot, "tests", "TvmSharp.Wheel.Tests", "python");

    /// <summary>The directory that has upstream's packages, as TVMSHARP_PYTHON_PATH names it, or null.</summary>
    internal static string? Upstream =>
        System.Environment.GetEnvironmentVariable("TVMSHARP_PYTHON_PATH") is { Length: > 0 } path ? path : null;

    /// <summary>The directory of TVM's libraries that upstream's packages do not find by themselves, or empty.</summary>
    internal static string UpstreamLibraries =>
        System.Environment.GetEnvironmentVariable("TVMSHARP_REAL_LIBRARY") is { Length: > 0 } library ? Path.GetDirectoryName(library)! : "";

    /// <summary>The type checker.</summary>
    internal static string TypeChecker =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static d => Path.Combine(d, "mypy")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no mypy. Run: sudo apt-get install mypy, or leave out the tests that need it: --filter Needs!=mypy.");

    /// <summary>Python of a virtual environment into which nothing has been installed.</summary>
    internal static string Environment => LazyEnvironment.Value;

    /// <summary>The Python of this machine.</summary>
    internal static string Program => LazyProgram.Value;

    /// <summary>Runs the Python of this machine.</summary>
    internal static string Run(params string[] arguments)
    {
        (int exitCode, string output) = Tool.Run(Program, arguments, Plain);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>A process that knows of no other Python and no other TVM.</summary>
    internal static Dictionary<string, string> Plain => new()
    {
        ["PYTHONPATH"] = "",
        ["PYTHONHOME"] = "",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["TVM_LIBRARY_PATH"] = "",
        ["VIRTUAL_ENV"] = "",
    };

    private static string FindProgram()
    {
        string[] places = (System.Environment.GetEnvironmentVariable("TVMSHARP_PYTHON") is { Length: > 0 } program)
            ? [program]
            : [.. (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin").Select(static d => Path.Combine(d, "python3"))];
        return places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no python3. Run: sudo apt-get install python3 python3-venv, or set TVMSHARP_PYTHON to the program.");
    }

    private static string MakeEnvironment()
    {
        string directory = Path.Combine(Output, "venv");
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        (int exitCode, string output) = Tool.Run(Program, ["-m", "venv", directory], Plain);
        return exitCode == 0
            ? Path.Combine(directory, "bin", "python")
            : throw new InvalidOperationException($"{Program} cannot make a virtual environment. Run: sudo apt-get install python3-venv.{System.Environment.NewLine}{output}");
    }
}
