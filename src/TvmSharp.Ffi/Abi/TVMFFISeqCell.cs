namespace TvmSharp.Ffi.Abi;

public unsafe partial struct TVMFFISeqCell
{
    /// <summary>First element; each is an owned <see cref="TVMFFIAny"/>.</summary>
    public readonly TVMFFIAny* Elements => (TVMFFIAny*)Data;
}
