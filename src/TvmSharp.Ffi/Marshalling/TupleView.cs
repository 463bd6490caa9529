using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What marshallers of tuples share.</summary>
internal static unsafe class TupleView
{
    internal static bool IsTuple(TVMFFIAny* view, int length)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex == TypeIndex.Array && Cell(view)->Size == length;
    }

    internal static TVMFFIAny* Element(TVMFFIAny* view, int index) => Cell(view)->Elements + index;

    internal static void Release(TVMFFIAny* elements, int count)
    {
        for (int i = 0; i < count; i++)
        {
            RefCount.Release(elements + i);
        }
    }

    internal static string Describe(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex == TypeIndex.Array
            ? $"Array[size={Cell(view)->Size}]"
            : MarshallingHelpers.TypeNameOf(view);
    }

    private static TVMFFISeqCell* Cell(TVMFFIAny* view) => (TVMFFISeqCell*)(MarshallingHelpers.ObjectOf(view) + 1);
}
