using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><c>byte[]</c> as <c>bytes</c>: bytes, copied, inline up to seven.</summary>
public readonly unsafe struct BytesMarshaller : IMarshaller<byte[]>
{
    /// <inheritdoc/>
    public static string TypeName => "bytes";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => Utf8.TryGetSpan(view, false, out _);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out byte[] value)
    {
        bool fits = Utf8.TryGetSpan(view, false, out ReadOnlySpan<byte> bytes);
        value = fits ? bytes.ToArray() : [];
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(byte[] value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8.Write(value, false, result);
    }

    /// <inheritdoc/>
    public static void WriteArgument(byte[] value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(byte[] value, TVMFFIAny* argument) => RefCount.Release(argument);
}
