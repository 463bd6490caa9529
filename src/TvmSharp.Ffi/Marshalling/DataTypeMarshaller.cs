using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="DataType"/> as <c>DataType</c>; strings are read by <c>TVMFFIDataTypeFromString</c>, as upstream does.</summary>
/// <remarks>A string that is no element type is a <see cref="FormatException"/>, a ValueError for TVM.</remarks>
public readonly unsafe struct DataTypeMarshaller : IMarshaller<DataType>
{
    /// <inheritdoc/>
    public static string TypeName => "DataType";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) =>
        view->TypeIndex == TypeIndex.DataType || Utf8.TryGetSpan(view, true, out _);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out DataType value)
    {
        if (view->TypeIndex == TypeIndex.DataType)
        {
            value = view->DType;
            return true;
        }

        bool isText = Utf8.TryGetSpan(view, true, out ReadOnlySpan<byte> text);
        value = isText ? DataType.Parse(text) : default;
        return isText;
    }

    /// <inheritdoc/>
    public static void Write(DataType value, TVMFFIAny* result)
    {
        *result = default;
        result->TypeIndex = TypeIndex.DataType;
        result->DType = value;
    }

    /// <inheritdoc/>
    public static void WriteArgument(DataType value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(DataType value, TVMFFIAny* argument)
    {
    }
}
