using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;
using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>Object types whose fields, constructors and copies come from the data class functions.</summary>
public unsafe class BuiltinFunctionDataClassTests
{
    private const string Key = "tvmsharp_tests.DataClass";

    /// <summary>The type: two integers, a number by keyword only, an object, any value, and a list from a factory.</summary>
    private static readonly int Type = Register();

    [Fact]
    public void Arguments_are_bound_by_position_and_by_name()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = New(1, 2, Keywords, "scale", 0.5);
        Assert.Equal($"{Key}(x=1, y=2, scale=0.5, parent=None, note=\"none\", items=[])", Print(value));
        value = New(Keywords, "y", 5, "x", 4, "parent", Call("ffi.Array", 1), "note", "a note of more than seven bytes", "scale", 1);
        Assert.Equal($"{Key}(x=4, y=5, scale=1, parent=(1,), note=\"a note of more than seven bytes\", items=[])", Print(value));
    }

    [Fact]
    public void Each_object_gets_a_default_of_its_own_from_a_factory()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any first = New(1, 2, Keywords, "scale", 1);
        Any second = New(1, 2, Keywords, "scale", 1);
        Call("ffi.ListAppend", first.As<TvmObject>().GetField("items"), 9);
        Assert.Equal("[9]", Print(first.As<TvmObject>().GetField("items")));
        Assert.Equal("[]", Print(second.As<TvmObject>().GetField("items")));
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("TypeError", $"{Key}.__ffi_init__() missing required argument: 'y'", () => New(1));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() missing required keyword-only argument: 'scale'", () => New(1, 2));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() takes at most 5 positional argument(s), but 6 were given", () => New(1, 2, 3, 4, 5, 6));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() got an unexpected keyword argument 'z'", () => New(1, 2, Keywords, "z", 1));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() got multiple values for argument 'x'", () => New(1, 2, Keywords, "x", 1));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() KWARGS requires an even number of key-value arguments", () => New(1, 2, Keywords, "x"));
        AssertRaises("TypeError", $"{Key}.__ffi_init__() field 'x'", () => New("one", 2, Keywords, "scale", 1));
    }

    [Fact]
    public void Copies_hashes_and_comparison_follow_the_fields()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = New(1, 2, Keywords, "scale", 0.5, "parent", Call("ffi.List", 7));
        Any copy = Call("ffi.DeepCopy", value);
        AssertNotSame(value, copy);
        Assert.Equal(Print(value), Print(copy));
        Assert.True(Call("ffi.RecursiveEq", value, copy).As<bool>());
        Assert.Equal(Call("ffi.RecursiveHash", value).As<long>(), Call("ffi.RecursiveHash", copy).As<long>());
        Call("ffi.ListAppend", value.As<TvmObject>().GetField("parent"), 8);
        Assert.Equal("[7]", Print(copy.As<TvmObject>().GetField("parent")));
        Assert.False(Call("ffi.RecursiveEq", value, copy).As<bool>());
        Assert.True(Call("ffi.RecursiveLt", New(1, 2, Keywords, "scale", 1), New(1, 3, Keywords, "scale", 1)).As<bool>());
    }

    [Fact]
    public void Objects_go_through_JSON()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = New(1, 2, Keywords, "scale", 0.5, "parent", New(3, 4, Keywords, "scale", 2));
        Any back = Call("ffi.FromJSONGraphString", Call("ffi.ToJSONGraphString", value, Any.None));
        Assert.Equal(Key, back.TypeName);
        Assert.Equal(Print(value), Print(back));
    }

    [Fact]
    public void Reflection_makes_objects_from_all_fields()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call("ffi.MakeObjectFromPackedArgs", Key, "x", 1, "y", 2, "scale", 3.0);
        Assert.Equal(1, value.As<TvmObject>().GetField("x").As<int>());
        AssertRaises("TypeError", "Required field `x` not set", () => Call("ffi.MakeObjectFromPackedArgs", Key, "y", 2, "scale", 3.0));
        AssertRaises("TypeError", "does not have field `z`", () => Call("ffi.MakeObjectFromPackedArgs", Key, "x", 1, "y", 2, "scale", 3.0, "z", 1));
    }

    [Fact]
    public void A_kind_of_field_that_does_not_exist_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("ValueError", "Unsupported field type index for getter: 7", () => Call("ffi.MakeFieldGetter", 7));
    }

    private static Any Keywords => Call("ffi.GetKwargsObject");

    private static Any New(params ReadOnlySpan<Any> arguments)
    {
        // The data of a column move when a type is registered.
        int type = Type;
        TVMFFITypeAttrColumn* column = TvmRuntime.Api->TVMFFIGetTypeAttrColumn(Native("__ffi_init__"));
        TVMFFIAny constructor = column->Data[type - column->BeginIndex];
        return Any.FromView(&constructor).As<Function>().Call(arguments);
    }

    private static int Register()
    {
        using ObjectScope scope = ObjectScope.Enter();
        int type = TvmRuntime.Api->TVMFFITypeGetOrAllocIndex(Native(Key), -1, 1, 0, 1, TypeIndex.Object);
        AddField(type, "x", TypeIndex.Int, 24, 8, 0, Any.None, &PassInteger);
        AddField(type, "y", TypeIndex.Int, 32, 8, 0, Any.None, &PassInteger);
        AddField(type, "scale", TypeIndex.Float, 40, 8, FieldFlags.KwOnly, Any.None, &Pass);
        AddField(type, "parent", TypeIndex.Object, 48, 8, FieldFlags.HasDefault, Any.None, &Pass);
        AddField(type, "note", TypeIndex.Any, 56, 16, FieldFlags.HasDefault, "none", &Pass);
        AddField(type, "items", TypeIndex.List, 72, 8, FieldFlags.HasDefault | FieldFlags.DefaultFromFactory, Function.Get("ffi.List"), &Pass);
        TVMFFITypeMetadata metadata = new() { TotalSize = 80, StructuralEqHashKind = SEqHashKind.TreeNode };
        Assert.Equal(0, TvmRuntime.Api->TVMFFITypeRegisterMetadata(type, &metadata));
        Call("ffi._PyClassRegisterTypeAttrColumns", type, 80);
        return type;
    }

    private static void AddField(
        int type,
        string name,
        int kind,
        long offset,
        long size,
        long flags,
        Any initial,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, TVMFFIAny*, int> convert)
    {
        long getter = Call("ffi.MakeFieldGetter", kind).As<long>();
        Function setter = Call("ffi.MakeFieldSetter", kind, 0, (long)convert).As<Function>();
        TVMFFIFieldInfo info = new()
        {
            Name = *Native(name),
            Flags = flags | FieldFlags.Writable | FieldFlags.SetterIsFunctionObj,
            Size = size,
            Alignment = 8,
            Offset = offset,
            Getter = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)getter,
            Setter = setter.Handle,
            FieldStaticTypeIndex = kind,
        };
        initial.WriteArgument(&info.DefaultValueOrFactory);
        Assert.Equal(0, TvmRuntime.Api->TVMFFITypeRegisterField(type, &info));
        initial.ReleaseArgument(&info.DefaultValueOrFactory);
        GC.KeepAlive(setter);
    }

    /// <summary>A text that native code may keep.</summary>
    private static TVMFFIByteArray* Native(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        TVMFFIByteArray* result = (TVMFFIByteArray*)NativeMemory.Alloc((nuint)(sizeof(TVMFFIByteArray) + bytes.Length));
        *result = new() { Data = (byte*)(result + 1), Size = (nuint)bytes.Length };
        bytes.CopyTo(new Span<byte>(result->Data, bytes.Length));
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Pass(void* converter, TVMFFIAny* value, TVMFFIAny* result) => TvmRuntime.Api->TVMFFIAnyViewToOwnedAny(value, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PassInteger(void* converter, TVMFFIAny* value, TVMFFIAny* result)
    {
        if (value->TypeIndex == TypeIndex.Int)
        {
            *result = *value;
            return 0;
        }

        fixed (byte* kind = "TypeError\0"u8, message = "no integer\0"u8)
        {
            TvmRuntime.Api->TVMFFIErrorSetRaisedFromCStr(kind, message);
        }

        return -1;
    }
}
