using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// <see cref="TvmArray{T}"/> as <c>Array&lt;T&gt;</c>. Every element is checked. A <c>List</c> is accepted as well, and copied, as
/// upstream does.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="TMarshaller">How elements cross.</typeparam>
public readonly unsafe struct ArrayMarshaller<T, TMarshaller> : IMarshaller<TvmArray<T>>
    where TMarshaller : struct, IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => $"Array<{TMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => SequenceView<T, TMarshaller>.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => SequenceView<T, TMarshaller>.IsStrict(view, TypeIndex.Array);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmArray<T> value)
    {
        bool fits = CanRead(view);
        value = fits ? Wrap(SequenceView<T, TMarshaller>.Take(view, TypeIndex.Array, BuiltinFunctions.Array)) : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out TvmArray<T> value)
    {
        bool shares = view->TypeIndex == TypeIndex.Array && CanRead(view);
        value = shares ? Wrap(new ObjectReference(view->Obj, parent.Owner)) : null!;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(TvmArray<T> value, TVMFFIAny* result) => ObjectMarshaller<TvmArray<T>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmArray<T> value, TVMFFIAny* argument) => ObjectMarshaller<TvmArray<T>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmArray<T> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmArray<T>>.ReleaseArgument(value, argument);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view) => SequenceView<T, TMarshaller>.DescribeMismatch(view);

    private static TvmArray<T> Wrap(ObjectReference reference) => new(reference, ValueMarshaller<T>.Of<TMarshaller>());
}
