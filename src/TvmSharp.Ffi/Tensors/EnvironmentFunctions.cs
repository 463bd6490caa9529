using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using unsafe Allocator = delegate* unmanaged[Cdecl]<TvmSharp.Ffi.Abi.DLTensor*, TvmSharp.Ffi.Abi.DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>;

namespace TvmSharp.Ffi;

/// <summary>The functions of <c>c_env_api.h</c> for tensors. One that this TVM lacks is a <see cref="NotSupportedException"/>.</summary>
internal static unsafe class EnvironmentFunctions
{
    private static TvmFfiEnvApi* Api => TvmRuntime.EnvApi;

    internal static void* GetAllocator()
    {
        Require(Api->TVMFFIEnvGetDLPackManagedTensorAllocator);
        return Api->TVMFFIEnvGetDLPackManagedTensorAllocator();
    }

    internal static void SetAllocator(void* allocator, bool everywhere, void** before)
    {
        Require(Api->TVMFFIEnvSetDLPackManagedTensorAllocator);
        TvmError.ThrowIfFailed(Api->TVMFFIEnvSetDLPackManagedTensorAllocator(
            (Allocator)allocator, everywhere ? 1 : 0, (Allocator*)before));
    }

    internal static TVMFFIObject* AllocateTensor(DLTensor* prototype)
    {
        Require(Api->TVMFFIEnvTensorAlloc);
        TVMFFIObject* tensor;
        TvmError.ThrowIfFailed(Api->TVMFFIEnvTensorAlloc(prototype, &tensor));
        return tensor;
    }

    internal static void* GetStream(Device device)
    {
        Require(Api->TVMFFIEnvGetStream);
        return Api->TVMFFIEnvGetStream((int)device.Type, device.Index);
    }

    internal static void SetStream(Device device, void* stream, void** before)
    {
        Require(Api->TVMFFIEnvSetStream);
        TvmError.ThrowIfFailed(Api->TVMFFIEnvSetStream((int)device.Type, device.Index, stream, before));
    }

    private static void Require(void* function, [CallerArgumentExpression(nameof(function))] string expression = "")
    {
        if (function == null)
        {
            throw new NotSupportedException($"This TVM has no {expression["Api->".Length..]} ({TvmRuntime.Description}).");
        }
    }
}
