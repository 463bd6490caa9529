using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Shapes: extents behind the cell, in one block.</summary>
internal static unsafe class Shapes
{
    public static TVMFFIObject* Create(ReadOnlySpan<long> extents)
    {
        TVMFFIObject* shape = Memory.AllocatePlain(
            (nuint)(sizeof(TVMFFIObject) + sizeof(TVMFFIShapeCell)) + ((nuint)extents.Length * sizeof(long)), TypeIndex.Shape);
        TVMFFIShapeCell* cell = (TVMFFIShapeCell*)(shape + 1);
        cell->Data = (long*)(cell + 1);
        cell->Size = (nuint)extents.Length;
        extents.CopyTo(new(cell->Data, extents.Length));
        return shape;
    }
}
