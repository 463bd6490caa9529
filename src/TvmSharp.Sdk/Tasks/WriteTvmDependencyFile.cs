using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using TvmSharp.Sdk.Tasks.Native;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>Writes what a published library is made from as a rule for make, which CMake reads.</summary>
public sealed class WriteTvmDependencyFile : Task
{
    /// <summary>File to write.</summary>
    [Required]
    public string File { get; set; } = string.Empty;

    /// <summary>The library.</summary>
    [Required]
    public string Target { get; set; } = string.Empty;

    /// <summary>Files that the library is made from. The directories of the sources count too: a file may be added.</summary>
    [Required]
    public ITaskItem[] Inputs { get; set; } = [];

    /// <summary>Directory of what the build generates, which no source is in.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = string.Empty;

    /// <summary>Projects whose assemblies go into the library, with all sources below them.</summary>
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>Rules of native objects.</summary>
    public ITaskItem[] DependencyFiles { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        string generated = Path.GetFullPath(IntermediateDirectory);
        try
        {
            foreach (string input in Inputs.Select(static input => Path.GetFullPath(input.ItemSpec)))
            {
                if (System.IO.File.Exists(input) && !input.StartsWith(generated, StringComparison.Ordinal))
                {
                    files.Add(input);
                    if (Path.GetExtension(input) == ".cs")
                    {
                        files.Add(Path.GetDirectoryName(input)!);
                    }
                }
            }

            foreach (string project in Projects.Select(static project => Path.GetFullPath(project.ItemSpec)))
            {
                files.Add(project);
                files.UnionWith(SourcesBelow(Path.GetDirectoryName(project)!));
            }

            files.UnionWith(DependencyFiles.SelectMany(static rule => DependencyFile.Read(rule.ItemSpec)).Select(Path.GetFullPath));
            StringBuilder rule = new();
            rule.Append(Escape(Path.GetFullPath(Target))).Append(':');
            foreach (string file in files)
            {
                rule.Append(" \\\n  ").Append(Escape(file));
            }

            FileWriter.WriteIfChanged(File, rule.Append('\n').ToString());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Errors.Report(Log, Errors.CannotWrite, $"What the library is made from cannot be written to '{File}': {failure.Message}");
        }

        return true;
    }

    private static IEnumerable<string> SourcesBelow(string directory) =>
        Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories).Where(file =>
        {
            string first = file.Substring(directory.Length + 1).Split(Path.DirectorySeparatorChar)[0];
            return first is not ("bin" or "obj");
        });

    private static string Escape(string path) => path.Replace("$", "$$").Replace("#", "\\#").Replace(" ", "\\ ");
}
