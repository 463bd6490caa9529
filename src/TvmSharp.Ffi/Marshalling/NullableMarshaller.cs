using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><c>Optional&lt;T&gt;</c> for a value type that may be missing: None is null.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <typeparam name="TMarshaller">How the value crosses when there is one.</typeparam>
public readonly unsafe struct NullableMarshaller<T, TMarshaller> : IMarshaller<T?>
    where T : struct
    where TMarshaller : struct, IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => $"Optional<{TMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => view->TypeIndex == TypeIndex.None || TMarshaller.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => view->TypeIndex == TypeIndex.None || TMarshaller.IsStrict(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out T? value)
    {
        if (view->TypeIndex == TypeIndex.None)
        {
            value = null;
            return true;
        }

        bool fits = TMarshaller.TryRead(view, out T read);
        value = fits ? read : null;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T? value)
    {
        bool shares = TMarshaller.TryReadShared(view, parent, out T read);
        value = shares ? read : null;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(T? value, TVMFFIAny* result)
    {
        *result = default;
        if (value is not null)
        {
            TMarshaller.Write(value.Value, result);
        }
    }

    /// <inheritdoc/>
    public static void WriteArgument(T? value, TVMFFIAny* argument)
    {
        *argument = default;
        if (value is not null)
        {
            TMarshaller.WriteArgument(value.Value, argument);
        }
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(T? value, TVMFFIAny* argument)
    {
        if (value is not null)
        {
            TMarshaller.ReleaseArgument(value.Value, argument);
        }
    }

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => TMarshaller.DescribeMismatch(view);
}
