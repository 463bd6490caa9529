using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using TvmSharp.Sdk.Tasks.Native;
using Task = Microsoft.Build.Utilities.Task;

namespace TvmSharp.Sdk.Tasks;

/// <summary>
/// Reads out of compiled native sources what the library needs of <c>libtvm_ffi</c>, for the stub that it is linked against, and
/// what it shows to the world.
/// </summary>
public sealed class WriteTvmNativeStub : Task
{
    /// <summary>Object files.</summary>
    [Required]
    public ITaskItem[] Objects { get; set; } = [];

    /// <summary>The part of the stub that has names already: C source, as LinkStub writes it.</summary>
    [Required]
    public string GlueStubFile { get; set; } = string.Empty;

    /// <summary>Where the part of the stub goes that these objects need: C source.</summary>
    [Required]
    public string StubFile { get; set; } = string.Empty;

    /// <summary>Where the names go that the library shows, one a line.</summary>
    [Required]
    public string ExportsFile { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        SortedSet<string> undefined = new(StringComparer.Ordinal);
        SortedSet<string> exported = new(StringComparer.Ordinal);
        HashSet<string> defined = new(StringComparer.Ordinal);
        try
        {
            foreach (ITaskItem item in Objects)
            {
                ObjectSymbols symbols = ObjectSymbols.Read(item.ItemSpec);
                undefined.UnionWith(symbols.Undefined);
                defined.UnionWith(symbols.Defined);
                exported.UnionWith(symbols.Exported);
            }

            undefined.ExceptWith(defined);
            string[] ofCompiler = [.. undefined.Where(LinkStub.IsOfCompiler)];
            if (ofCompiler.Length > 0)
            {
                return Errors.Report(
                    Log,
                    Errors.HiddenSymbols,
                    $"The native sources need what libtvm_compiler hides and no library can link against: {string.Join(", ", ofCompiler)}. Of TVM's C++ only what is inline in its headers can be used; call the rest through the registry, with tvm::ffi::Function::GetGlobal.");
            }

            string glue = File.ReadAllText(GlueStubFile);
            FileWriter.WriteIfChanged(StubFile, LinkStub.Write(undefined.Where(name => LinkStub.IsOfFfi(name) && !glue.Contains($" {name}("))));
            FileWriter.WriteIfChanged(ExportsFile, string.Concat(exported.Select(static name => name + "\n")));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Errors.Report(Log, Errors.CannotWrite, $"What the native sources need cannot be read or written: {failure.Message}");
        }

        return true;
    }
}
