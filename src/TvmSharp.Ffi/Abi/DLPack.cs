namespace TvmSharp.Ffi.Abi;

/// <summary>A tensor that owns nothing: <c>DLTensor</c> of <c>dlpack.h</c>, 48 bytes. Tensor objects hold one behind their header.</summary>
public unsafe struct DLTensor
{
    /// <summary>Start of the data; on some devices a handle.</summary>
    public void* Data;

    /// <summary>Where the data is.</summary>
    public DLDevice Device;

    /// <summary>Number of dimensions.</summary>
    public int NDim;

    /// <summary>Element type.</summary>
    public DLDataType DType;

    /// <summary>Extents, in elements; may be null for a tensor without dimensions.</summary>
    public long* Shape;

    /// <summary>Distances between neighbours of each dimension, in elements; null for row-major order without gaps.</summary>
    public long* Strides;

    /// <summary>Distance of the first element from <see cref="Data"/>, in bytes.</summary>
    public ulong ByteOffset;
}

/// <summary>Version of DLPack: <c>DLPackVersion</c>.</summary>
public struct DLPackVersion
{
    /// <summary>Major version; another one means another layout.</summary>
    public uint Major;

    /// <summary>Minor version.</summary>
    public uint Minor;
}

/// <summary>A tensor with what ends it, without a version: <c>DLManagedTensor</c>, 64 bytes.</summary>
public unsafe struct DLManagedTensor
{
    /// <summary>The tensor.</summary>
    public DLTensor Tensor;

    /// <summary>What the producer needs to end it.</summary>
    public void* ManagerContext;

    /// <summary>Ends the tensor and frees this struct; null when there is nothing to do.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> Deleter;
}

/// <summary>A tensor with what ends it: <c>DLManagedTensorVersioned</c>, 80 bytes.</summary>
public unsafe struct DLManagedTensorVersioned
{
    /// <summary>Version of DLPack that the producer was written for.</summary>
    public DLPackVersion Version;

    /// <summary>What the producer needs to end it.</summary>
    public void* ManagerContext;

    /// <summary>Ends the tensor and frees this struct; null when there is nothing to do.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> Deleter;

    /// <summary><see cref="DLPackFlags"/>.</summary>
    public ulong Flags;

    /// <summary>The tensor.</summary>
    public DLTensor Tensor;
}

/// <summary>Flags of a <see cref="DLManagedTensorVersioned"/>: <c>DLPACK_FLAG_BITMASK_*</c>.</summary>
public static class DLPackFlags
{
    /// <summary>The data must not be written.</summary>
    public const ulong ReadOnly = 1 << 0;

    /// <summary>The producer made a copy, which is the consumer's alone.</summary>
    public const ulong IsCopied = 1 << 1;

    /// <summary>Elements of less than a byte take a byte each.</summary>
    public const ulong IsSubbyteTypePadded = 1 << 2;
}

/// <summary>How a framework hands tensors over in C: <c>DLPackExchangeAPI</c>. Functions may be null.</summary>
public unsafe struct DLPackExchangeAPI
{
    /// <summary>Version of DLPack.</summary>
    public DLPackVersion Version;

    /// <summary>The table of the version before, or null.</summary>
    public DLPackExchangeAPI* PreviousApi;

    /// <summary>A <c>DLPackManagedTensorAllocator</c>: (prototype, out tensor, error context, set error) to 0 or not.</summary>
    public delegate* unmanaged[Cdecl]<DLTensor*, DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int> ManagedTensorAllocator;

    /// <summary>(object, out tensor) to 0 or -1.</summary>
    public delegate* unmanaged[Cdecl]<void*, DLManagedTensorVersioned**, int> ManagedTensorFromObjectNoSync;

    /// <summary>(tensor, taken over; out object with a reference) to 0 or -1.</summary>
    public delegate* unmanaged[Cdecl]<DLManagedTensorVersioned*, void**, int> ManagedTensorToObjectNoSync;

    /// <summary>(object, out borrowed tensor) to 0 or -1.</summary>
    public delegate* unmanaged[Cdecl]<void*, DLTensor*, int> DLTensorFromObjectNoSync;

    /// <summary>(device type, device number, out stream) to 0 or -1.</summary>
    public delegate* unmanaged[Cdecl]<int, int, void**, int> CurrentWorkStream;
}
