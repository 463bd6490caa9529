using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Expected{T}"/>: a value that does not convert may be an error.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <typeparam name="TMarshaller">How the value crosses when there is one.</typeparam>
public readonly unsafe struct ExpectedMarshaller<T, TMarshaller> : IMarshaller<Expected<T>>
    where TMarshaller : struct, IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => $"Expected<{TMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => ObjectMarshaller<Error>.CanRead(view) || TMarshaller.CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Expected<T> value)
    {
        // First: for a value of any kind the error would be a value too.
        if (ObjectMarshaller<Error>.TryRead(view, out Error error))
        {
            value = error;
            return true;
        }

        bool fits = TMarshaller.TryRead(view, out T read);
        value = read;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(Expected<T> value, TVMFFIAny* result)
    {
        if (value.HasValue)
        {
            TMarshaller.Write(value.Value, result);
        }
        else
        {
            ObjectMarshaller<Error>.Write(value.Error, result);
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(Expected<T> value, TVMFFIAny* argument)
    {
        if (value.HasValue)
        {
            TMarshaller.WriteArgument(value.Value, argument);
        }
        else
        {
            ObjectMarshaller<Error>.WriteArgument(value.Error, argument);
        }
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(Expected<T> value, TVMFFIAny* argument)
    {
        if (value.HasValue)
        {
            TMarshaller.ReleaseArgument(value.Value, argument);
        }
        else
        {
            ObjectMarshaller<Error>.ReleaseArgument(value.Error, argument);
        }
    }

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => TMarshaller.DescribeMismatch(view);
}
