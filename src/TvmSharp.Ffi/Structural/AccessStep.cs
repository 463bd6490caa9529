namespace TvmSharp.Ffi;

/// <summary>One step of an <see cref="AccessPath"/>: <c>tvm::ffi::reflection::AccessStep</c>.</summary>
[TvmObject("ffi.reflection.AccessStep")]
public sealed class AccessStep : TvmObject, ITvmObject<AccessStep>
{
    private AccessStep(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<AccessStep>.TypeKey => "ffi.reflection.AccessStep";

    static bool ITvmObject<AccessStep>.IsImmutable => true;

    /// <summary>What the step goes to.</summary>
    public AccessKind Kind => (AccessKind)GetField<int>("kind");

    /// <summary>Name of a field, index of an element, or key of an entry.</summary>
    public Any Key => GetField("key");

    static AccessStep ITvmObject<AccessStep>.Wrap(ObjectReference reference) => new(reference);
}
