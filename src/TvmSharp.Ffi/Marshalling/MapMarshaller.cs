using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="TvmMap{TKey, TValue}"/> as <c>Map&lt;K, V&gt;</c>. Every entry is checked, with native calls for each: the
/// layout of maps is not part of the ABI. A <c>Dict</c> is accepted as well, and copied, as upstream does.
/// </summary>
/// <typeparam name="TKey">Key type.</typeparam>
/// <typeparam name="TKeyMarshaller">How keys cross.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <typeparam name="TValueMarshaller">How values cross.</typeparam>
public readonly unsafe struct MapMarshaller<TKey, TKeyMarshaller, TValue, TValueMarshaller> : IMarshaller<TvmMap<TKey, TValue>>
    where TKeyMarshaller : struct, IMarshaller<TKey>
    where TValueMarshaller : struct, IMarshaller<TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static string TypeName => $"Map<{TKeyMarshaller.TypeName}, {TValueMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) =>
        MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.IsStrict(view, TypeIndex.Map);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmMap<TKey, TValue> value)
    {
        bool fits = CanRead(view);
        value = fits
            ? Wrap(MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.Take(view, TypeIndex.Map, BuiltinFunctions.Map))
            : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out TvmMap<TKey, TValue> value)
    {
        bool shares = view->TypeIndex == TypeIndex.Map && CanRead(view);
        value = shares ? Wrap(new ObjectReference(view->Obj, parent.Owner)) : null!;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(TvmMap<TKey, TValue> value, TVMFFIAny* result) =>
        ObjectMarshaller<TvmMap<TKey, TValue>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmMap<TKey, TValue> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmMap<TKey, TValue>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmMap<TKey, TValue> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmMap<TKey, TValue>>.ReleaseArgument(value, argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) =>
        MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.DescribeMismatch(view);

    private static TvmMap<TKey, TValue> Wrap(ObjectReference reference) =>
        new(reference, ValueMarshaller<TKey>.Of<TKeyMarshaller>(), ValueMarshaller<TValue>.Of<TValueMarshaller>());
}
