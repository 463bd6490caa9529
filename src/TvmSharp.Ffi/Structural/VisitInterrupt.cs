namespace TvmSharp.Ffi;

/// <summary>Says that a walk was ended, and with what: <c>tvm::ffi::VisitInterrupt</c>.</summary>
[TvmObject("ffi.VisitInterrupt")]
public sealed class VisitInterrupt : TvmObject, ITvmObject<VisitInterrupt>
{
    private VisitInterrupt(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<VisitInterrupt>.TypeKey => "ffi.VisitInterrupt";

    /// <summary>What the walk was ended with.</summary>
    public Any Value => GetField("value");

    static VisitInterrupt ITvmObject<VisitInterrupt>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Makes an interrupt.</summary>
    public static VisitInterrupt Create(Any value = default) =>
        BuiltinFunctions.VisitInterrupt.Call(value).As<VisitInterrupt>();
}
