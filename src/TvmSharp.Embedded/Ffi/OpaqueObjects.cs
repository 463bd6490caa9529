using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Objects around a handle of another language: <c>TVMFFIOpaqueObjectCell</c>.</summary>
internal static unsafe class OpaqueObjects
{
    private struct Cell
    {
        public void* Handle;
        public delegate* unmanaged[Cdecl]<void*, void> Deleter;
    }

    public static TVMFFIObject* Create(void* handle, int typeIndex, delegate* unmanaged[Cdecl]<void*, void> deleter)
    {
        TVMFFIObject* value = Memory.Allocate((nuint)(sizeof(TVMFFIObject) + sizeof(Cell)), typeIndex, &Delete);
        *(Cell*)(value + 1) = new() { Handle = handle, Deleter = deleter };
        return value;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Cell* cell = (Cell*)((TVMFFIObject*)self + 1);
            if (cell->Deleter != null)
            {
                cell->Deleter(cell->Handle);
            }
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
