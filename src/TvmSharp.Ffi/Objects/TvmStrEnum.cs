namespace TvmSharp.Ffi;

/// <summary>A member of an enumeration of strings: <c>tvm::ffi::StrEnum</c>, type key <c>ffi.StrEnum</c>.</summary>
[TvmObject("ffi.StrEnum")]
public class TvmStrEnum : TvmEnum, ITvmObject<TvmStrEnum>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ffi.StrEnum</c>.</param>
    protected internal TvmStrEnum(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<TvmStrEnum>.TypeKey => "ffi.StrEnum";

    static TvmStrEnum ITvmObject<TvmStrEnum>.Wrap(ObjectReference reference) => new(reference);
}
