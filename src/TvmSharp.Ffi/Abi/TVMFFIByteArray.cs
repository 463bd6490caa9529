namespace TvmSharp.Ffi.Abi;

public unsafe partial struct TVMFFIByteArray
{
    /// <summary>The bytes as a span, valid as long as their owner lives.</summary>
    public readonly ReadOnlySpan<byte> AsSpan() => new(Data, checked((int)Size));
}
