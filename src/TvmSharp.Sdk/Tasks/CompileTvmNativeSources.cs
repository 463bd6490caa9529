using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using TvmSharp.Sdk.Tasks.Native;
using Parallel = System.Threading.Tasks.Parallel;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Compiles the native sources that have changed, or include what has, as many at once as there are processors.</summary>
public sealed class CompileTvmNativeSources : Task
{
    /// <summary>Compiler, a name on PATH or a path: the one that NativeAOT links with.</summary>
    [Required]
    public string Compiler { get; set; } = string.Empty;

    /// <summary>Object files, from ResolveTvmNativeSources. One is left as it was when the compiler fails.</summary>
    [Required]
    public ITaskItem[] Objects { get; set; } = [];

    /// <summary>Arguments for all objects that are known only now, as on a command line.</summary>
    public string CommonArguments { get; set; } = string.Empty;

    /// <summary>A file that changes when these or the compiler do.</summary>
    [Required]
    public string CompilerStamp { get; set; } = string.Empty;

    /// <summary>The objcopy that NativeAOT strips the library with.</summary>
    [Required]
    public string ObjCopy { get; set; } = string.Empty;

    /// <summary>Arguments for objcopy, which works on each object.</summary>
    public string ObjCopyArguments { get; set; } = string.Empty;

    /// <summary>What to say to who includes a header of TVM's that was not found.</summary>
    public string HeadersNotFound { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        ConcurrentQueue<Action> reports = new();
        Parallel.ForEach(Objects.Where(IsOutOfDate), item => Compile(item, reports));

        // One after the other: what one source has to say stays together.
        foreach (Action report in reports)
        {
            report();
        }

        return !Log.HasLoggedErrors;
    }

    private bool IsOutOfDate(ITaskItem item)
    {
        List<string> inputs = DependencyFile.Read(item.GetMetadata("DependencyFile"));
        DateTime made = File.GetLastWriteTimeUtc(item.ItemSpec);
        return !File.Exists(item.ItemSpec)
            || inputs.Count == 0
            || inputs.Append(item.GetMetadata("Source")).Append(item.GetMetadata("ArgumentsFile")).Append(CompilerStamp)
                .Any(input => !File.Exists(input) || File.GetLastWriteTimeUtc(input) > made);
    }

    private void Compile(ITaskItem item, ConcurrentQueue<Action> reports)
    {
        string source = item.GetMetadata("Source");
        string temporary = item.ItemSpec + ".new";
        string dependencies = item.GetMetadata("DependencyFile");
        string arguments = $"{CommonArguments}\"@{item.GetMetadata("ArgumentsFile")}\" -c -MD -MF \"{dependencies}\" -o \"{temporary}\" \"{source}\"";
        reports.Enqueue(() => Log.LogMessage(MessageImportance.Low, "{0}", $"{Compiler} {arguments}"));
        string tool = Compiler;
        try
        {
            (int exitCode, string output) = ToolProcess.Run(Compiler, arguments);
            List<CompilerMessage> messages = CompilerMessage.Parse(output);
            reports.Enqueue(() => Report(messages));
            if (exitCode != 0)
            {
                File.Delete(temporary);
                reports.Enqueue(() => ReportFailure(source, exitCode, output, messages));
                return;
            }

            tool = ObjCopy;
            (exitCode, output) = ToolProcess.Run(ObjCopy, $"{ObjCopyArguments} \"{temporary}\"");
            if (exitCode != 0)
            {
                File.Delete(temporary);
                reports.Enqueue(() => Errors.Report(Log, Errors.NativeCompilerFailed, $"'{ObjCopy}' failed with exit code {exitCode} on what '{source}' was compiled to:{Environment.NewLine}{output}"));
                return;
            }

            File.Delete(item.ItemSpec);
            File.Move(temporary, item.ItemSpec);
        }
        catch (Win32Exception failure)
        {
            reports.Enqueue(() => Errors.Report(Log, Errors.NoNativeCompiler, $"'{tool}', which compiles '{source}', cannot be run: {failure.Message}. Install it, or set the property {(tool == Compiler ? "CppCompilerAndLinker" : "ObjCopyName")} to the one to use."));
        }
    }

    private void Report(List<CompilerMessage> messages)
    {
        foreach (CompilerMessage message in messages)
        {
            if (message.IsError)
            {
                Log.LogError(null, Errors.NativeCompilerFailed, null, Errors.HelpLink(Errors.NativeCompilerFailed), message.File, message.LineNumber, message.Column, 0, 0, "{0}", message.Text);
            }
            else
            {
                Log.LogWarning(null, Errors.NativeCompilerWarning, null, Errors.HelpLink(Errors.NativeCompilerWarning), message.File, message.LineNumber, message.Column, 0, 0, "{0}", message.Text);
            }
        }
    }

    private void ReportFailure(string source, int exitCode, string output, List<CompilerMessage> messages)
    {
        if (output.Contains("cc1plus"))
        {
            Errors.Report(Log, Errors.NoNativeCompiler, $"'{Compiler}' cannot compile C++, as '{source}' asks for: its C++ part is missing. Install it (on Debian and Ubuntu: apt-get install g++, or the g++ of the cross toolchain), or set the property CppCompilerAndLinker to a compiler that can.");
        }
        else if (HeadersNotFound.Length > 0 && messages.Exists(static message => message.IsError && IsMissingHeader(message.Text)))
        {
            Errors.Report(Log, Errors.NoFfiHeaders, HeadersNotFound);
        }
        else if (!messages.Exists(static message => message.IsError))
        {
            Errors.Report(Log, Errors.NativeCompilerFailed, $"'{Compiler}' failed with exit code {exitCode} on '{source}':{Environment.NewLine}{output}");
        }
        else
        {
            // The errors have been reported; around them are the lines and notes that explain them.
            Log.LogMessage(MessageImportance.High, "{0}", output);
        }
    }

    // gcc: "tvm/ffi/function.h: No such file or directory"; clang: "'tvm/ffi/function.h' file not found".
    private static bool IsMissingHeader(string text) =>
        (text.StartsWith("tvm/", StringComparison.Ordinal) || text.StartsWith("dlpack/", StringComparison.Ordinal)
            || text.StartsWith("'tvm/", StringComparison.Ordinal) || text.StartsWith("'dlpack/", StringComparison.Ordinal))
        && (text.Contains("No such file") || text.Contains("file not found"));
}
