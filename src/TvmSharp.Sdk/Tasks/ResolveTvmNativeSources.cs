using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TvmSharp.Sdk.Tasks.Native;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>
/// Decides how each native source is compiled: its language, its object file, and its arguments, which go into a file beside the
/// object, so that a changed argument compiles again.
/// </summary>
public sealed class ResolveTvmNativeSources : Task
{
    /// <summary>Native sources. Metadata CompilerArguments and IncludeDirectories add to what all have.</summary>
    [Required]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>Directory of the project, which the sources are relative to.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = string.Empty;

    /// <summary>Where the object files go.</summary>
    [Required]
    public string ObjectDirectory { get; set; } = string.Empty;

    /// <summary>Arguments for all sources, as on a command line.</summary>
    public string Arguments { get; set; } = string.Empty;

    /// <summary>Further arguments for C++.</summary>
    public string CxxArguments { get; set; } = string.Empty;

    /// <summary>The user's arguments for all sources, which come last.</summary>
    public string UserArguments { get; set; } = string.Empty;

    /// <summary>The user's include directories, which are searched first.</summary>
    public string[] IncludeDirectories { get; set; } = [];

    /// <summary>The value of TvmFfiIncludeDirectory.</summary>
    public string FfiIncludeDirectory { get; set; } = string.Empty;

    /// <summary>The value of TVM_PREBUILD_PATH.</summary>
    public string PrebuiltPath { get; set; } = string.Empty;

    /// <summary>The value of TVM_SOURCE_DIR.</summary>
    public string SourceDirectory { get; set; } = string.Empty;

    /// <summary>The Python whose tvm_ffi has the headers where nothing else is named.</summary>
    public string Python { get; set; } = "python3";

    /// <summary>Object files, with metadata Source, ArgumentsFile and DependencyFile.</summary>
    [Output]
    public ITaskItem[] Objects { get; private set; } = [];

    /// <summary>Every file that an object is made from, as far as that is known.</summary>
    [Output]
    public ITaskItem[] Inputs { get; private set; } = [];

    /// <summary>Whether any source is C++.</summary>
    [Output]
    public bool HasCxx { get; private set; }

    /// <summary>Where the headers of tvm-ffi were looked for in vain, for who needs them; empty when they were found.</summary>
    [Output]
    public string HeadersNotFound { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (ITaskItem source in Sources)
        {
            Check(source);
        }

        HeaderSearch headers = new();
        if (!headers.Find(FullPath(FfiIncludeDirectory), FullPath(PrebuiltPath), FullPath(SourceDirectory), Python))
        {
            HeadersNotFound = $"The headers of tvm-ffi were not found: {string.Join("; ", headers.Places)}. Install them with 'pip install apache-tvm-ffi', or let TvmFfiIncludeDirectory, TVM_PREBUILD_PATH or TVM_SOURCE_DIR name a directory that has them.";
        }

        if (headers.Refused is not null)
        {
            Errors.Report(Log, Errors.NoFfiHeaders, HeadersNotFound);
        }

        return !Log.HasLoggedErrors && WriteArguments(headers.Directories);
    }

    private bool Check(ITaskItem source)
    {
        if (NativeSource.IsCxx(source.ItemSpec) is null)
        {
            return Errors.Report(Log, Errors.UnknownNativeSource, $"The native source '{source.ItemSpec}' is neither C nor C++ by its name ({NativeSource.Extensions}).");
        }

        return File.Exists(FullPath(source.ItemSpec))
            || Errors.Report(Log, Errors.NoNativeSource, $"The native source '{source.ItemSpec}' does not exist. Remove the item TvmNativeSource that names it, or write the file.");
    }

    private bool WriteArguments(IReadOnlyList<string> headers)
    {
        List<ITaskItem> objects = [];
        SortedSet<string> inputs = new(StringComparer.Ordinal);
        foreach (ITaskItem source in Sources)
        {
            string path = FullPath(source.ItemSpec);
            TaskItem item = new(ObjectFile(path));
            if (objects.Exists(other => other.ItemSpec == item.ItemSpec))
            {
                continue;
            }

            bool isCxx = NativeSource.IsCxx(path) == true;
            HasCxx |= isCxx;
            item.SetMetadata("Source", path);
            item.SetMetadata("ArgumentsFile", Path.ChangeExtension(item.ItemSpec, ".rsp"));
            item.SetMetadata("DependencyFile", Path.ChangeExtension(item.ItemSpec, ".d"));
            try
            {
                FileWriter.WriteIfChanged(item.GetMetadata("ArgumentsFile"), ArgumentsOf(source, isCxx, headers));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Errors.Report(Log, Errors.CannotWrite, $"The compiler's arguments for '{source.ItemSpec}' cannot be written: {failure.Message}");
            }

            objects.Add(item);
            inputs.Add(path);
            inputs.Add(item.GetMetadata("ArgumentsFile"));
            inputs.UnionWith(DependencyFile.Read(item.GetMetadata("DependencyFile")));
        }

        Objects = [.. objects];
        Inputs = [.. inputs.Select(static input => new TaskItem(input))];
        return true;
    }

    private string ArgumentsOf(ITaskItem source, bool isCxx, IReadOnlyList<string> headers)
    {
        StringBuilder arguments = new();
        arguments.Append(Arguments).Append('\n').Append(isCxx ? CxxArguments : "").Append('\n');
        foreach (string directory in source.GetMetadata("IncludeDirectories").Split(';').Concat(IncludeDirectories))
        {
            Include("-I", FullPath(directory.Trim()));
        }

        // As those of a system: their warnings are for who writes them.
        foreach (string directory in headers)
        {
            Include("-isystem ", directory);
            arguments.Append("\"-ffile-prefix-map=").Append(directory).Append("/=\"\n");
        }

        arguments.Append(UserArguments).Append('\n').Append(source.GetMetadata("CompilerArguments")).Append('\n');
        return arguments.ToString();

        void Include(string option, string directory)
        {
            if (directory.Length > 0)
            {
                arguments.Append(option).Append('"').Append(directory).Append("\"\n");
            }
        }
    }

    /// <summary>One object for each source, in a tree like that of the sources.</summary>
    private string ObjectFile(string source)
    {
        string project = FullPath(".") + Path.DirectorySeparatorChar;
        string relative = source.StartsWith(project, StringComparison.Ordinal) ? source.Substring(project.Length) : Path.Combine("__", source.TrimStart('/'));
        return Path.Combine(ObjectDirectory, relative + ".o");
    }

    private string FullPath(string path) => path.Length == 0 ? path : Path.GetFullPath(Path.Combine(ProjectDirectory, path));
}
