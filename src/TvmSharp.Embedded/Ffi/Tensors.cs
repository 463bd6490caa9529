using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Tensors that borrow their data: from DLPack, or from another tensor.</summary>
internal static unsafe class Tensors
{
    private const int Cpu = 1;
    private const int CudaHost = 3;
    private const int Rocm = 10;
    private const int RocmHost = 11;
    private const int CudaManaged = 13;

    /// <summary>What a tensor object gives back when it ends.</summary>
    private struct Owner
    {
        public void* Managed;
        public delegate* unmanaged[Cdecl]<void*, void> Deleter;
        public TVMFFIObject* Source;
    }

    public static TVMFFIObject* FromDLPack(void* managed, int alignment, bool contiguous)
    {
        DLManagedTensor* from = (DLManagedTensor*)managed;
        Check(&from->DLTensor, alignment, contiguous);
        return Create(&from->DLTensor, new() { Managed = from, Deleter = (delegate* unmanaged[Cdecl]<void*, void>)from->Deleter });
    }

    public static TVMFFIObject* FromDLPackVersioned(void* managed, int alignment, bool contiguous)
    {
        DLManagedTensorVersioned* from = (DLManagedTensorVersioned*)managed;
        Check(&from->DLTensor, alignment, contiguous);
        if ((from->Flags & DLPackConstants.FlagBitmaskIsSubbyteTypePadded) != 0)
        {
            throw HostException.Runtime("Subbyte type padded is not yet supported");
        }

        return Create(&from->DLTensor, new() { Managed = from, Deleter = (delegate* unmanaged[Cdecl]<void*, void>)from->Deleter });
    }

    public static DLManagedTensor* ToDLPack(TVMFFIObject* tensor)
    {
        DLManagedTensor* result = (DLManagedTensor*)NativeMemory.AllocZeroed((nuint)sizeof(DLManagedTensor));
        result->DLTensor = *(DLTensor*)(tensor + 1);
        result->ManagerCtx = tensor;
        result->Deleter = &DeleteManaged;
        Host.IncRef(tensor);
        return result;
    }

    public static DLManagedTensorVersioned* ToDLPackVersioned(TVMFFIObject* tensor)
    {
        DLManagedTensorVersioned* result = (DLManagedTensorVersioned*)NativeMemory.AllocZeroed((nuint)sizeof(DLManagedTensorVersioned));
        result->Version = new() { Major = 1, Minor = 3 };
        result->Flags = 0;
        result->DLTensor = *(DLTensor*)(tensor + 1);
        result->ManagerCtx = tensor;
        result->Deleter = &DeleteManagedVersioned;
        Host.IncRef(tensor);
        return result;
    }

    /// <summary>A tensor described by a prototype, which keeps another alive. Shape and strides are copied.</summary>
    public static TVMFFIObject* CreateView(TVMFFIObject* source, DLTensor* prototype)
    {
        if (prototype->Strides == null)
        {
            throw HostException.Internal("Check not null: prototype.strides");
        }

        Host.IncRef(source);
        return Create(prototype, new() { Source = source }, copyShape: true);
    }

    private static TVMFFIObject* Create(DLTensor* prototype, Owner owner, bool copyShape = false)
    {
        int head = sizeof(TVMFFIObject) + sizeof(DLTensor) + sizeof(Owner);
        int dimensions = prototype->NDim;
        TVMFFIObject* result = Memory.Allocate((nuint)(head + (2 * dimensions * sizeof(long))), TypeIndex.Tensor, &Delete);
        DLTensor* tensor = (DLTensor*)(result + 1);
        *tensor = *prototype;
        *(Owner*)(tensor + 1) = owner;
        long* tail = (long*)((byte*)result + head);
        if (copyShape)
        {
            new ReadOnlySpan<long>(prototype->Shape, dimensions).CopyTo(new(tail, dimensions));
            new ReadOnlySpan<long>(prototype->Strides, dimensions).CopyTo(new(tail + dimensions, dimensions));
            tensor->Shape = tail;
            tensor->Strides = tail + dimensions;
        }
        else if (prototype->Strides == null && dimensions > 0)
        {
            tensor->Strides = tail;
            long stride = 1;
            for (int i = dimensions - 1; i >= 0; i--)
            {
                tail[i] = stride;
                stride *= prototype->Shape[i];
            }
        }

        return result;
    }

    private static void Check(DLTensor* tensor, int alignment, bool contiguous)
    {
        if (alignment != 0)
        {
            bool direct = tensor->Device.DeviceType is <= CudaHost or CudaManaged or Rocm or RocmHost;
            nuint address = direct ? (nuint)tensor->Data + (nuint)tensor->ByteOffset : (nuint)tensor->ByteOffset;
            if (address % (nuint)alignment != 0)
            {
                throw HostException.Runtime($"FromDLPack: Data is not aligned to {alignment} bytes.");
            }
        }

        if (contiguous && !IsContiguous(tensor))
        {
            throw HostException.Runtime("FromDLPack: Tensor is not contiguous.");
        }
    }

    private static bool IsContiguous(DLTensor* tensor)
    {
        if (tensor->Strides == null || new ReadOnlySpan<long>(tensor->Shape, tensor->NDim).Contains(0))
        {
            return true;
        }

        long expected = 1;
        for (int i = tensor->NDim - 1; i >= 0; i--)
        {
            if (tensor->Shape[i] == 1)
            {
                continue;
            }

            if (tensor->Strides[i] != expected)
            {
                return false;
            }

            expected *= tensor->Shape[i];
        }

        return true;
    }

    /// <summary>Whether the data is in the memory of the process.</summary>
    public static bool IsCpu(DLTensor* tensor) => tensor->Device.DeviceType == Cpu;

    /// <summary>The data of a tensor from its address on: like upstream, without regard to the byte offset.</summary>
    public static ReadOnlySpan<byte> Content(DLTensor* tensor, string purpose)
    {
        if (!IsCpu(tensor))
        {
            throw HostException.Internal($"can only {purpose} CPU tensor");
        }

        if (!IsContiguous(tensor))
        {
            throw HostException.Internal($"Can only {purpose} contiguous tensor");
        }

        long bits = tensor->DType.Bits * (long)tensor->DType.Lanes;
        for (int i = 0; i < tensor->NDim; i++)
        {
            bits = checked(bits * tensor->Shape[i]);
        }

        return new(tensor->Data, checked((int)((bits + 7) / 8)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DeleteManaged(void* self)
    {
        Host.DecRef((TVMFFIObject*)((DLManagedTensor*)self)->ManagerCtx);
        NativeMemory.Free(self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DeleteManagedVersioned(void* self)
    {
        Host.DecRef((TVMFFIObject*)((DLManagedTensorVersioned*)self)->ManagerCtx);
        NativeMemory.Free(self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Owner* owner = (Owner*)((DLTensor*)((TVMFFIObject*)self + 1) + 1);
            if (owner->Deleter != null)
            {
                owner->Deleter(owner->Managed);
            }

            Ending.Enter();
            Ending.Release(&owner->Source);
            Ending.Leave();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
