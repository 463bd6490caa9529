using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;
using unsafe Allocator = delegate* unmanaged[Cdecl]<TvmSharp.Ffi.Abi.DLTensor*, TvmSharp.Ffi.Abi.DLManagedTensorVersioned**, void*, delegate* unmanaged[Cdecl]<void*, byte*, byte*, void>, int>;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The C functions of <c>tvm/ffi/extra/c_env_api.h</c>.</summary>
internal static unsafe partial class EntryPoints
{
    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvSetStream", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvSetStream(int deviceType, int deviceId, void* stream, void** original)
    {
        try
        {
            EmbeddedHost.Initialize();
            nint old = EnvContext.SetStream(deviceType, deviceId, (nint)stream);
            if (original != null)
            {
                *original = (Allocator)old;
            }

            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvGetStream", CallConvs = [typeof(CallConvCdecl)])]
    public static void* EnvGetStream(int deviceType, int deviceId) => (void*)EnvContext.GetStream(deviceType, deviceId);

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvSetDLPackManagedTensorAllocator", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvSetDLPackManagedTensorAllocator(Allocator allocator, int writeToGlobalContext, Allocator* original)
    {
        nint old = EnvContext.SetAllocator((nint)allocator, writeToGlobalContext != 0);
        if (original != null)
        {
            *original = (Allocator)old;
        }

        return 0;
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvGetDLPackManagedTensorAllocator", CallConvs = [typeof(CallConvCdecl)])]
    public static Allocator EnvGetDLPackManagedTensorAllocator() => (Allocator)EnvContext.Allocator;

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvTensorAlloc", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvTensorAlloc(void* prototype, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            TVMFFIObject* tensor = EnvContext.Allocate(prototype, &AllocatorFailed);
            if (tensor == null)
            {
                return -1;
            }

            *result = tensor;
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvCheckSignals", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvCheckSignals()
    {
        try
        {
            EmbeddedHost.Initialize();
            return EnvApiRegistry.CheckSignals();
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvRegisterCAPI", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvRegisterCAPI(byte* name, void* symbol)
    {
        try
        {
            EmbeddedHost.Initialize();
            EnvApiRegistry.Register(Text(name), (nint)symbol);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvModLookupFromImports", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvModLookupFromImports(TVMFFIObject* libraryContext, byte* name, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = Modules.FindInImports(libraryContext, Text(name));
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvModRegisterContextSymbol", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvModRegisterContextSymbol(byte* name, void* symbol)
    {
        try
        {
            EmbeddedHost.Initialize();
            ContextSymbols.Register(Text(name), (nint)symbol);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    /// <summary>Called while libraries are loaded: nothing starts here but the table of symbols.</summary>
    [UnmanagedCallersOnly(EntryPoint = "TVMFFIEnvModRegisterSystemLibSymbol", CallConvs = [typeof(CallConvCdecl)])]
    public static int EnvModRegisterSystemLibSymbol(byte* name, void* symbol)
    {
        try
        {
            SystemLibrary.Register(Text(name), (nint)symbol);
            return 0;
        }
        catch (Exception)
        {
            // Only memory can be missing, and the host may not be there yet to raise an error.
            return -1;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void AllocatorFailed(void* context, byte* kind, byte* message) =>
        SetRaised(kind, &message, 1, "TVMFFIEnvTensorAlloc"u8);
}
