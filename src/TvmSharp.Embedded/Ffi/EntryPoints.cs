using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// The C functions of <c>tvm/ffi/c_api.h</c>: exported from the native library, and in the table that a .NET
/// process uses. No exception leaves any of them.
/// </summary>
/// <remarks>
/// Those without a handler do nothing that can fail: they count references, copy a word or jump to a function of
/// the caller's. The others are written out, each with its own, because a handler around a call through a
/// delegate would allocate outside of it.
/// </remarks>
internal static unsafe partial class EntryPoints
{
    [ThreadStatic]
    private static TVMFFIByteArray* t_backtrace;

    /// <summary>What a thread without memory for a backtrace gets.</summary>
    private static TVMFFIByteArray* s_noBacktrace;

    /// <summary>Sets aside what is given out when memory has run out.</summary>
    public static void Prepare()
    {
        TVMFFIByteArray* empty = (TVMFFIByteArray*)NativeMemory.AllocZeroed((nuint)sizeof(TVMFFIByteArray));
        *empty = Memory.Copy([]);
        s_noBacktrace = empty;
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIGetVersion", CallConvs = [typeof(CallConvCdecl)])]
    public static void GetVersion(TVMFFIVersion* version) => *version = new() { Major = 0, Minor = 1, Patch = 14 };

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIObjectIncRef", CallConvs = [typeof(CallConvCdecl)])]
    public static int ObjectIncRef(TVMFFIObject* value)
    {
        Host.IncRef(value);
        return 0;
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIObjectDecRef", CallConvs = [typeof(CallConvCdecl)])]
    public static int ObjectDecRef(TVMFFIObject* value)
    {
        Host.DecRef(value);
        return 0;
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIObjectCreateOpaque", CallConvs = [typeof(CallConvCdecl)])]
    public static int ObjectCreateOpaque(
        void* handle, int typeIndex, delegate* unmanaged[Cdecl]<void*, void> deleter, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            if (typeIndex != TypeIndex.OpaquePyObject)
            {
                throw HostException.Runtime("Only kTVMFFIOpaquePyObject is supported for now");
            }

            *result = OpaqueObjects.Create(handle, typeIndex, deleter);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIGetCustomAllocator", CallConvs = [typeof(CallConvCdecl)])]
    public static TVMFFICustomAllocator* GetCustomAllocator()
    {
        try
        {
            return Allocators.Current;
        }
        catch (Exception exception)
        {
            Errors.Raise(exception);
            return null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFISetCustomAllocator", CallConvs = [typeof(CallConvCdecl)])]
    public static int SetCustomAllocator(TVMFFICustomAllocator* allocator)
    {
        try
        {
            Allocators.Current = allocator;
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeKeyToIndex", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeKeyToIndex(TVMFFIByteArray* key, int* index)
    {
        try
        {
            EmbeddedHost.Initialize();
            *index = TypeTable.IndexOf(Text(key));
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIFunctionCreate", CallConvs = [typeof(CallConvCdecl)])]
    public static int FunctionCreate(
        void* self,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> safeCall,
        delegate* unmanaged[Cdecl]<void*, void> deleter,
        TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = FunctionObjects.Create(self, safeCall, deleter);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIFunctionGetGlobal", CallConvs = [typeof(CallConvCdecl)])]
    public static int FunctionGetGlobal(TVMFFIByteArray* name, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = GlobalFunctions.Get(name->AsSpan());
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIAnyViewToOwnedAny", CallConvs = [typeof(CallConvCdecl)])]
    public static int AnyViewToOwnedAny(TVMFFIAny* view, TVMFFIAny* result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = ToOwned(view);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIFunctionCall", CallConvs = [typeof(CallConvCdecl)])]
    public static int FunctionCall(TVMFFIObject* function, TVMFFIAny* arguments, int count, TVMFFIAny* result) =>
        ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, arguments, count, result);

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorMoveFromRaised", CallConvs = [typeof(CallConvCdecl)])]
    public static void ErrorMoveFromRaised(TVMFFIObject** result)
    {
        try
        {
            *result = ErrorObjects.MoveRaised();
        }
        catch (Exception)
        {
            // A thread that cannot have its storage has raised nothing.
            *result = null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorSetRaised", CallConvs = [typeof(CallConvCdecl)])]
    public static void ErrorSetRaised(TVMFFIObject* error)
    {
        try
        {
            ErrorObjects.SetRaised(error);
        }
        catch (Exception)
        {
            // A thread that cannot have its storage stays without an error.
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorSetRaisedFromCStr", CallConvs = [typeof(CallConvCdecl)])]
    public static void ErrorSetRaisedFromCStr(byte* kind, byte* message) =>
        SetRaised(kind, &message, 1, "TVMFFIErrorSetRaisedFromCStr"u8);

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorSetRaisedFromCStrParts", CallConvs = [typeof(CallConvCdecl)])]
    public static void ErrorSetRaisedFromCStrParts(byte* kind, byte** parts, int count) =>
        SetRaised(kind, parts, count, "TVMFFIErrorSetRaisedFromCStrParts"u8);

    /// <summary>Like upstream's, it fails without raising an error: there is no memory for one.</summary>
    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorCreate", CallConvs = [typeof(CallConvCdecl)])]
    public static int ErrorCreate(TVMFFIByteArray* kind, TVMFFIByteArray* message, TVMFFIByteArray* backtrace, TVMFFIObject** result)
    {
        try
        {
            *result = ErrorObjects.Create(kind->AsSpan(), message->AsSpan(), backtrace->AsSpan(), null, null);
            return 0;
        }
        catch (Exception)
        {
            return -1;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIErrorCreateWithCauseAndExtraContext", CallConvs = [typeof(CallConvCdecl)])]
    public static int ErrorCreateWithCauseAndExtraContext(
        TVMFFIByteArray* kind, TVMFFIByteArray* message, TVMFFIByteArray* backtrace, TVMFFIObject* cause, TVMFFIObject* context, TVMFFIObject** result)
    {
        try
        {
            *result = ErrorObjects.Create(kind->AsSpan(), message->AsSpan(), backtrace->AsSpan(), cause, context);
            return 0;
        }
        catch (Exception)
        {
            return -1;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITensorFromDLPack", CallConvs = [typeof(CallConvCdecl)])]
    public static int TensorFromDLPack(void* from, int alignment, int contiguous, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = Tensors.FromDLPack(from, alignment, contiguous != 0);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITensorToDLPack", CallConvs = [typeof(CallConvCdecl)])]
    public static int TensorToDLPack(TVMFFIObject* tensor, DLManagedTensor** result)
    {
        try
        {
            *result = Tensors.ToDLPack(tensor);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITensorFromDLPackVersioned", CallConvs = [typeof(CallConvCdecl)])]
    public static int TensorFromDLPackVersioned(void* from, int alignment, int contiguous, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = Tensors.FromDLPackVersioned(from, alignment, contiguous != 0);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITensorToDLPackVersioned", CallConvs = [typeof(CallConvCdecl)])]
    public static int TensorToDLPackVersioned(TVMFFIObject* tensor, DLManagedTensorVersioned** result)
    {
        try
        {
            *result = Tensors.ToDLPackVersioned(tensor);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITensorCreateUnsafeView", CallConvs = [typeof(CallConvCdecl)])]
    public static int TensorCreateUnsafeView(TVMFFIObject* source, void* prototype, TVMFFIObject** result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = Tensors.CreateView(source, (DLTensor*)prototype);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIStringFromByteArray", CallConvs = [typeof(CallConvCdecl)])]
    public static int StringFromByteArray(TVMFFIByteArray* bytes, TVMFFIAny* result)
    {
        try
        {
            *result = Strings.String(bytes->AsSpan());
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIBytesFromByteArray", CallConvs = [typeof(CallConvCdecl)])]
    public static int BytesFromByteArray(TVMFFIByteArray* bytes, TVMFFIAny* result)
    {
        try
        {
            *result = Strings.Bytes(bytes->AsSpan());
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIDataTypeFromString", CallConvs = [typeof(CallConvCdecl)])]
    public static int DataTypeFromString(TVMFFIByteArray* text, DLDataType* result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = DataTypes.Parse(Text(text));
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIDataTypeToString", CallConvs = [typeof(CallConvCdecl)])]
    public static int DataTypeToString(DLDataType* type, TVMFFIAny* result)
    {
        try
        {
            EmbeddedHost.Initialize();
            *result = Strings.String(Encoding.UTF8.GetBytes(DataTypes.ToText(*type)));
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIFunctionSetGlobal", CallConvs = [typeof(CallConvCdecl)])]
    public static int FunctionSetGlobal(TVMFFIByteArray* name, TVMFFIObject* function, int mayReplace)
    {
        try
        {
            EmbeddedHost.Initialize();
            GlobalFunctions.Set(name->AsSpan(), function, "", "", mayReplace != 0, "");
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIFunctionSetGlobalFromMethodInfo", CallConvs = [typeof(CallConvCdecl)])]
    public static int FunctionSetGlobalFromMethodInfo(TVMFFIMethodInfo* info, int mayReplace)
    {
        try
        {
            EmbeddedHost.Initialize();
            if (info->Method.TypeIndex != TypeIndex.Function)
            {
                throw HostException.Type(
                    $"Cannot convert from type `{Host.TypeKey(info->Method.TypeIndex)}` to `ffi.Function`");
            }

            GlobalFunctions.Set(
                info->Name.AsSpan(),
                info->Method.Obj,
                Encoding.UTF8.GetString(info->Metadata.AsSpan()),
                Encoding.UTF8.GetString(info->Doc.AsSpan()),
                mayReplace != 0,
                ", possible causes:\n- Two GlobalDef().def registrations for the same function \nPlease remove the duplicate registration.");
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeRegisterField", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeRegisterField(int typeIndex, TVMFFIFieldInfo* info)
    {
        try
        {
            EmbeddedHost.Initialize();
            TypeTable.RegisterField(typeIndex, info);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeRegisterMethod", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeRegisterMethod(int typeIndex, TVMFFIMethodInfo* info)
    {
        try
        {
            EmbeddedHost.Initialize();
            TypeTable.RegisterMethod(typeIndex, info);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeRegisterMetadata", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeRegisterMetadata(int typeIndex, TVMFFITypeMetadata* metadata)
    {
        try
        {
            EmbeddedHost.Initialize();
            TypeTable.RegisterMetadata(typeIndex, metadata);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeRegisterAttr", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeRegisterAttr(int typeIndex, TVMFFIByteArray* name, TVMFFIAny* value)
    {
        try
        {
            EmbeddedHost.Initialize();
            TypeTable.RegisterAttribute(typeIndex, Text(name), *value);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIGetTypeAttrColumn", CallConvs = [typeof(CallConvCdecl)])]
    public static TVMFFITypeAttrColumn* GetTypeAttrColumn(TVMFFIByteArray* name)
    {
        try
        {
            EmbeddedHost.Initialize();
            return TypeTable.FindColumn(Text(name));
        }
        catch (Exception exception)
        {
            Errors.Raise(exception);
            return null;
        }
    }

    /// <summary>A native unwinder would not see through managed frames, so only the caller's own line is given.</summary>
    [UnmanagedCallersOnly(EntryPoint = "TVMFFIBacktrace", CallConvs = [typeof(CallConvCdecl)])]
    public static TVMFFIByteArray* Backtrace(byte* file, int line, byte* function, int crossBoundary)
    {
        try
        {
            EmbeddedHost.Initialize();
            string text = file != null && function != null ? $"  File \"{Text(file)}\", line {line}, in {Text(function)}\n" : "";
            TVMFFIByteArray copy = Memory.Copy(Encoding.UTF8.GetBytes(text));
            if (t_backtrace == null)
            {
                t_backtrace = (TVMFFIByteArray*)NativeMemory.AllocZeroed((nuint)sizeof(TVMFFIByteArray));
            }

            NativeMemory.Free(t_backtrace->Data);
            *t_backtrace = copy;
            return t_backtrace;
        }
        catch (Exception)
        {
            return s_noBacktrace;
        }
    }

    /// <summary>
    /// Upstream ends the process where this raises an error and returns -1: an unknown parent, a depth that does
    /// not fit it, a static index that is taken.
    /// </summary>
    [UnmanagedCallersOnly(EntryPoint = "TVMFFITypeGetOrAllocIndex", CallConvs = [typeof(CallConvCdecl)])]
    public static int TypeGetOrAllocIndex(TVMFFIByteArray* key, int staticIndex, int depth, int childSlots, int canOverflow, int parent)
    {
        try
        {
            EmbeddedHost.Initialize();
            return TypeTable.GetOrAllocate(Text(key), staticIndex, depth, childSlots, canOverflow != 0, parent);
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    /// <summary>Upstream ends the process where this raises an error and returns null.</summary>
    [UnmanagedCallersOnly(EntryPoint = "TVMFFIGetTypeInfo", CallConvs = [typeof(CallConvCdecl)])]
    public static TVMFFITypeInfo* GetTypeInfo(int typeIndex)
    {
        try
        {
            EmbeddedHost.Initialize();
            return TypeTable.Get(typeIndex).Info;
        }
        catch (Exception exception)
        {
            Errors.Raise(exception);
            return null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIHandleInitOnce", CallConvs = [typeof(CallConvCdecl)])]
    public static int HandleInitOnce(void** handle, delegate* unmanaged[Cdecl]<void**, int> make)
    {
        try
        {
            EmbeddedHost.Initialize();
            return InitOnce.Init(handle, make);
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "TVMFFIHandleDeinitOnce", CallConvs = [typeof(CallConvCdecl)])]
    public static int HandleDeinitOnce(void** handle, delegate* unmanaged[Cdecl]<void*, int> end)
    {
        try
        {
            return InitOnce.Deinit(handle, end);
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    private static TVMFFIAny ToOwned(TVMFFIAny* view)
    {
        switch (view->TypeIndex)
        {
            case TypeIndex.RawStr:
                return Strings.String(Value.Bytes(view));
            case TypeIndex.ByteArrayPtr:
                return Strings.Bytes(Value.Bytes(view));
            case TypeIndex.ObjectRValueRef:
                TVMFFIObject** slot = (TVMFFIObject**)view->Ptr;
                TVMFFIObject* moved = *slot;
                if (moved == null)
                {
                    throw HostException.Internal("Check failed: (obj_addr[0] != nullptr) is false: RValueRef already moved");
                }

                *slot = null;
                return Value.Object(moved);
            case >= TypeIndex.StaticObjectBegin:
                Host.IncRef(view->Obj);
                return *view;
            default:
                return *view;
        }
    }

    private static string Text(TVMFFIByteArray* text) => Encoding.UTF8.GetString(text->AsSpan());

    private static string Text(byte* text) =>
        text == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private static void SetRaised(byte* kind, byte** parts, int count, ReadOnlySpan<byte> caller)
    {
        try
        {
            EmbeddedHost.Initialize();
            List<byte> message = [];
            for (int i = 0; i < count; i++)
            {
                message.AddRange(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(parts[i]));
            }

            TVMFFIObject* error = ErrorObjects.Create(
                MemoryMarshal.CreateReadOnlySpanFromNullTerminated(kind),
                CollectionsMarshal.AsSpan(message),
                [.. "  File \"TvmSharp.Embedded\", line 0, in "u8, .. caller, (byte)'\n'],
                null,
                null);
            ErrorObjects.SetRaised(error);
            Host.DecRef(error);
        }
        catch (Exception exception)
        {
            Errors.Raise(exception);
        }
    }
}
