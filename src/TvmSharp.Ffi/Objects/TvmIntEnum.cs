namespace TvmSharp.Ffi;

/// <summary>A member of an enumeration of integers: <c>tvm::ffi::IntEnum</c>, type key <c>ffi.IntEnum</c>.</summary>
[TvmObject("ffi.IntEnum")]
public class TvmIntEnum : TvmEnum, ITvmObject<TvmIntEnum>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ffi.IntEnum</c>.</param>
    protected internal TvmIntEnum(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<TvmIntEnum>.TypeKey => "ffi.IntEnum";

    static TvmIntEnum ITvmObject<TvmIntEnum>.Wrap(ObjectReference reference) => new(reference);
}
