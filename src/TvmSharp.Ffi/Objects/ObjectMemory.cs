using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Memory for native objects that are made here.</summary>
internal static unsafe class ObjectMemory
{
    // c_api.h wants a TVMFFIObjectAllocHeader before every body; 16 bytes of zeros keep the body aligned.
    private const nuint PrefixSize = 16;

    /// <summary>Allocates a zeroed object with its header filled and one strong reference.</summary>
    internal static TVMFFIObject* Allocate(
        nuint size, int typeIndex, delegate* unmanaged[Cdecl]<void*, int, void> deleter)
    {
        byte* block = (byte*)NativeMemory.AllocZeroed(PrefixSize + size);
        TVMFFIObject* obj = (TVMFFIObject*)(block + PrefixSize);
        obj->CombinedRefCount = RefCount.One;
        obj->TypeIndex = typeIndex;
        obj->Deleter = deleter;
        return obj;
    }

    internal static void Free(void* obj) => NativeMemory.Free((byte*)obj - PrefixSize);
}
