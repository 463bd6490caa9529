using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// How another framework hands tensors over in C: a <c>DLPackExchangeAPI</c>, which Python classes have in the capsule
/// <c>__dlpack_c_exchange_api__</c>. Nothing is copied, and nothing waits for work on a device.
/// </summary>
/// <remarks>
/// What an object is, the framework says: for Python's a <c>PyObject*</c>, whose functions need Python's lock; for
/// <see cref="Own"/> the object behind a <see cref="Tensor"/>.
/// </remarks>
public sealed unsafe class DLPackExchange
{
    private static readonly nint OwnTable = CreateOwnTable();

    private readonly DLPackExchangeAPI* _api;

    /// <summary>Uses the table of a framework.</summary>
    /// <param name="table">Address of a <see cref="DLPackExchangeAPI"/> that stays valid. Not 0.</param>
    /// <exception cref="NotSupportedException">Neither it nor a table that it goes back to is of a version that is known.</exception>
    public DLPackExchange(nint table)
    {
        ArgumentOutOfRangeException.ThrowIfZero(table);
        _api = (DLPackExchangeAPI*)table;
        while (_api != null && _api->Header.Version.Major != DLManagedTensorHandle.MajorVersion)
        {
            // Version and predecessor come first in every version.
            _api = (DLPackExchangeAPI*)_api->Header.PrevApi;
        }

        if (_api == null)
        {
            throw new NotSupportedException(
                $"The table is of version {((DLPackExchangeAPI*)table)->Header.Version.Major} of DLPack; version {DLManagedTensorHandle.MajorVersion} is supported.");
        }
    }

    /// <summary>
    /// Address of a table for the tensors of TVM, for frameworks that take one. Its objects are those of
    /// <see cref="Tensor"/>: <c>TVMFFIObject*</c>, with a reference where one is handed out.
    /// </summary>
    public static nint Own => OwnTable;

    /// <summary>Address of the framework's allocator, for <see cref="TensorAllocator"/>; 0 when it has none.</summary>
    public nint Allocator => (nint)_api->ManagedTensorAllocator;

    /// <summary>The stream that the framework runs its work for a device on; what <see cref="DeviceStream.Use"/> wants.</summary>
    /// <exception cref="NotSupportedException">The framework does not tell.</exception>
    /// <exception cref="InvalidOperationException">The framework raised an error of its own.</exception>
    public nint GetCurrentStream(Device device)
    {
        Require(_api->CurrentWorkStream, "current_work_stream");
        void* stream = null;
        Check(_api->CurrentWorkStream((int)device.Type, device.Index, &stream), "current_work_stream");
        return (nint)stream;
    }

    /// <summary>Makes a tensor of one of the framework's, which it shares the data of.</summary>
    /// <param name="source">The framework's object, borrowed. Not 0.</param>
    /// <exception cref="NotSupportedException">The framework does not hand out tensors.</exception>
    /// <exception cref="InvalidOperationException">The framework raised an error of its own.</exception>
    /// <exception cref="TvmException">TVM cannot use the tensor.</exception>
    public Tensor Import(nint source)
    {
        ArgumentOutOfRangeException.ThrowIfZero(source);
        Require(_api->ManagedTensorFromPyObjectNoSync, "managed_tensor_from_py_object_no_sync");
        DLManagedTensorVersioned* managed = null;
        Check(_api->ManagedTensorFromPyObjectNoSync((void*)source, &managed), "managed_tensor_from_py_object_no_sync");
        using DLManagedTensorHandle handle = new((nint)managed, isVersioned: true);
        return Tensor.FromDLPack(handle);
    }

    /// <summary>Makes one of the framework's tensors, which shares the data of a tensor.</summary>
    /// <returns>The framework's object, with a reference for the caller.</returns>
    /// <exception cref="NotSupportedException">The framework does not take tensors.</exception>
    /// <exception cref="InvalidOperationException">The framework raised an error of its own.</exception>
    public nint Export(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Require(_api->ManagedTensorToPyObjectNoSync, "managed_tensor_to_py_object_no_sync");
        using DLManagedTensorHandle handle = tensor.ToDLPack();
        void* result = null;
        Check(
            _api->ManagedTensorToPyObjectNoSync((DLManagedTensorVersioned*)handle.CheckedPointer, &result),
            "managed_tensor_to_py_object_no_sync");
        _ = handle.Detach();
        return (nint)result;
    }

    private static void Require(void* function, string name)
    {
        if (function == null)
        {
            throw new NotSupportedException($"The framework's DLPack exchange API has no {name}.");
        }
    }

    private static void Check(int code, string name)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"{name} of the framework's DLPack exchange API failed. The framework has the error.");
        }
    }

    private static nint CreateOwnTable()
    {
        DLPackExchangeAPI* table = (DLPackExchangeAPI*)NativeMemory.AllocZeroed((nuint)sizeof(DLPackExchangeAPI));
        table->Header.Version = CpuMemory.Version;
        table->ManagedTensorAllocator =
            (delegate* unmanaged[Cdecl]<DLTensor*, DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>)TensorAllocator.Cpu;
        table->ManagedTensorFromPyObjectNoSync =
            (delegate* unmanaged[Cdecl]<void*, DLManagedTensorVersioned**, int>)TvmRuntime.Api->TVMFFITensorToDLPackVersioned;
        table->ManagedTensorToPyObjectNoSync = &ToObject;
        table->DLTensorFromPyObjectNoSync = &Borrow;
        table->CurrentWorkStream = &GetStream;
        return (nint)table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ToObject(DLManagedTensorVersioned* tensor, void** result) =>
        TvmRuntime.Api->TVMFFITensorFromDLPackVersioned(tensor, 0, 0, (TVMFFIObject**)result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Borrow(void* source, DLTensor* result)
    {
        *result = *(DLTensor*)((TVMFFIObject*)source + 1);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetStream(int deviceType, int deviceId, void** stream)
    {
        try
        {
            *stream = EnvironmentFunctions.GetStream(new DLDevice { DeviceType = deviceType, DeviceId = deviceId });
            return 0;
        }
        catch (Exception exception)
        {
            TvmError.SetRaised(exception);
            return -1;
        }
    }
}
