using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// The allocator of the process. It is kept for those who ask; like upstream's own objects since 0.1.14, those
/// of this host do not use it.
/// </summary>
internal static unsafe class Allocators
{
    private const int Prefix = 16;

    private static readonly TVMFFICustomAllocator* Builtin = CreateBuiltin();
    private static TVMFFICustomAllocator* s_current = Builtin;

    public static TVMFFICustomAllocator* Current
    {
        get => s_current;
        set => s_current = value == null ? Builtin : value;
    }

    private static TVMFFICustomAllocator* CreateBuiltin()
    {
        TVMFFICustomAllocator* result = (TVMFFICustomAllocator*)NativeMemory.AllocZeroed((nuint)sizeof(TVMFFICustomAllocator));
        result->Allocate = &Allocate;
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Allocate(nuint size, nuint alignment, int typeIndex, void* context)
    {
        try
        {
            byte* block = (byte*)NativeMemory.AlignedAlloc(checked(Prefix + size), Math.Max(alignment, Prefix));
            byte* body = block + Prefix;
            ((TVMFFIObjectAllocHeader*)body - 1)->DeleteSpace = &DeleteSpace;
            return body;
        }
        catch (Exception)
        {
            return null;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DeleteSpace(void* body) => NativeMemory.AlignedFree((byte*)body - Prefix);
}
