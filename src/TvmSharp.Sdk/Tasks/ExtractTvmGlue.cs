using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>
/// Takes the registration glue and the manifest, which the generator left as assembly metadata, out of a compiled
/// assembly, and derives from the glue the stub that stands in for <c>libtvm_ffi</c> at link time.
/// </summary>
public sealed class ExtractTvmGlue : Task
{
    internal const string GlueKey = "TvmSharp.Glue";
    internal const string ManifestKey = "TvmSharp.Manifest";

    /// <summary>Compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = string.Empty;

    /// <summary>Where the glue goes: C source.</summary>
    [Required]
    public string GlueFile { get; set; } = string.Empty;

    /// <summary>Where the link-time stub goes: C source.</summary>
    [Required]
    public string StubFile { get; set; } = string.Empty;

    /// <summary>Where the manifest goes: JSON.</summary>
    [Required]
    public string ManifestFile { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        Dictionary<string, string> metadata;
        try
        {
            metadata = AssemblyMetadata.Read(Assembly);
        }
        catch (Exception failure) when (failure is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return Errors.Report(Log, Errors.UnreadableAssembly, $"'{Assembly}' cannot be read: {failure.Message}");
        }

        if (!metadata.TryGetValue(GlueKey, out string? glue) || !metadata.TryGetValue(ManifestKey, out string? manifest))
        {
            return Errors.Report(
                Log,
                Errors.NotAnExtension,
                $"'{Path.GetFileName(Assembly)}' is not a TVM extension: it carries no registration code. Add [assembly: TvmExtension(\"my_project\")] and reference the TvmSharp generator, or do not publish this project with TvmSharp.Sdk.");
        }

        try
        {
            FileWriter.WriteIfChanged(GlueFile, glue);
            FileWriter.WriteIfChanged(StubFile, LinkStub.Write(glue));
            FileWriter.WriteIfChanged(ManifestFile, manifest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Errors.Report(Log, Errors.CannotWrite, $"The registration code of '{Path.GetFileName(Assembly)}' cannot be written: {failure.Message}");
        }

        return true;
    }
}
