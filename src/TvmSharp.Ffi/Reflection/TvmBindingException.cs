namespace TvmSharp.Ffi;

/// <summary>A type of the running TVM is not what the bindings were generated for. Other types can still be used.</summary>
public sealed class TvmBindingException : Exception
{
    internal TvmBindingException(string typeKey, TypeBinding binding, IReadOnlyList<string> differences)
        : base($"Type `{typeKey}` of the running TVM ({TvmRuntime.Description}) is not that of the bindings ({binding.Source}): {string.Join("; ", differences)}. Run with the TVM of the bindings, or generate bindings for this one with `tvm-bindgen generate`.")
    {
        TypeKey = typeKey;
        Differences = differences;
    }

    /// <summary>Key of the type.</summary>
    public string TypeKey { get; }

    /// <summary>The differences, one sentence each.</summary>
    public IReadOnlyList<string> Differences { get; }
}
