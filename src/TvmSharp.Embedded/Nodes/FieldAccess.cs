using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Nodes;

/// <summary>Getters and setters of reflected fields, one pair for each kind of storage.</summary>
/// <remarks>
/// A setter of the C ABI knows the address of the field and nothing else: an object field takes any object here. Fields
/// of which the class is known have a function of their own instead, <see cref="NodeField.Setter"/>.
/// </remarks>
internal static unsafe class FieldAccess
{
    public static delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int> Getter(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Any or FieldKind.OptionalValue => &GetValue,
        FieldKind.StandardString => &GetStandardString,
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
        _ => (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetObject,
    };

    /// <summary>Stores a view that has been checked and converted.</summary>
    public static void Write(void* field, FieldKind kind, TVMFFIAny* value)
    {
        switch (kind)
        {
            case FieldKind.Text or FieldKind.Any or FieldKind.OptionalValue:
                WriteValue(field, value);
                break;
            case FieldKind.StandardString:
                StandardString.Set((StandardString*)field, Value.Bytes(value));
                break;
            case FieldKind.Int64:
                *(long*)field = value->Int64;
                break;
            case FieldKind.Int32:
                *(int*)field = checked((int)value->Int64);
                break;
            case FieldKind.Bool:
                *(byte*)field = value->Int64 != 0 ? (byte)1 : (byte)0;
                break;
            case FieldKind.Float64:
                *(double*)field = new Arguments(value, 1).Float(0);
                break;
            case FieldKind.DataType:
                *(DLDataType*)field = new Arguments(value, 1).DataType(0);
                break;
            default:
                Node.Store((TVMFFIObject**)field, Value.IsObject(*value) ? value->Obj : null);
                break;
        }
    }

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
    private static int GetStandardString(void* field, TVMFFIAny* result)
    {
        try
        {
            *result = Value.String(((StandardString*)field)->AsSpan());
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
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
    private static int SetObject(void* field, TVMFFIAny* value) => Store(field, FieldKind.Object, value, HostType.Nullable("ffi.Object"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetArray(void* field, TVMFFIAny* value) => Store(field, FieldKind.Array, value, HostType.Object("ffi.Array"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetList(void* field, TVMFFIAny* value) => Store(field, FieldKind.List, value, HostType.Object("ffi.List"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetMap(void* field, TVMFFIAny* value) => Store(field, FieldKind.Map, value, HostType.Object("ffi.Map"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetDict(void* field, TVMFFIAny* value) => Store(field, FieldKind.Dict, value, HostType.Object("ffi.Dict"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetText(void* field, TVMFFIAny* value) => Store(field, FieldKind.Text, value, HostType.Text);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetAny(void* field, TVMFFIAny* value) => Store(field, FieldKind.Any, value, HostType.Any);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetInt64(void* field, TVMFFIAny* value) => Store(field, FieldKind.Int64, value, HostType.Int);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetInt32(void* field, TVMFFIAny* value) => Store(field, FieldKind.Int32, value, HostType.Int);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetBool(void* field, TVMFFIAny* value) => Store(field, FieldKind.Bool, value, HostType.Bool);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetFloat64(void* field, TVMFFIAny* value) => Store(field, FieldKind.Float64, value, HostType.Float);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetDataType(void* field, TVMFFIAny* value) => Store(field, FieldKind.DataType, value, HostType.DataType);

    private static int Store(void* field, FieldKind kind, TVMFFIAny* value, HostType type)
    {
        try
        {
            type.Cast(*value);
            Write(field, kind, value);
            return 0;
        }
        catch (Exception exception)
        {
            return Errors.Raise(exception);
        }
    }

    private static void WriteValue(void* field, TVMFFIAny* value)
    {
        TVMFFIAny old = *(TVMFFIAny*)field;
        *(TVMFFIAny*)field = Host.ToOwned(*value);
        Host.Release(old);
    }
}
