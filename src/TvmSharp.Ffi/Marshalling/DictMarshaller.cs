using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="TvmDict{TKey, TValue}"/> as <c>Dict&lt;K, V&gt;</c>. Every entry is checked, with native calls for each: the
/// layout of maps is not part of the ABI. A <c>Map</c> is accepted as well, and copied, as upstream does.
/// </summary>
/// <typeparam name="TKey">Key type.</typeparam>
/// <typeparam name="TKeyMarshaller">How keys cross.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <typeparam name="TValueMarshaller">How values cross.</typeparam>
public readonly unsafe struct DictMarshaller<TKey, TKeyMarshaller, TValue, TValueMarshaller> : IMarshaller<TvmDict<TKey, TValue>>
    where TKeyMarshaller : struct, IMarshaller<TKey>
    where TValueMarshaller : struct, IMarshaller<TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static string TypeName => $"Dict<{TKeyMarshaller.TypeName}, {TValueMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) =>
        MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.IsStrict(view, TypeIndex.Dict);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmDict<TKey, TValue> value)
    {
        bool fits = CanRead(view);
        value = fits
            ? Wrap(MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.Take(view, TypeIndex.Dict, BuiltinFunctions.Dict))
            : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out TvmDict<TKey, TValue> value)
    {
        bool shares = view->TypeIndex == TypeIndex.Dict && CanRead(view);
        value = shares ? Wrap(new ObjectReference(view->Obj, parent.Owner)) : null!;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(TvmDict<TKey, TValue> value, TVMFFIAny* result) =>
        ObjectMarshaller<TvmDict<TKey, TValue>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmDict<TKey, TValue> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmDict<TKey, TValue>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmDict<TKey, TValue> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmDict<TKey, TValue>>.ReleaseArgument(value, argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) =>
        MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>.DescribeMismatch(view);

    private static TvmDict<TKey, TValue> Wrap(ObjectReference reference) =>
        new(reference, ValueMarshaller<TKey>.Of<TKeyMarshaller>(), ValueMarshaller<TValue>.Of<TValueMarshaller>());
}
