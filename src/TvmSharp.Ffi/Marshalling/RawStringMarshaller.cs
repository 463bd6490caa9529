using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="RawString"/> as <c>const char*</c>. Every string converts to one; a result is a string.</summary>
public readonly unsafe struct RawStringMarshaller : IMarshaller<RawString>
{
    /// <inheritdoc/>
    public static string TypeName => StringMarshaller.TypeName;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => StringMarshaller.CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out RawString value)
    {
        bool fits = StringMarshaller.TryRead(view, out string text);
        value = fits ? new RawString(text) : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(RawString value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        Utf8.Write(value.Value, result);
    }

    /// <inheritdoc/>
    public static void WriteArgument(RawString value, TVMFFIAny* argument)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteView(argument);
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(RawString value, TVMFFIAny* argument) => GC.KeepAlive(value);
}
