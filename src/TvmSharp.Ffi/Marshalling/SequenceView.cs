using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Arrays and lists as arguments: either is accepted for the other, as upstream does (container/seq_base.h).</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="TMarshaller">How elements cross.</typeparam>
internal static unsafe class SequenceView<T, TMarshaller>
    where TMarshaller : struct, IMarshaller<T>
{
    internal static bool CanRead(TVMFFIAny* view) => IsSequence(view) && FirstMismatch(view) < 0;

    internal static bool IsStrict(TVMFFIAny* view, int typeIndex)
    {
        if (!IsSequence(view) || MarshallingHelpers.ObjectOf(view)->TypeIndex != typeIndex)
        {
            return false;
        }

        TVMFFISeqCell* cell = Cell(view);
        for (long i = 0; i < cell->Size; i++)
        {
            if (!TMarshaller.IsStrict(cell->Elements + i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The object itself when it is of the kind that is wanted, else a copy of that kind.</summary>
    internal static ObjectReference Take(TVMFFIAny* view, int typeIndex, Function constructor)
    {
        ObjectReference taken = MarshallingHelpers.TakeOrShare(view);
        if (taken.Object->TypeIndex == typeIndex)
        {
            return taken;
        }

        TVMFFISeqCell* cell = (TVMFFISeqCell*)(taken.Object + 1);
        ObjectReference copy = ContainerFactory.Copy(constructor, cell->Elements, cell->Size);
        GC.KeepAlive(taken.Owner);
        return copy;
    }

    internal static string DescribeMismatch(TVMFFIAny* view)
    {
        long index = IsSequence(view) ? FirstMismatch(view) : -1;
        return index < 0
            ? MarshallingHelpers.TypeNameOf(view)
            : $"{(MarshallingHelpers.ObjectOf(view)->TypeIndex == TypeIndex.List ? "List" : "Array")}[index {index}: {TMarshaller.DescribeMismatch(Cell(view)->Elements + index)}]";
    }

    private static bool IsSequence(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex is (TypeIndex.Array or TypeIndex.List);
    }

    private static TVMFFISeqCell* Cell(TVMFFIAny* view) => (TVMFFISeqCell*)(MarshallingHelpers.ObjectOf(view) + 1);

    private static long FirstMismatch(TVMFFIAny* view)
    {
        TVMFFISeqCell* cell = Cell(view);
        for (long i = 0; i < cell->Size; i++)
        {
            if (!TMarshaller.CanRead(cell->Elements + i))
            {
                return i;
            }
        }

        return -1;
    }
}
