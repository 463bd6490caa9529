using System.Diagnostics;

namespace TvmSharp.Generators.Tests;

/// <summary>The machine's C compiler, if it has one.</summary>
internal static class CCompiler
{
    /// <summary>Path of the compiler, or null.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(static directory => new[] { "clang", "gcc", "cc" }.Select(name => System.IO.Path.Combine(directory, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs the compiler in a directory and fails with what it says.</summary>
    public static void Run(string directory, params string[] arguments)
    {
        (int exitCode, string output) = Execute(Path!, directory, arguments);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output) Execute(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
