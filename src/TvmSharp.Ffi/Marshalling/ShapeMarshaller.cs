using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Shape"/> as <c>ffi.Shape</c>; arrays and lists of integers are accepted and copied, as upstream does.</summary>
public readonly unsafe struct ShapeMarshaller : IMarshaller<Shape>
{
    /// <inheritdoc/>
    public static string TypeName => ObjectMarshaller<Shape>.TypeName;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => ObjectMarshaller<Shape>.CanRead(view) || IsIntegers(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Shape value)
    {
        if (ObjectMarshaller<Shape>.TryRead(view, out value))
        {
            return true;
        }

        if (!IsIntegers(view))
        {
            return false;
        }

        TVMFFISeqCell* cell = Cell(view);
        long[] extents = new long[cell->Size];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = cell->Elements[i].Int64;
        }

        value = Shape.Create(extents);
        return true;
    }

    /// <inheritdoc/>
    public static void Write(Shape value, TVMFFIAny* result) => ObjectMarshaller<Shape>.Write(value, result);

    /// <inheritdoc/>
    public static void WriteArgument(Shape value, TVMFFIAny* argument) =>
        ObjectMarshaller<Shape>.WriteArgument(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(Shape value, TVMFFIAny* argument) =>
        ObjectMarshaller<Shape>.ReleaseArgument(value, argument);

    private static TVMFFISeqCell* Cell(TVMFFIAny* view) => (TVMFFISeqCell*)(MarshallingHelpers.ObjectOf(view) + 1);

    private static bool IsIntegers(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        if (obj == null || obj->TypeIndex is not (TypeIndex.Array or TypeIndex.List))
        {
            return false;
        }

        TVMFFISeqCell* cell = Cell(view);
        for (long i = 0; i < cell->Size; i++)
        {
            if (!IntegerMarshaller<long>.CanRead(cell->Elements + i))
            {
                return false;
            }
        }

        return true;
    }
}
