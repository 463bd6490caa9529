using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="TvmList{T}"/> as <c>List&lt;T&gt;</c>. Every element is checked. An <c>Array</c> is accepted as well, and copied, as
/// upstream does.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="TMarshaller">How elements cross.</typeparam>
public readonly unsafe struct ListMarshaller<T, TMarshaller> : IMarshaller<TvmList<T>>
    where TMarshaller : struct, IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => $"List<{TMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => SequenceView<T, TMarshaller>.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => SequenceView<T, TMarshaller>.IsStrict(view, TypeIndex.List);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmList<T> value)
    {
        bool fits = CanRead(view);
        value = fits ? Wrap(SequenceView<T, TMarshaller>.Take(view, TypeIndex.List, BuiltinFunctions.List)) : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out TvmList<T> value)
    {
        bool shares = view->TypeIndex == TypeIndex.List && CanRead(view);
        value = shares ? Wrap(new ObjectReference(view->Obj, parent.Owner)) : null!;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(TvmList<T> value, TVMFFIAny* result) => ObjectMarshaller<TvmList<T>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmList<T> value, TVMFFIAny* argument) => ObjectMarshaller<TvmList<T>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmList<T> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmList<T>>.ReleaseArgument(value, argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => SequenceView<T, TMarshaller>.DescribeMismatch(view);

    private static TvmList<T> Wrap(ObjectReference reference) => new(reference, ValueMarshaller<T>.Of<TMarshaller>());
}
