using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Types with fields, methods and attributes, registered through the C ABI; and values compared by structure.</summary>
public unsafe class AbiTypeTests
{
    private const int FieldOffset = 24;

    private static readonly Lazy<int> LazyPoint = new(Register);

    [Fact]
    public void A_type_has_what_was_registered()
    {
        TVMFFITypeInfo* type = TvmRuntime.Api->TVMFFIGetTypeInfo(LazyPoint.Value);
        Assert.Equal("tvmsharp_tests.Point", Utf8.ToString(type->TypeKey));
        Assert.Equal(1, type->TypeDepth);
        Assert.Equal(TypeIndex.Object, type->TypeAncestors[0]->TypeIndex);
        Assert.Equal(2, type->NumFields);
        TVMFFIFieldInfo* y = type->Fields + 1;
        Assert.Equal(("y", "the second", "{}"), (Utf8.ToString(y->Name), Utf8.ToString(y->Doc), Utf8.ToString(y->Metadata)));
        Assert.Equal(FieldFlags.Writable | FieldFlags.HasDefault, y->Flags);
        Assert.Equal((8, 8, FieldOffset + 8), (y->Size, y->Alignment, y->Offset));
        Assert.Equal((TypeIndex.Int, 7), (y->DefaultValueOrFactory.TypeIndex, y->DefaultValueOrFactory.Int64));
        Assert.Equal(TypeIndex.Int, y->FieldStaticTypeIndex);
        Assert.Equal(1, type->NumMethods);
        Assert.Equal("sum", Utf8.ToString(type->Methods->Name));
        Assert.Equal(FieldOffset + 16, type->Metadata->TotalSize);
        Assert.Equal(SEqHashKind.TreeNode, type->Metadata->StructuralEqHashKind);
    }

