using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><c>string</c> as <c>str</c>: a string as UTF-8, inline up to seven bytes.</summary>
public readonly unsafe struct StringMarshaller : IMarshaller<string>
{
    /// <inheritdoc/>
    public static string TypeName => "str";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => Utf8.TryGetSpan(view, true, out _);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out string value)
    {
        bool fits = Utf8.TryGetSpan(view, true, out ReadOnlySpan<byte> bytes);
        value = fits ? System.Text.Encoding.UTF8.GetString(bytes) : string.Empty;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(string value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8.Write(value, result);
    }

    /// <inheritdoc/>
    public static void WriteArgument(string value, TVMFFIAny* argument)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8.WriteArgument(value, argument);
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(string value, TVMFFIAny* argument) => Utf8.ReleaseArgument(argument);

    /// <summary><see cref="WriteArgument(string, TVMFFIAny*)"/>, into memory of the caller if it has room.</summary>
    /// <param name="value">Value.</param>
    /// <param name="argument">Where to write.</param>
    /// <param name="buffer">Memory that lives until <see cref="ReleaseArgument(TVMFFIAny*, TextBuffer*)"/>.</param>
    public static void WriteArgument(string value, TVMFFIAny* argument, TextBuffer* buffer)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8.WriteArgument(value, argument, buffer);
    }

    /// <summary>Ends what <see cref="WriteArgument(string, TVMFFIAny*, TextBuffer*)"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseArgument(TVMFFIAny* argument, TextBuffer* buffer) => Utf8.ReleaseArgument(argument, buffer);
}
