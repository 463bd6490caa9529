using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Shapes: extents behind the cell, in one block.</summary>
internal static unsafe class Shapes
{
    /// <summary>The extents of a shape, borrowed.</summary>
    public static ReadOnlySpan<long> Extents(TVMFFIObject* shape)
    {
        TVMFFIShapeCell* cell = (TVMFFIShapeCell*)(shape + 1);
        return new(cell->Data, checked((int)cell->Size));
    }

    /// <summary>A shape with one reference.</summary>
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
