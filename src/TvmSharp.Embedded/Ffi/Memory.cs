using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Native storage of objects.</summary>
internal static unsafe class Memory
{
    /// <summary>
    /// Bytes before every body. The C ABI puts a <see cref="TVMFFIObjectAllocHeader"/> right before it; sixteen
    /// keep the body aligned. A null <c>delete_space</c> says that the object's deleter frees the storage.
    /// </summary>
    private const int Prefix = 16;

    private const ulong BothOne = (1UL << 32) | 1;

    /// <summary>A zeroed object with one reference.</summary>
    public static TVMFFIObject* Allocate(nuint size, int typeIndex, delegate* unmanaged[Cdecl]<void*, int, void> deleter)
    {
        byte* block = (byte*)NativeMemory.AllocZeroed(Prefix + size);
        TVMFFIObject* result = (TVMFFIObject*)(block + Prefix);
        result->CombinedRefCount = BothOne;
        result->TypeIndex = typeIndex;
        result->Deleter = deleter;
        return result;
    }

    /// <summary>Frees the storage of an object.</summary>
    public static void Free(void* body) => NativeMemory.Free((byte*)body - Prefix);

    /// <summary>An object whose contents are all inside it and need no release.</summary>
    public static TVMFFIObject* AllocatePlain(nuint size, int typeIndex) => Allocate(size, typeIndex, &DeletePlain);

    /// <summary>A copy of bytes with a zero behind them.</summary>
    public static TVMFFIByteArray Copy(ReadOnlySpan<byte> bytes)
    {
        byte* data = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new(data, bytes.Length));
        data[bytes.Length] = 0;
        return new() { Data = data, Size = (nuint)bytes.Length };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DeletePlain(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Free(self);
        }
    }
}
