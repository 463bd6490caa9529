using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Nodes;

/// <summary>Getters and setters of reflected fields, one pair for each kind of storage.</summary>
/// <remarks>
/// A setter of the C ABI knows the address of the field and nothing else, so that an object field takes any
/// object here; upstream's checks its class as well.
/// </remarks>
internal static unsafe class FieldAccess
{
    public static delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int> Getter(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Any => &GetValue,
        FieldKind.Int64 => &GetInt64,
        FieldKind.Int32 => &GetInt32,
        FieldKind.Bool => &GetBool,
        FieldKind.Float64 => &GetFloat64,
        FieldKind.DataType => &GetDataType,
        _ => &GetObject,
    };

    public static void* Setter(FieldKind kind) => kind switch
    {
        FieldKind.Text => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetText,
        FieldKind.Any => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetAny,
        FieldKind.Int64 => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetInt64,
        FieldKind.Int32 => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetInt32,
        FieldKind.Bool => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetBool,
        FieldKind.Float64 => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetFloat64,
        FieldKind.DataType => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetDataType,
        FieldKind.Array => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetArray,
        FieldKind.List => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetList,
        FieldKind.Map => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetMap,
        FieldKind.Dict => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetDict,
        FieldKind.Type => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetType,
        FieldKind.Attrs => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetAttrs,
        FieldKind.SourceMap => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetSourceMap,
        _ => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetObject,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetObject(void* field, TVMFFIAny* result)
    {
        *result = Value.Object(*(TVMFFIObject**)field);
        if (result->Obj != null)
        {
            Host.IncRef(result->Obj);
        }

        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetValue(void* field, TVMFFIAny* result)
    {
        *result = *(TVMFFIAny*)field;
        if (Value.IsObject(*result))
        {
            Host.IncRef(result->Obj);
        }

        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInt64(void* field, TVMFFIAny* result)
    {
        *result = Value.Int(*(long*)field);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInt32(void* field, TVMFFIAny* result)
    {
        *result = Value.Int(*(int*)field);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetBool(void* field, TVMFFIAny* result)
    {
        *result = Value.Bool(*(byte*)field != 0);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetFloat64(void* field, TVMFFIAny* result)
    {
        *result = Value.Float(*(double*)field);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetDataType(void* field, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.DataType, DType = *(DLDataType*)field };
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetObject(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Nullable("ffi.Object"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetArray(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ffi.Array"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetList(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ffi.List"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetDict(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ffi.Dict"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetMap(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ffi.Map"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetType(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ir.Type"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetAttrs(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ir.DictAttrs"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetSourceMap(void* field, TVMFFIAny* value) => StoreObject(field, value, HostType.Object("ir.SourceMap"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetText(void* field, TVMFFIAny* value) => Store(field, value, HostType.Text, &WriteValue);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetAny(void* field, TVMFFIAny* value) => Store(field, value, HostType.Any, &WriteValue);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetInt64(void* field, TVMFFIAny* value)
    {
        return Store(field, value, HostType.Int, &Write);

        static void Write(void* field, TVMFFIAny* value) => *(long*)field = value->Int64;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetInt32(void* field, TVMFFIAny* value)
    {
        return Store(field, value, HostType.Int, &Write);

        static void Write(void* field, TVMFFIAny* value) => *(int*)field = checked((int)value->Int64);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetBool(void* field, TVMFFIAny* value)
    {
        return Store(field, value, HostType.Bool, &Write);

        static void Write(void* field, TVMFFIAny* value) => *(byte*)field = value->Int64 != 0 ? (byte)1 : (byte)0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetFloat64(void* field, TVMFFIAny* value)
    {
        return Store(field, value, HostType.Float, &Write);

        static void Write(void* field, TVMFFIAny* value) => *(double*)field = new Arguments(value, 1).Float(0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetDataType(void* field, TVMFFIAny* value)
    {
        return Store(field, value, HostType.DataType, &Write);

        static void Write(void* field, TVMFFIAny* value) => *(DLDataType*)field = new Arguments(value, 1).DataType(0);
    }

    private static void WriteValue(void* field, TVMFFIAny* value)
    {
        TVMFFIAny old = *(TVMFFIAny*)field;
        *(TVMFFIAny*)field = Host.ToOwned(*value);
        Host.Release(old);
    }

    private static int StoreObject(void* field, TVMFFIAny* value, HostType type)
    {
        return Store(field, value, type, &Write);

        static void Write(void* field, TVMFFIAny* value) =>
            Node.Store((TVMFFIObject**)field, Value.IsObject(*value) ? value->Obj : null);
    }

    private static int Store(void* field, TVMFFIAny* value, HostType type, delegate*<void*, TVMFFIAny*, void> write)
    {
        try
        {
            Require(value, type);
            write(field, value);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    private static void Require(TVMFFIAny* value, HostType type)
    {
        if (!type.Accepts(value))
        {
            throw HostException.Type($"Cannot convert from type `{type.Mismatch(value)}` to `{type.Name}`");
        }
    }
}
