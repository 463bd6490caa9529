using System.Diagnostics;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

/// <summary>Runs other programs.</summary>
internal static class Processes
{
    /// <summary>What a program prints; it must succeed.</summary>
    public static string Run(string file, IReadOnlyList<string> arguments)
    {
        (int code, string output, string error) = Start(new ProcessStartInfo(file, arguments));
        Assert.True(code == 0, $"{file}: {error}");
        return output;
    }

    /// <summary>How a program ends, and what it prints on standard error.</summary>
    public static (int Code, string Error) Check(string file, IReadOnlyList<string> arguments)
    {
        (int code, _, string error) = Start(new ProcessStartInfo(file, arguments));
        return (code, error);
    }

    /// <summary>Runs the tool in a process of its own, which takes its libclang from its environment.</summary>
    public static (int Code, string Output, string Error) RunTool(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        TestCache.Use();
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "tvm-bindgen.dll"), .. args]);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    private static (int Code, string Output, string Error) Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
