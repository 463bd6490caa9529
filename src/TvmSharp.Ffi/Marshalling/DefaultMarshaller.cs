using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>How values cross where the C# type is all that is known. Generated code names the marshaller instead.</summary>
/// <typeparam name="T">Any type that <see cref="Any.As{T}"/> converts to.</typeparam>
public readonly unsafe struct DefaultMarshaller<T> : IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => ValueMarshaller<T>.Default.TypeName;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => ValueMarshaller<T>.Default.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => ValueMarshaller<T>.Default.IsStrict(view);

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T value) =>
        PlainValues.TryRead(view, out value) || ValueMarshaller<T>.Default.TryReadShared(view, parent, out value);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out T value) =>
        PlainValues.TryRead(view, out value) || ValueMarshaller<T>.Default.TryRead(view, out value);

    /// <inheritdoc/>
    public static void Write(T value, TVMFFIAny* result)
    {
        if (!PlainValues.TryWrite(value, result))
        {
            ValueMarshaller<T>.OfValues.Write(value, result);
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(T value, TVMFFIAny* argument)
    {
        if (!PlainValues.TryWrite(value, argument))
        {
            ValueMarshaller<T>.OfValues.WriteArgument(value, argument);
        }
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(T value, TVMFFIAny* argument)
    {
        if (!PlainValues.Has<T>())
        {
            ValueMarshaller<T>.OfValues.ReleaseArgument(value, argument);
        }
    }

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => ValueMarshaller<T>.Default.DescribeMismatch(view);
}