    [Fact]
    public void Metadata_and_attributes_are_registered_once()
    {
        TVMFFITypeMetadata metadata = default;
        Assert.Equal(-1, TvmRuntime.Api->TVMFFITypeRegisterMetadata(LazyPoint.Value, &metadata));
        Assert.Contains("tvmsharp_tests.Point", Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Message);
        Assert.Equal(-1, SetAttribute(LazyPoint.Value, "tvmsharp_tests.attribute", 1));
        Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1));
    }

    [Fact]
    public void An_attribute_is_found_by_type_in_its_column()
    {
        int point = LazyPoint.Value;
        TVMFFITypeAttrColumn* column = Column("tvmsharp_tests.attribute");
        Assert.InRange(point - column->BeginIndex, 0, column->Size - 1);
        Assert.Equal((TypeIndex.Int, 42), (column->Data[point - column->BeginIndex].TypeIndex, column->Data[point - column->BeginIndex].Int64));
        Assert.True(Column("tvmsharp_tests.no_such_attribute") == null);

        // None in place of a type makes the column without an entry.
        Assert.Equal(0, SetAttribute(TypeIndex.None, "tvmsharp_tests.empty_attribute", 0));
        Assert.False(Column("tvmsharp_tests.empty_attribute") == null);
    }

    [Fact]
    public void Fields_are_read_and_compared_by_structure()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject point = Point(1, 2);
        Assert.Equal(2, point.GetField("y").As<long>());
        Assert.True(StructuralEqual(point, Point(1, 2)));
        Assert.False(StructuralEqual(point, Point(1, 3)));
        Assert.Equal(StructuralHash(point), StructuralHash(Point(1, 2)));
        Assert.NotEqual(StructuralHash(point), StructuralHash(Point(2, 1)));
    }

    [Fact]
    public void Containers_are_compared_by_structure()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any[] equal =
        [
            TvmArray.Create<Any>(1, "text", TvmArray.Create<double>(1.5)), TvmArray.Create<Any>(1, "text", TvmArray.Create<double>(1.5)),
        ];
        Assert.True(StructuralEqual(equal[0], equal[1]));
        Assert.Equal(StructuralHash(equal[0]), StructuralHash(equal[1]));
        foreach (Any other in (Any[])[TvmArray.Create<Any>(1, "text"), TvmArray.Create<Any>(1, "other", TvmArray.Create<double>(1.5)), 1, Any.None, "text"])
        {
            Assert.False(StructuralEqual(equal[0], other));
        }

        Any map = TvmMap.Create<string, long>([new("a", 1), new("b", 2)]);
        Assert.True(StructuralEqual(map, TvmMap.Create<string, long>([new("b", 2), new("a", 1)])));
        Assert.False(StructuralEqual(map, TvmMap.Create<string, long>([new("b", 2), new("a", 2)])));
        Assert.True(StructuralEqual("a string of its own object", "a string of its own object"));
        Assert.False(StructuralEqual(1, 1.0));
        Assert.False(StructuralEqual(1, true));
    }

    [Fact]
    public void A_method_info_without_a_function_is_refused()
    {
        fixed (byte* name = "tvmsharp_tests.no_function"u8)
        {
            TVMFFIMethodInfo info = new() { Name = new() { Data = name, Size = 26 }, Method = new() { TypeIndex = TypeIndex.Int } };
            Assert.Equal(-1, TvmRuntime.Api->TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0));
            Assert.Equal("TypeError", Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Kind);
        }

        Assert.False(Function.TryGet("tvmsharp_tests.no_function", out _));
    }

    private static bool StructuralEqual(Any left, Any right) =>
        Function.Get("ffi.StructuralEqual").Call(left, right, false, false).As<bool>();

    private static long StructuralHash(Any value) => Function.Get("ffi.StructuralHash").Call(value, false, false).As<long>();

    private static TvmObject Point(long x, long y)
    {
        TVMFFIObject* obj = ObjectMemory.Allocate(FieldOffset + 16, LazyPoint.Value, &Delete);
        ((long*)(obj + 1))[0] = x;
        ((long*)(obj + 1))[1] = y;
        return ObjectTypes.Wrap(ObjectReference.Take(obj));
    }

    private static int Register()
    {
        int type = GetIndex("tvmsharp_tests.Point");
        RegisterField(type, "x", "the first", FieldOffset, FieldFlags.Writable, default);
        RegisterField(
            type, "y", "the second", FieldOffset + 8, FieldFlags.Writable | FieldFlags.HasDefault, new() { TypeIndex = TypeIndex.Int, Int64 = 7 });
        Function sum = Function.Create(static args => args[0].As<TvmObject>().GetField("x").As<long>() + args[0].As<TvmObject>().GetField("y").As<long>());
        fixed (byte* name = "sum"u8)
        {
            TVMFFIMethodInfo method = new() { Name = new() { Data = name, Size = 3 }, Method = new() { TypeIndex = TypeIndex.Function, Obj = sum.Handle } };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMethod(type, &method));
        }

        TVMFFITypeMetadata metadata = new() { TotalSize = FieldOffset + 16, StructuralEqHashKind = SEqHashKind.TreeNode };
        TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMetadata(type, &metadata));
        TvmError.ThrowIfFailed(SetAttribute(type, "tvmsharp_tests.attribute", 42));
        return type;
    }

    private static int GetIndex(string key)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(key);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray name = new() { Data = data, Size = (nuint)utf8.Length };
            return TvmRuntime.Api->TVMFFITypeGetOrAllocIndex(&name, -1, 1, 0, 1, TypeIndex.Object);
        }
    }

    private static void RegisterField(int type, string name, string doc, long offset, long flags, TVMFFIAny defaultValue)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        byte[] docBytes = Encoding.UTF8.GetBytes(doc);
        fixed (byte* nameData = nameBytes, docData = docBytes, metadata = "{}"u8)
        {
            TVMFFIFieldInfo field = new()
            {
                Name = new() { Data = nameData, Size = (nuint)nameBytes.Length },
                Doc = new() { Data = docData, Size = (nuint)docBytes.Length },
                Metadata = new() { Data = metadata, Size = 2 },
                Flags = flags,
                Size = 8,
                Alignment = 8,
                Offset = offset,
                Getter = &GetInteger,
                Setter = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&SetInteger,
                DefaultValueOrFactory = defaultValue,
                FieldStaticTypeIndex = TypeIndex.Int,
            };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterField(type, &field));
        }
    }

    private static int SetAttribute(int type, string name, long value)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray key = new() { Data = data, Size = (nuint)utf8.Length };
            TVMFFIAny any = new() { TypeIndex = TypeIndex.Int, Int64 = value };
            return TvmRuntime.Api->TVMFFITypeRegisterAttr(type, &key, &any);
        }
    }

    private static TVMFFITypeAttrColumn* Column(string name)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray key = new() { Data = data, Size = (nuint)utf8.Length };
            return TvmRuntime.Api->TVMFFIGetTypeAttrColumn(&key);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInteger(void* field, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.Int, Int64 = *(long*)field };
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetInteger(void* field, TVMFFIAny* value)
    {
        *(long*)field = value->Int64;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            ObjectMemory.Free(self);
        }
    }
}
