using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="TvmMap{TKey, TValue}"/> as <c>Map&lt;K, V&gt;</c>. Keys and values convert when they are read: a map has no
/// layout that could be walked without a native call for each entry.
/// </summary>
/// <typeparam name="TKey">Key type.</typeparam>
/// <typeparam name="TKeyMarshaller">How keys cross.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <typeparam name="TValueMarshaller">How values cross.</typeparam>
public readonly unsafe struct MapMarshaller<TKey, TKeyMarshaller, TValue, TValueMarshaller>
    : IMarshaller<TvmMap<TKey, TValue>>
    where TKeyMarshaller : struct, IMarshaller<TKey>
    where TValueMarshaller : struct, IMarshaller<TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static string TypeName => $"Map<{TKeyMarshaller.TypeName}, {TValueMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => ObjectMarshaller<TvmMap<TKey, TValue>>.CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmMap<TKey, TValue> value)
    {
        bool fits = CanRead(view);
        value = fits
            ? new TvmMap<TKey, TValue>(
                MarshallingHelpers.TakeOrShare(view),
                ValueMarshaller<TKey>.Of<TKeyMarshaller>(),
                ValueMarshaller<TValue>.Of<TValueMarshaller>())
            : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(TvmMap<TKey, TValue> value, TVMFFIAny* result) =>
        ObjectMarshaller<TvmMap<TKey, TValue>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmMap<TKey, TValue> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmMap<TKey, TValue>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmMap<TKey, TValue> value, TVMFFIAny* argument) => GC.KeepAlive(value);
}
