using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// What other languages make object types with: getters and setters of fields by the kind of their storage, and
/// constructors and copies from reflection. As upstream's <c>dataclass.cc</c>.
/// </summary>
internal static unsafe class DataClasses
{
    public static void Register()
    {
        HostFunction.Define("ffi.MakeFieldGetter", HostType.Int, [HostType.Int],
            static arguments => Value.Int((nint)Getter(arguments.Int(0))));
        HostFunction.Define("ffi.MakeFieldSetter", HostType.Function, [HostType.Int, HostType.Int, HostType.Int],
            static arguments => Value.Object(Pool.Keep(CreateSetter(arguments.Int(0), (nint)arguments.Int(1), (nint)arguments.Int(2)))));
        HostFunction.Define("ffi._RegisterFFIInit", HostType.Void, [HostType.Int], static arguments =>
        {
            RegisterConstructor(checked((int)arguments.Int(0)));
            return Value.None;
        });
        HostFunction.Define("ffi._PyClassRegisterTypeAttrColumns", HostType.Void, [HostType.Int, HostType.Int], static arguments =>
        {
            RegisterTypeAttributes(checked((int)arguments.Int(0)), checked((int)arguments.Int(1)));
            return Value.None;
        });
    }

    private enum Storage
    {
        Plain,
        Any,
        Pointer,
    }

    /// <summary>How a field is stored; one of any type may be a pointer, as upstream's optional objects are.</summary>
    private static Storage StorageOf(TVMFFIFieldInfo* field) => field->FieldStaticTypeIndex switch
    {
        TypeIndex.Any => field->Size == sizeof(TVMFFIObject*) ? Storage.Pointer : Storage.Any,
        >= TypeIndex.StaticObjectBegin => Storage.Pointer,
        _ => Storage.Plain,
    };

    private static void* Getter(long type) => type switch
    {
        TypeIndex.Int => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetInt,
        TypeIndex.Float => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetFloat,
        TypeIndex.Bool => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetBool,
        TypeIndex.OpaquePtr => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetPointer,
        TypeIndex.DataType => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetDataType,
        TypeIndex.Device => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetDevice,
        TypeIndex.Any or TypeIndex.None => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetAny,
        >= TypeIndex.StaticObjectBegin => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&GetObject,
        _ => throw HostException.Value($"Unsupported field type index for getter: {type}"),
    };

    /// <summary>
    /// A function (address of the field, value) that converts the value by a C callback and stores it.
    /// </summary>
    private static TVMFFIObject* CreateSetter(long type, nint converter, nint convert) => HostFunction.Create("", HostType.Any, null, arguments =>
    {
        if (arguments.Count != 2)
        {
            throw HostException.Type($"A setter takes the address of a field and a value, not {arguments.Count} arguments");
        }

        void* field = arguments.Cast(0, HostType.Pointer).Pointer(0);
        TVMFFIAny view = arguments.View(1);
        TVMFFIAny converted = default;
        Host.Check(((delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, TVMFFIAny*, int>)convert)((void*)converter, &view, &converted));
        Pool.Keep(converted);
        Write(field, type, converted);
        return Value.None;
    });

    private static void Write(void* field, long type, TVMFFIAny value)
    {
        switch (type)
        {
            case TypeIndex.Int:
                *(long*)field = HostType.Int.Cast(value).Int64;
                break;
            case TypeIndex.Float:
                *(double*)field = new Arguments(&value, 1).Cast(0, HostType.Float).Float(0);
                break;
            case TypeIndex.Bool:
                *(byte*)field = HostType.Bool.Cast(value).Int64 != 0 ? (byte)1 : (byte)0;
                break;
            case TypeIndex.OpaquePtr:
                *(void**)field = HostType.Pointer.Cast(value).Ptr;
                break;
            case TypeIndex.DataType:
                *(DLDataType*)field = new Arguments(&value, 1).Cast(0, HostType.DataType).DataType(0);
                break;
            case TypeIndex.Device:
                *(DLDevice*)field = HostType.Device.Cast(value).Device;
                break;
            case TypeIndex.Any or TypeIndex.None:
                TVMFFIAny old = *(TVMFFIAny*)field;
                *(TVMFFIAny*)field = Host.ToOwned(value);
                Host.Release(old);
                break;
            case >= TypeIndex.StaticObjectBegin:
                HostType.Nullable("ffi.Object").Cast(value);
                Nodes.Node.Store((TVMFFIObject**)field, Value.IsObject(value) ? value.Obj : null);
                break;
            default:
                throw HostException.Value($"Unsupported field type index for setter: {type}");
        }
    }

