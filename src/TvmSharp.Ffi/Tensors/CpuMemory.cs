using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Makes DLPack tensors in the memory of the process: with data of their own, or over pinned managed memory.</summary>
internal static unsafe class CpuMemory
{
    /// <summary>Alignment of data, in bytes: upstream's <c>kAllocAlignment</c>, and what vector code wants.</summary>
    internal const int Alignment = 64;

    /// <summary>The version of DLPack that this library is written for.</summary>
    internal static DLPackVersion Version => new() { Major = DLManagedTensorHandle.MajorVersion, Minor = 3 };

    /// <summary>Makes a tensor with data of its own, which goes with it.</summary>
    /// <exception cref="ArgumentException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The size does not fit.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    internal static DLManagedTensorVersioned* Allocate(ReadOnlySpan<long> shape, DataType type, bool zeroed)
    {
        nuint head = HeadSize(shape.Length);
        nuint size = checked((nuint)TensorLayout.ByteSize(TensorLayout.CheckedElementCount(shape), type));
        nuint total = checked(head + size);
        void* block = NativeMemory.AlignedAlloc(total, Alignment);
        byte* data = (byte*)block + head;
        if (zeroed)
        {
            NativeMemory.Clear(data, size);
        }

        // The garbage collector sees the wrapper only, a few bytes.
        GC.AddMemoryPressure((long)total);
        return Fill(block, shape, type, size == 0 ? null : data, (void*)total, &Free);
    }

    /// <summary>Makes a tensor over managed memory, which stays where it is until the tensor ends.</summary>
    internal static DLManagedTensorVersioned* Pin<T>(Memory<T> memory, ReadOnlySpan<long> shape, DataType type)
        where T : unmanaged
    {
        MemoryHandle pinned = memory.Pin();
        try
        {
            void* data = memory.IsEmpty ? null : pinned.Pointer;
            void* block = NativeMemory.AlignedAlloc(HeadSize(shape.Length), Alignment);
            GCHandle<object> context = new(pinned);
            return Fill(block, shape, type, data, (void*)GCHandle<object>.ToIntPtr(context), &Unpin);
        }
        catch (OutOfMemoryException)
        {
            pinned.Dispose();
            throw;
        }
    }

    private static nuint HeadSize(int rank) =>
        ((nuint)sizeof(DLManagedTensorVersioned) + ((nuint)rank * 2 * sizeof(long)) + Alignment - 1) / Alignment * Alignment;

    private static DLManagedTensorVersioned* Fill(
        void* block,
        ReadOnlySpan<long> shape,
        DataType type,
        void* data,
        void* context,
        delegate* unmanaged[Cdecl]<void*, void> deleter)
    {
        DLManagedTensorVersioned* managed = (DLManagedTensorVersioned*)block;
        long* extents = (long*)(managed + 1);
        long* strides = extents + shape.Length;
        shape.CopyTo(new(extents, shape.Length));
        TensorLayout.FillStrides(shape, new(strides, shape.Length));
        *managed = new()
        {
            Version = Version,
            ManagerCtx = context,
            Deleter = deleter,
            DLTensor = new()
            {
                Data = data,
                Device = Device.Cpu,
                NDim = shape.Length,
                DType = type,
                Shape = extents,
                Strides = strides,
            },
        };
        return managed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* self)
    {
        GC.RemoveMemoryPressure((long)((DLManagedTensorVersioned*)self)->ManagerCtx);
        NativeMemory.AlignedFree(self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Unpin(void* self)
    {
        GCHandle<object> context = GCHandle<object>.FromIntPtr((nint)((DLManagedTensorVersioned*)self)->ManagerCtx);
        MemoryHandle pinned = (MemoryHandle)context.Target;
        context.Dispose();
        NativeMemory.AlignedFree(self);
        try
        {
            pinned.Dispose();
        }
        catch (Exception)
        {
            // A memory manager is the user's. Whoever dropped the tensor, perhaps not .NET at all, cannot be told.
        }
    }
}
