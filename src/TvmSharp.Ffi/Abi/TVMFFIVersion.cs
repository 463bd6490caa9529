namespace TvmSharp.Ffi.Abi;

public partial struct TVMFFIVersion
{
    /// <inheritdoc/>
    public override readonly string ToString() => $"{Major}.{Minor}.{Patch}";
}
