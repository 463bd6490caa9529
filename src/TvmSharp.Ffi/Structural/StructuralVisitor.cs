namespace TvmSharp.Ffi;

/// <summary>The visitor that a type's own <c>__s_visit__</c> is given: <c>tvm::ffi::StructuralVisitor</c>.</summary>
[TvmObject("ffi.StructuralVisitor")]
public sealed class StructuralVisitor : TvmObject, ITvmObject<StructuralVisitor>
{
    private StructuralVisitor(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<StructuralVisitor>.TypeKey => "ffi.StructuralVisitor";

    /// <summary>Whether variables are defined here.</summary>
    public DefRegionKind DefRegionKind =>
        (DefRegionKind)Function.Get("ffi.StructuralVisitorDefRegionKind").Call(this).As<int>();

    static StructuralVisitor ITvmObject<StructuralVisitor>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Visits a value.</summary>
    /// <returns>What ended the visit; null when it came to its end.</returns>
    public VisitInterrupt? Visit(Any value) => AsInterrupt(Function.Get("ffi.StructuralVisitorVisit").Call(this, value));

    /// <summary>Visits with variables defined, or used.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="body">Does the visits; gives back what ended them.</param>
    /// <returns>What <paramref name="body"/> gave back.</returns>
    public VisitInterrupt? WithDefRegion(DefRegionKind kind, Func<VisitInterrupt?> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return AsInterrupt(Function.Get("ffi.StructuralVisitorWithDefRegionKind").Call(
            this, (int)kind, Function.Create(_ => (Any)body())));
    }

    private static VisitInterrupt? AsInterrupt(Any result) => result.IsNone ? null : result.As<VisitInterrupt>();
}
