using System;
using System.ComponentModel;
using System.IO;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Runs the C compiler on one source file and reports its output with any failure.</summary>
public sealed class RunTvmCCompiler : Task
{
    /// <summary>Compiler, a name on PATH or a path: the one that NativeAOT links with.</summary>
    [Required]
    public string Compiler { get; set; } = string.Empty;

    /// <summary>C source file.</summary>
    [Required]
    public string Source { get; set; } = string.Empty;

    /// <summary>Object file or library to make. It is left as it was when the compiler fails.</summary>
    [Required]
    public string Output { get; set; } = string.Empty;

    /// <summary>Further arguments, as on a command line.</summary>
    public string Arguments { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        string temporary = Output + ".new";
        string arguments = $"{Arguments} -o \"{temporary}\" \"{Source}\"";
        Log.LogMessage(MessageImportance.Low, $"{Compiler} {arguments}");

        int exitCode;
        string output;
        try
        {
            (exitCode, output) = ToolProcess.Run(Compiler, arguments);
        }
        catch (Win32Exception failure)
        {
            return Errors.Report(
                Log,
                Errors.NoCompiler,
                $"The C compiler '{Compiler}' cannot be run: {failure.Message}. Install clang or gcc, or set the property CppCompilerAndLinker to the one to use.");
        }

        if (exitCode != 0)
        {
            File.Delete(temporary);
            return Errors.Report(
                Log,
                Errors.CompilerFailed,
                $"The C compiler '{Compiler}' failed with exit code {exitCode} on '{Source}':{Environment.NewLine}{output}");
        }

        File.Delete(Output);
        File.Move(temporary, Output);
        return true;
    }
}
