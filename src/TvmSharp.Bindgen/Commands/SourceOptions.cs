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

    private readonly Option<string?> _dump = new("--dump")
    {
        Description = "What `tvm-bindgen dump` wrote of a running TVM of the same version, for the types that no header declares.",
        HelpName = "FILE",
    };

    /// <summary>Whether to read a tree anew.</summary>
    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "Reads the headers anew, whatever the cache holds, and leaves the cache alone." };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tvm);
        command.Options.Add(_tvmFfi);
        command.Options.Add(_dump);
        command.Options.Add(NoCache);
    }

    /// <summary>What a tree gives.</summary>
    /// <exception cref="BindgenException">None was named, it is not TVM's or does not compile, or the dump that was named is none.</exception>
    public Bindings Read(ParseResult parsed, Report report) =>
        Bindings.Of(Find(parsed), report, Cache(parsed), parsed.GetValue(_dump) is { Length: > 0 } dump ? dump : null);

    /// <summary>The cache that is to be used.</summary>
    public BindingCache Cache(ParseResult parsed) => new(parsed.GetValue(NoCache) ? null : BindingCache.DefaultDirectory);

    /// <summary>Whether a tree was named.</summary>
    public bool IsGiven(ParseResult parsed) => !string.IsNullOrEmpty(parsed.GetValue(_tvm));

    /// <summary>The tree.</summary>
    /// <exception cref="BindgenException">None was named, or it is not TVM's.</exception>
    public TvmSourceTree Find(ParseResult parsed) => IsGiven(parsed)
        ? TvmSourceTree.Find(parsed.GetValue(_tvm)!, parsed.GetValue(_tvmFfi))
        : throw new BindgenException("no TVM source tree was named; give --tvm DIR, or set TVM_SOURCE_DIR");
}
