using System;
using System.Diagnostics;
using System.Text;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Runs a program to its end.</summary>
internal static class ToolProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">A name on PATH or a path.</param>
    /// <param name="arguments">Arguments, as on a command line.</param>
    /// <returns>Exit code, and standard output and error line by line as they came.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be run.</exception>
    internal static (int ExitCode, string Output) Run(string program, string arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // What compilers print is read, so that it is asked for in one language.
        start.Environment["LC_ALL"] = "C.UTF-8";
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return (process.ExitCode, output.ToString());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
            {
                lock (output)
                {
                    output.Append(line.Data).Append(Environment.NewLine);
                }
            }
        }
    }
}
