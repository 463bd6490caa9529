namespace TvmSharp.Ffi.Abi;

/// <summary>
/// The functions of <c>tvm/ffi/extra/c_env_api.h</c> as one table: streams, the tensor allocator, symbols of modules, and
/// signals. It is filled beside <see cref="TvmFfiApi"/>; functions that a TVM lacks are null.
/// </summary>
/// <remarks>
/// Unless it says otherwise, a function returns 0, or -1 with the error in thread-local storage. Streams and the
/// allocator of a thread belong to the thread that sets them.
/// </remarks>
public unsafe struct TvmFfiEnvApi
{
    /// <summary>Names of the functions, in the order of the fields of this struct.</summary>
    public static ReadOnlySpan<string> Names => EntryPointNames;

    private static readonly string[] EntryPointNames =
    [
        "TVMFFIEnvSetStream",
        "TVMFFIEnvGetStream",
        "TVMFFIEnvSetDLPackManagedTensorAllocator",
        "TVMFFIEnvGetDLPackManagedTensorAllocator",
        "TVMFFIEnvTensorAlloc",
        "TVMFFIEnvCheckSignals",
        "TVMFFIEnvRegisterCAPI",
        "TVMFFIEnvModLookupFromImports",
        "TVMFFIEnvModRegisterContextSymbol",
        "TVMFFIEnvModRegisterSystemLibSymbol",
    ];

    /// <summary>(device type, device number, stream, out the stream before, or null).</summary>
    public delegate* unmanaged[Cdecl]<int, int, void*, void**, int> TVMFFIEnvSetStream;

    /// <summary>(device type, device number): the stream, null when none is set.</summary>
    public delegate* unmanaged[Cdecl]<int, int, void*> TVMFFIEnvGetStream;

    /// <summary>
    /// (allocator or null, whether it is that of the process too, out the thread's own before, or null). The allocator is
    /// a <c>DLPackManagedTensorAllocator</c>.
    /// </summary>
    public delegate* unmanaged[Cdecl]<void*, int, void**, int> TVMFFIEnvSetDLPackManagedTensorAllocator;

    /// <summary>(): the allocator of the thread, else that of the process, else null.</summary>
    public delegate* unmanaged[Cdecl]<void*> TVMFFIEnvGetDLPackManagedTensorAllocator;

    /// <summary>(<c>DLTensor</c> with shape, element type and device, out tensor).</summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIObject**, int> TVMFFIEnvTensorAlloc;

    /// <summary>(): runs what is due for signals that arrived.</summary>
    public delegate* unmanaged[Cdecl]<int> TVMFFIEnvCheckSignals;

    /// <summary>(name, function): one of three functions of CPython's, by name.</summary>
    public delegate* unmanaged[Cdecl]<byte*, void*, int> TVMFFIEnvRegisterCAPI;

    /// <summary>(library context, function name, out function object, borrowed).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, byte*, TVMFFIObject**, int> TVMFFIEnvModLookupFromImports;

    /// <summary>(name, address): given to each library that is loaded from then on.</summary>
    public delegate* unmanaged[Cdecl]<byte*, void*, int> TVMFFIEnvModRegisterContextSymbol;

    /// <summary>(name, address): a symbol of the system library.</summary>
    public delegate* unmanaged[Cdecl]<byte*, void*, int> TVMFFIEnvModRegisterSystemLibSymbol;
}
