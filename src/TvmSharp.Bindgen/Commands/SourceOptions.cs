using System.CommandLine;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Runtime;

namespace TvmSharp.Bindgen.Commands;

/// <summary>Options that name a TVM source tree.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string?> _tvm = new("--tvm")
    {
        Description = "Root of a TVM source tree; TVM_SOURCE_DIR when it is left out.",
        HelpName = "DIR",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable("TVM_SOURCE_DIR"),
    };

    private readonly Option<string?> _tvmFfi = new("--tvm-ffi")
    {
        Description = "Root of a tvm-ffi source tree; the one inside of TVM when it is left out.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _dump = new("--dump")
    {
        Description = "What `tvm-bindgen dump` wrote of a running TVM of the same version, for the types that no header declares.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tvm);
        command.Options.Add(_tvmFfi);
        command.Options.Add(_dump);
    }

    /// <summary>What to take from the tree.</summary>
    /// <exception cref="BindgenException">The dump that was named is none.</exception>
    public ExtractionOptions Options(ParseResult parsed)
    {
        if (parsed.GetValue(_dump) is not { Length: > 0 } file)
        {
            return new ExtractionOptions();
        }

        return File.Exists(file)
            ? new ExtractionOptions(Runtime: RuntimeJson.Read(File.ReadAllText(file), file))
            : throw new BindgenException($"'{file}' does not exist; --dump takes a file that `tvm-bindgen dump` wrote");
    }

    /// <summary>Whether a tree was named.</summary>
    public bool IsGiven(ParseResult parsed) => !string.IsNullOrEmpty(parsed.GetValue(_tvm));

    /// <summary>The tree.</summary>
    /// <exception cref="BindgenException">None was named, or it is not TVM's.</exception>
    public TvmSourceTree Find(ParseResult parsed) => IsGiven(parsed)
        ? TvmSourceTree.Find(parsed.GetValue(_tvm)!, parsed.GetValue(_tvmFfi))
        : throw new BindgenException("no TVM source tree was named; give --tvm DIR, or set TVM_SOURCE_DIR");
}
