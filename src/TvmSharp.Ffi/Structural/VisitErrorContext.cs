namespace TvmSharp.Ffi;

/// <summary>Where a visit was when it failed: <c>tvm::ffi::VisitErrorContext</c>, the extra context of the error.</summary>
[TvmObject("ffi.VisitErrorContext")]
public sealed class VisitErrorContext : TvmObject, ITvmObject<VisitErrorContext>
{
    private VisitErrorContext(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<VisitErrorContext>.TypeKey => "ffi.VisitErrorContext";

    /// <summary>The extra context that the error had before; null when it had none.</summary>
    public TvmObject? Previous => GetField("prev_error_context") is { IsNone: false } previous ? previous.As<TvmObject>() : null;

    static VisitErrorContext ITvmObject<VisitErrorContext>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The ways from the root of the visit to where it failed: <c>ffi.VisitErrorContext.FindAccessPaths</c>.</summary>
    /// <param name="root">What was visited.</param>
    /// <param name="allowPrefixMatch">Whether ways count that lead only part of the way.</param>
    public TvmArray<AccessPath> FindAccessPaths(TvmObject root, bool allowPrefixMatch = false) =>
        Function.Get("ffi.VisitErrorContext.FindAccessPaths").Call(root, this, allowPrefixMatch).AsArray<AccessPath>();
}
