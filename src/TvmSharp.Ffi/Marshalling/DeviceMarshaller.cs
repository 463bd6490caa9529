using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Device"/> as <c>Device</c>; strings that name one are accepted, others do not convert, as upstream has it.</summary>
public readonly unsafe struct DeviceMarshaller : IMarshaller<Device>
{
    /// <inheritdoc/>
    public static string TypeName => "Device";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => TryRead(view, out _);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Device value)
    {
        if (view->TypeIndex == TypeIndex.Device)
        {
            value = view->Device;
            return true;
        }

        value = default;
        return Utf8.TryGetSpan(view, true, out ReadOnlySpan<byte> text)
            && Device.TryParse(System.Text.Encoding.UTF8.GetString(text), out value);
    }

    /// <inheritdoc/>
    public static void Write(Device value, TVMFFIAny* result)
    {
        *result = default;
        result->TypeIndex = TypeIndex.Device;
        result->Device = value;
    }

    /// <inheritdoc/>
    public static void WriteArgument(Device value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(Device value, TVMFFIAny* argument)
    {
    }
}