    private static void RegisterConstructor(int typeIndex)
    {
        AutoInit constructor = new(typeIndex);
        RegisterAttribute(typeIndex, "__ffi_init__", HostFunction.Create("", HostType.Any, null, constructor.Construct));
    }

    /// <summary>Registers <c>__ffi_init__</c>, <c>__ffi_new__</c> and <c>__ffi_shallow_copy__</c> of a type by its fields.</summary>
    private static void RegisterTypeAttributes(int typeIndex, int totalSize)
    {
        if (totalSize < sizeof(TVMFFIObject))
        {
            throw HostException.Value($"An object of type `{Host.TypeKey(typeIndex)}` cannot have {totalSize} bytes");
        }

        RegisterConstructor(typeIndex);
        HostType type = HostType.Object("ffi.Object");
        RegisterAttribute(typeIndex, "__ffi_new__", HostFunction.Create("", type, [],
            _ => Value.Object(Pool.Keep(Memory.Allocate((nuint)totalSize, typeIndex, &Delete)))));
        RegisterAttribute(typeIndex, "__ffi_shallow_copy__", HostFunction.Create("", type, [HostType.Object(Host.TypeKey(typeIndex))],
            arguments => Value.Object(Pool.Keep(Copy(arguments.Object(0), typeIndex, totalSize)))));
    }

    private static void RegisterAttribute(int typeIndex, string name, TVMFFIObject* function)
    {
        try
        {
            TypeTable.RegisterAttribute(typeIndex, name, Value.Object(function));
        }
        finally
        {
            Host.DecRef(function);
        }
    }

    private static TVMFFIObject* Copy(TVMFFIObject* source, int typeIndex, int totalSize)
    {
        TVMFFIObject* copy = Memory.Allocate((nuint)totalSize, typeIndex, &Delete);
        foreach (nint address in TypeTable.Fields(typeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            byte* from = (byte*)source + field->Offset;
            byte* to = (byte*)copy + field->Offset;
            Buffer.MemoryCopy(from, to, field->Size, field->Size);
            TVMFFIObject* held = StorageOf(field) switch
            {
                Storage.Pointer => *(TVMFFIObject**)from,
                Storage.Any when Value.IsObject(*(TVMFFIAny*)from) => ((TVMFFIAny*)from)->Obj,
                _ => null,
            };
            if (held != null)
            {
                Host.IncRef(held);
            }
        }

        return copy;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Ending.Enter();
            foreach (nint address in TypeTable.Fields(((TVMFFIObject*)self)->TypeIndex))
            {
                TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
                byte* place = (byte*)self + field->Offset;
                switch (StorageOf(field))
                {
                    case Storage.Any:
                        Ending.Release((TVMFFIAny*)place);
                        break;
                    case Storage.Pointer:
                        Ending.Release((TVMFFIObject**)place);
                        break;
                }
            }

            Ending.Leave();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInt(void* field, TVMFFIAny* result) => Put(result, Value.Int(*(long*)field));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetFloat(void* field, TVMFFIAny* result) => Put(result, Value.Float(*(double*)field));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetBool(void* field, TVMFFIAny* result) => Put(result, Value.Bool(*(byte*)field != 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetPointer(void* field, TVMFFIAny* result) =>
        Put(result, new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = *(void**)field });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetDataType(void* field, TVMFFIAny* result) =>
        Put(result, new() { TypeIndex = TypeIndex.DataType, DType = *(DLDataType*)field });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetDevice(void* field, TVMFFIAny* result) =>
        Put(result, new() { TypeIndex = TypeIndex.Device, Device = *(DLDevice*)field });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetAny(void* field, TVMFFIAny* result) => Put(result, *(TVMFFIAny*)field);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetObject(void* field, TVMFFIAny* result) => Put(result, Value.Object(*(TVMFFIObject**)field));

    private static int Put(TVMFFIAny* result, TVMFFIAny view)
    {
        if (Value.IsObject(view))
        {
            Host.IncRef(view.Obj);
        }

        *result = view;
        return 0;
    }
}
