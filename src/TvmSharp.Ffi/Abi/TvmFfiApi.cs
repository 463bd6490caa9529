namespace TvmSharp.Ffi.Abi;

/// <summary>
/// The functions of <c>tvm/ffi/c_api.h</c> as one table. It is filled from a <c>libtvm_ffi</c> or from the
/// embedded host; everything above the ABI layer calls through it and cannot tell which.
/// </summary>
/// <remarks>
/// Unless it says otherwise, a function returns 0, or -1 with the error in thread-local storage
/// (<see cref="TVMFFIErrorMoveFromRaised"/>). "Out" values are owned by the caller.
/// </remarks>
public unsafe struct TvmFfiApi
{
    /// <summary>Names of the functions, in the order of the fields of this struct.</summary>
    public static ReadOnlySpan<string> Names => EntryPointNames;

    private static readonly string[] EntryPointNames =
    [
        "TVMFFIGetVersion",
        "TVMFFIObjectIncRef",
        "TVMFFIObjectDecRef",
        "TVMFFIObjectCreateOpaque",
        "TVMFFIGetCustomAllocator",
        "TVMFFISetCustomAllocator",
        "TVMFFITypeKeyToIndex",
        "TVMFFIFunctionCreate",
        "TVMFFIFunctionGetGlobal",
        "TVMFFIAnyViewToOwnedAny",
        "TVMFFIFunctionCall",
        "TVMFFIErrorMoveFromRaised",
        "TVMFFIErrorSetRaised",
        "TVMFFIErrorSetRaisedFromCStr",
        "TVMFFIErrorSetRaisedFromCStrParts",
        "TVMFFIErrorCreate",
        "TVMFFIErrorCreateWithCauseAndExtraContext",
        "TVMFFITensorFromDLPack",
        "TVMFFITensorToDLPack",
        "TVMFFITensorFromDLPackVersioned",
        "TVMFFITensorToDLPackVersioned",
        "TVMFFITensorCreateUnsafeView",
        "TVMFFIStringFromByteArray",
        "TVMFFIBytesFromByteArray",
        "TVMFFIDataTypeFromString",
        "TVMFFIDataTypeToString",
        "TVMFFIFunctionSetGlobal",
        "TVMFFIFunctionSetGlobalFromMethodInfo",
        "TVMFFITypeRegisterField",
        "TVMFFITypeRegisterMethod",
        "TVMFFITypeRegisterMetadata",
        "TVMFFITypeRegisterAttr",
        "TVMFFIGetTypeAttrColumn",
        "TVMFFIBacktrace",
        "TVMFFITypeGetOrAllocIndex",
        "TVMFFIGetTypeInfo",
        "TVMFFIHandleInitOnce",
        "TVMFFIHandleDeinitOnce",
    ];

    /// <summary>(out version). The only entry point with a promise never to change.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIVersion*, void> TVMFFIGetVersion;

    /// <summary>(object): adds a strong reference.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, int> TVMFFIObjectIncRef;

    /// <summary>(object): drops a strong reference.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, int> TVMFFIObjectDecRef;

    /// <summary>(handle, type index, deleter, out object).</summary>
    public delegate* unmanaged[Cdecl]<void*, int, delegate* unmanaged[Cdecl]<void*, void>, TVMFFIObject**, int> TVMFFIObjectCreateOpaque;

    /// <summary>(): the allocator of the process, never null.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFICustomAllocator*> TVMFFIGetCustomAllocator;

    /// <summary>(allocator or null).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFICustomAllocator*, int> TVMFFISetCustomAllocator;

    /// <summary>(type key, out type index).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, int*, int> TVMFFITypeKeyToIndex;

    /// <summary>(self, function, deleter of self or null, out function object).</summary>
    public delegate* unmanaged[Cdecl]<void*, delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>, delegate* unmanaged[Cdecl]<void*, void>, TVMFFIObject**, int> TVMFFIFunctionCreate;

    /// <summary>(name, out function object with a reference, or null).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIObject**, int> TVMFFIFunctionGetGlobal;

    /// <summary>(view, out owned value).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIAny*, TVMFFIAny*, int> TVMFFIAnyViewToOwnedAny;

    /// <summary>(function, arguments, number of arguments, result set to None).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, TVMFFIAny*, int, TVMFFIAny*, int> TVMFFIFunctionCall;

    /// <summary>(out error): moves the error out of thread-local storage.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject**, void> TVMFFIErrorMoveFromRaised;

    /// <summary>(error): stores it, with a reference of its own, in thread-local storage.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, void> TVMFFIErrorSetRaised;

