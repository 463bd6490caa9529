using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

internal static unsafe partial class EntryPoints
{
    /// <summary>The table of all entry points; it lives as long as the process.</summary>
    public static TvmFfiApi* CreateTable()
    {
        TvmFfiApi* table = (TvmFfiApi*)NativeMemory.AllocZeroed((nuint)sizeof(TvmFfiApi));
        table->TVMFFIErrorMoveFromRaised = &ErrorMoveFromRaised;
        table->TVMFFIGetVersion = &GetVersion;
        table->TVMFFIObjectIncRef = &ObjectIncRef;
        table->TVMFFIObjectDecRef = &ObjectDecRef;
        table->TVMFFIObjectCreateOpaque = &ObjectCreateOpaque;
        table->TVMFFIGetCustomAllocator = &GetCustomAllocator;
        table->TVMFFISetCustomAllocator = &SetCustomAllocator;
        table->TVMFFITypeKeyToIndex = &TypeKeyToIndex;
        table->TVMFFIFunctionCreate = &FunctionCreate;
        table->TVMFFIFunctionGetGlobal = &FunctionGetGlobal;
        table->TVMFFIAnyViewToOwnedAny = &AnyViewToOwnedAny;
        table->TVMFFIFunctionCall = &FunctionCall;
        table->TVMFFIErrorMoveFromRaised = &ErrorMoveFromRaised;
        table->TVMFFIErrorSetRaised = &ErrorSetRaised;
        table->TVMFFIErrorSetRaisedFromCStr = &ErrorSetRaisedFromCStr;
        table->TVMFFIErrorSetRaisedFromCStrParts = &ErrorSetRaisedFromCStrParts;
        table->TVMFFIErrorCreate = &ErrorCreate;
        table->TVMFFIErrorCreateWithCauseAndExtraContext = &ErrorCreateWithCauseAndExtraContext;
        table->TVMFFITensorFromDLPack = &TensorFromDLPack;
        table->TVMFFITensorToDLPack = &TensorToDLPack;
        table->TVMFFITensorFromDLPackVersioned = &TensorFromDLPackVersioned;
        table->TVMFFITensorToDLPackVersioned = &TensorToDLPackVersioned;
        table->TVMFFITensorCreateUnsafeView = &TensorCreateUnsafeView;
        table->TVMFFIStringFromByteArray = &StringFromByteArray;
        table->TVMFFIBytesFromByteArray = &BytesFromByteArray;
        table->TVMFFIDataTypeFromString = &DataTypeFromString;
        table->TVMFFIDataTypeToString = &DataTypeToString;
        table->TVMFFIFunctionSetGlobal = &FunctionSetGlobal;
        table->TVMFFIFunctionSetGlobalFromMethodInfo = &FunctionSetGlobalFromMethodInfo;
        table->TVMFFITypeRegisterField = &TypeRegisterField;
        table->TVMFFITypeRegisterMethod = &TypeRegisterMethod;
        table->TVMFFITypeRegisterMetadata = &TypeRegisterMetadata;
        table->TVMFFITypeRegisterAttr = &TypeRegisterAttr;
        table->TVMFFIGetTypeAttrColumn = &GetTypeAttrColumn;
        table->TVMFFIBacktrace = &Backtrace;
        table->TVMFFITypeGetOrAllocIndex = &TypeGetOrAllocIndex;
        table->TVMFFIGetTypeInfo = &GetTypeInfo;
        table->TVMFFIHandleInitOnce = &HandleInitOnce;
        table->TVMFFIHandleDeinitOnce = &HandleDeinitOnce;
        return table;
    }

    /// <summary>The table of the environment's functions; it lives as long as the process.</summary>
    public static TvmFfiEnvApi* CreateEnvironmentTable()
    {
        TvmFfiEnvApi* table = (TvmFfiEnvApi*)NativeMemory.AllocZeroed((nuint)sizeof(TvmFfiEnvApi));
        table->TVMFFIEnvSetStream = &EnvSetStream;
        table->TVMFFIEnvGetStream = &EnvGetStream;
        table->TVMFFIEnvSetDLPackManagedTensorAllocator = &EnvSetDLPackManagedTensorAllocator;
        table->TVMFFIEnvGetDLPackManagedTensorAllocator = &EnvGetDLPackManagedTensorAllocator;
        table->TVMFFIEnvTensorAlloc = &EnvTensorAlloc;
        table->TVMFFIEnvCheckSignals = &EnvCheckSignals;
        table->TVMFFIEnvRegisterCAPI = &EnvRegisterCAPI;
        table->TVMFFIEnvModLookupFromImports = &EnvModLookupFromImports;
        table->TVMFFIEnvModRegisterContextSymbol = &EnvModRegisterContextSymbol;
        table->TVMFFIEnvModRegisterSystemLibSymbol = &EnvModRegisterSystemLibSymbol;
        return table;
    }
}
