using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>What is known of a pass: <c>tvm::transform::PassInfo</c>.</summary>
[TvmObject("transform.PassInfo")]
public sealed class PassInfo : TvmObject, ITvmObject<PassInfo>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>transform.PassInfo</c>.</param>
    internal PassInfo(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<PassInfo>.TypeKey => "transform.PassInfo";

    static PassInfo ITvmObject<PassInfo>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Optimization level from which on the pass runs.</summary>
    public int OptLevel => GetField("opt_level").As<int>();

    /// <summary>Name of the pass.</summary>
    public string Name => GetField("name").As<string>();

    /// <summary>Names of the passes that must run before.</summary>
    public TvmArray<string> Required => GetField("required").AsArray<string>();

    /// <summary>Whether the pass can be traced.</summary>
    public bool Traceable => GetField("traceable").As<bool>();

    /// <summary>Makes a description, by <c>transform.PassInfo</c>.</summary>
    public static PassInfo Create(int optLevel, string name, ReadOnlySpan<string> required = default, bool traceable = false) =>
        TvmCompiler.GetFunction("transform.PassInfo").Call(optLevel, name, TvmArray.Create(required), traceable).As<PassInfo>();
}
