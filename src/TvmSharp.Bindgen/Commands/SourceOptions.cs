using System.CommandLine;
using TvmSharp.Bindgen.Headers;

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

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tvm);
        command.Options.Add(_tvmFfi);
    }

    /// <summary>Whether a tree was named.</summary>
    public bool IsGiven(ParseResult parsed) => !string.IsNullOrEmpty(parsed.GetValue(_tvm));

    /// <summary>The tree.</summary>
    /// <exception cref="BindgenException">None was named, or it is not TVM's.</exception>
    public TvmSourceTree Find(ParseResult parsed) => IsGiven(parsed)
        ? TvmSourceTree.Find(parsed.GetValue(_tvm)!, parsed.GetValue(_tvmFfi))
        : throw new BindgenException("no TVM source tree was named; give --tvm DIR, or set TVM_SOURCE_DIR");
}