    /// <summary>(kind, message), both zero-terminated.</summary>
    public delegate* unmanaged[Cdecl]<byte*, byte*, void> TVMFFIErrorSetRaisedFromCStr;

    /// <summary>(kind, parts of the message, number of parts).</summary>
    public delegate* unmanaged[Cdecl]<byte*, byte**, int, void> TVMFFIErrorSetRaisedFromCStrParts;

    /// <summary>(kind, message, backtrace, out error).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIByteArray*, TVMFFIByteArray*, TVMFFIObject**, int> TVMFFIErrorCreate;

    /// <summary>(kind, message, backtrace, cause or null, extra context or null, out error).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIByteArray*, TVMFFIByteArray*, TVMFFIObject*, TVMFFIObject*, TVMFFIObject**, int> TVMFFIErrorCreateWithCauseAndExtraContext;

    /// <summary>(managed tensor, alignment, whether it must be contiguous, out tensor).</summary>
    public delegate* unmanaged[Cdecl]<void*, int, int, TVMFFIObject**, int> TVMFFITensorFromDLPack;

    /// <summary>(tensor, out managed tensor).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, void**, int> TVMFFITensorToDLPack;

    /// <summary>(managed tensor, alignment, whether it must be contiguous, out tensor).</summary>
    public delegate* unmanaged[Cdecl]<void*, int, int, TVMFFIObject**, int> TVMFFITensorFromDLPackVersioned;

    /// <summary>(tensor, out managed tensor).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, void**, int> TVMFFITensorToDLPackVersioned;

    /// <summary>(source, prototype, out tensor).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject*, void*, TVMFFIObject**, int> TVMFFITensorCreateUnsafeView;

    /// <summary>(bytes, out owned string).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIAny*, int> TVMFFIStringFromByteArray;

    /// <summary>(bytes, out owned bytes).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIAny*, int> TVMFFIBytesFromByteArray;

    /// <summary>(text, out data type).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, DLDataType*, int> TVMFFIDataTypeFromString;

    /// <summary>(data type, out owned string).</summary>
    public delegate* unmanaged[Cdecl]<DLDataType*, TVMFFIAny*, int> TVMFFIDataTypeToString;

    /// <summary>(name, function, whether it may replace another).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFIObject*, int, int> TVMFFIFunctionSetGlobal;

    /// <summary>(description, whether it may replace another).</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIMethodInfo*, int, int> TVMFFIFunctionSetGlobalFromMethodInfo;

    /// <summary>(type index, field).</summary>
    public delegate* unmanaged[Cdecl]<int, TVMFFIFieldInfo*, int> TVMFFITypeRegisterField;

    /// <summary>(type index, method).</summary>
    public delegate* unmanaged[Cdecl]<int, TVMFFIMethodInfo*, int> TVMFFITypeRegisterMethod;

    /// <summary>(type index, metadata); once for each type.</summary>
    public delegate* unmanaged[Cdecl]<int, TVMFFITypeMetadata*, int> TVMFFITypeRegisterMetadata;

    /// <summary>(type index, attribute name, value); once for each type and name.</summary>
    public delegate* unmanaged[Cdecl]<int, TVMFFIByteArray*, TVMFFIAny*, int> TVMFFITypeRegisterAttr;

    /// <summary>(attribute name): the column, or null.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, TVMFFITypeAttrColumn*> TVMFFIGetTypeAttrColumn;

    /// <summary>(file or null, line, function or null, whether to go past FFI calls): text in thread-local storage.</summary>
    public delegate* unmanaged[Cdecl]<byte*, int, byte*, int, TVMFFIByteArray*> TVMFFIBacktrace;

    /// <summary>(type key, static index or -1, depth, child slots, whether they may overflow, parent index or -1; -2 only looks up): type index. Ends the process when the parent is unknown.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIByteArray*, int, int, int, int, int, int> TVMFFITypeGetOrAllocIndex;

    /// <summary>(type index of a registered type). Ends the process for any other.</summary>
    public delegate* unmanaged[Cdecl]<int, TVMFFITypeInfo*> TVMFFIGetTypeInfo;

    /// <summary>(handle, function that makes it).</summary>
    public delegate* unmanaged[Cdecl]<void**, delegate* unmanaged[Cdecl]<void**, int>, int> TVMFFIHandleInitOnce;

    /// <summary>(handle, function that ends it).</summary>
    public delegate* unmanaged[Cdecl]<void**, delegate* unmanaged[Cdecl]<void*, int>, int> TVMFFIHandleDeinitOnce;
}
