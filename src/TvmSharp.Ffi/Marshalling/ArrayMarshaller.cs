using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="TvmArray{T}"/> as <c>Array&lt;T&gt;</c>. Every element is checked; none is copied. Unlike upstream,
/// which copies it, a <c>List</c> is not accepted.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="TMarshaller">How elements cross.</typeparam>
public readonly unsafe struct ArrayMarshaller<T, TMarshaller> : IMarshaller<TvmArray<T>>
    where TMarshaller : struct, IMarshaller<T>
{
    /// <inheritdoc/>
    public static string TypeName => $"Array<{TMarshaller.TypeName}>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => IsArray(view) && FirstMismatch(view) < 0;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TvmArray<T> value)
    {
        bool fits = CanRead(view);
        value = fits ? new TvmArray<T>(MarshallingHelpers.TakeOrShare(view), ValueMarshaller<T>.Of<TMarshaller>()) : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(TvmArray<T> value, TVMFFIAny* result) =>
        ObjectMarshaller<TvmArray<T>>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(TvmArray<T> value, TVMFFIAny* argument) =>
        ObjectMarshaller<TvmArray<T>>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(TvmArray<T> value, TVMFFIAny* argument) => GC.KeepAlive(value);

    /// <inheritdoc/>
    public static string DescribeMismatch(TVMFFIAny* view)
    {
        long index = IsArray(view) ? FirstMismatch(view) : -1;
        return index < 0
            ? MarshallingHelpers.TypeNameOf(view)
            : $"Array[index {index}: {TMarshaller.DescribeMismatch(Cell(view)->Data + index)}]";
    }

    private static bool IsArray(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex == TypeIndex.Array;
    }

    private static TVMFFISeqCell* Cell(TVMFFIAny* view) => (TVMFFISeqCell*)(MarshallingHelpers.ObjectOf(view) + 1);

    private static long FirstMismatch(TVMFFIAny* view)
    {
        TVMFFISeqCell* cell = Cell(view);
        for (long i = 0; i < cell->Size; i++)
        {
            if (!TMarshaller.CanRead(cell->Data + i))
            {
                return i;
            }
        }

        return -1;
    }
}
