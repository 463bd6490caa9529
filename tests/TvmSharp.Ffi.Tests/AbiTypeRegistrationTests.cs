using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>What is registered for types: fields, methods, metadata and attributes.</summary>
public unsafe class AbiTypeRegistrationTests
{
    private const int NoSuchType = 1_000_000;

    [Fact]
    public void A_type_key_gives_its_index()
    {
        int index;
        TVMFFIByteArray key = Native.Literal("ffi.Map"u8);
        Native.Succeeds(Native.Api->TVMFFITypeKeyToIndex(&key, &index));
        Assert.Equal(TypeIndex.Map, index);
        key = Native.Literal("tvmsharp_tests.NoSuchType"u8);
        Native.Fails(Native.Api->TVMFFITypeKeyToIndex(&key, &index), "InternalError", "Cannot find type `tvmsharp_tests.NoSuchType`");
        Assert.Equal(-2, Native.Api->TVMFFITypeGetOrAllocIndex(&key, -1, 1, 0, 1, -2));
    }

    [Fact]
    public void Type_information_names_type_and_ancestors()
    {
        int parent = Pair.Allocate("tvmsharp_tests.InfoParent");
        int child = Pair.Allocate("tvmsharp_tests.InfoChild", parent, depth: 2);
        TVMFFITypeInfo* info = Native.Api->TVMFFIGetTypeInfo(child);
        Assert.Equal((child, 2), (info->TypeIndex, info->TypeDepth));
        Assert.Equal("tvmsharp_tests.InfoChild", Utf8.ToString(info->TypeKey));
        Assert.Equal(TypeIndex.Object, info->TypeAncestors[0]->TypeIndex);
        Assert.True(info->TypeAncestors[1] == Native.Api->TVMFFIGetTypeInfo(parent));
        Assert.NotEqual(0UL, info->TypeKeyHash);
        Assert.Equal((0, 0), (info->NumFields, info->NumMethods));
        Assert.True(info->Metadata == null);
    }

    [Fact]
    public void A_field_is_copied_with_its_text()
    {
        int index = Pair.Allocate("tvmsharp_tests.Fields");
        TVMFFIFieldInfo field = Pair.NumberField(FieldFlags.Writable | FieldFlags.HasDefault);
        byte[] name = "number"u8.ToArray();
        TVMFFIByteArray text = Native.Literal("a default that lives in an object"u8);
        TVMFFIAny value;
        Native.Succeeds(Native.Api->TVMFFIStringFromByteArray(&text, &value));
        field.DefaultValueOrFactory = value;
        fixed (byte* data = name)
        {
            field.Name.Data = data;
            Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &field));
        }

        Array.Clear(name);
        Assert.Equal(2U, RefCount.Strong(value.Obj));
        RefCount.Release(&value);
        TVMFFITypeInfo* info = Native.Api->TVMFFIGetTypeInfo(index);
        Assert.Equal(1, info->NumFields);
        TVMFFIFieldInfo* copy = info->Fields;
        Assert.Equal("number", Utf8.ToString(copy->Name));
        Assert.Equal("A number.", Utf8.ToString(copy->Doc));
        Assert.Contains("type_schema", Utf8.ToString(copy->Metadata));
        Assert.Equal((8L, 8L, 24L), (copy->Size, copy->Alignment, copy->Offset));
        Assert.Equal(FieldFlags.Writable | FieldFlags.HasDefault, copy->Flags);
        Assert.True((void*)copy->Getter == (void*)field.Getter);
        Assert.True(copy->Setter == field.Setter);
        Assert.Equal(TypeIndex.Int, copy->FieldStaticTypeIndex);
        Assert.Equal("a default that lives in an object", Utf8.ToString(*(TVMFFIByteArray*)(copy->DefaultValueOrFactory.Obj + 1)));
    }

    [Fact]
    public void A_field_without_a_default_has_none_whatever_is_given()
    {
        int index = Pair.Allocate("tvmsharp_tests.NoDefault");
        TVMFFIFieldInfo field = Pair.NumberField(0);
        field.DefaultValueOrFactory = new() { TypeIndex = TypeIndex.Int, Int64 = 5 };
        field.Doc = default;
        Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &field));
        TVMFFIFieldInfo* copy = Native.Api->TVMFFIGetTypeInfo(index)->Fields;
        Assert.Equal((TypeIndex.None, 0UL), (copy->DefaultValueOrFactory.TypeIndex, copy->DefaultValueOrFactory.UInt64));
        Assert.Equal(0U, copy->Doc.Size);
    }

    [Fact]
    public void A_field_has_one_name_and_one_type()
    {
        int index = Pair.Allocate("tvmsharp_tests.Duplicate");
        TVMFFIFieldInfo field = Pair.NumberField(0);
        Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &field));
        Native.Fails(
            Native.Api->TVMFFITypeRegisterField(index, &field),
            "InternalError",
            "Duplicate field name \"number\" in type \"tvmsharp_tests.Duplicate\"");
        Assert.Equal(1, Native.Api->TVMFFIGetTypeInfo(index)->NumFields);
        Native.Fails(
            Native.Api->TVMFFITypeRegisterField(NoSuchType, &field), "InternalError", "Cannot find type info for type_index=1000000");
        Native.Fails(Native.Api->TVMFFITypeRegisterField(-1, &field), "InternalError", "Cannot find type info for type_index=-1");
    }

    [Fact]
    public void Many_fields_stay_in_order()
    {
        int index = Pair.Allocate("tvmsharp_tests.ManyFields");
        byte* name = stackalloc byte[] { (byte)'a' };
        for (int i = 0; i < 20; i++)
        {
            TVMFFIFieldInfo field = Pair.NumberField(0);
            field.Name = new() { Data = name, Size = 1 };
            Native.Succeeds(Native.Api->TVMFFITypeRegisterField(index, &field));
            (*name)++;
        }

        TVMFFITypeInfo* info = Native.Api->TVMFFIGetTypeInfo(index);
        string names = string.Concat(Enumerable.Range(0, info->NumFields).Select(i => Utf8.ToString(info->Fields[i].Name)));
        Assert.Equal("abcdefghijklmnopqrst", names);
    }

    [Fact]
    public void Methods_are_kept_and_may_share_a_name()
    {
        int index = Pair.Allocate("tvmsharp_tests.Methods");
        using ObjectScope scope = ObjectScope.Enter();
        Function function = Function.Create(static _ => 1);
        TVMFFIMethodInfo method = new()
        {
            Name = Native.Literal("one"u8),
            Doc = Native.Literal("One."u8),
            Metadata = Native.Literal("{}"u8),
            Flags = FieldFlags.IsStaticMethod,
            Method = new() { TypeIndex = TypeIndex.Function, Obj = function.Handle },
        };
        uint uses = RefCount.Strong(function.Handle);
        Native.Succeeds(Native.Api->TVMFFITypeRegisterMethod(index, &method));
        Native.Succeeds(Native.Api->TVMFFITypeRegisterMethod(index, &method));
        Assert.Equal(uses + 2, RefCount.Strong(function.Handle));
        TVMFFITypeInfo* info = Native.Api->TVMFFIGetTypeInfo(index);
        Assert.Equal(2, info->NumMethods);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("one", Utf8.ToString(info->Methods[i].Name));
            Assert.Equal("One.", Utf8.ToString(info->Methods[i].Doc));
            Assert.Equal("{}", Utf8.ToString(info->Methods[i].Metadata));
            Assert.Equal(FieldFlags.IsStaticMethod, info->Methods[i].Flags);
            Assert.True(info->Methods[i].Method.Obj == function.Handle);
        }

        Native.Fails(Native.Api->TVMFFITypeRegisterMethod(NoSuchType, &method), "InternalError", "Cannot find type info");
    }

    [Fact]
    public void Metadata_is_registered_once()
    {
        int index = Pair.Allocate("tvmsharp_tests.Metadata");
        TVMFFITypeMetadata metadata = new()
        {
            Doc = Native.Literal("Documented."u8),
            TotalSize = 40,
            StructuralEqHashKind = SEqHashKind.DAGNode,
        };
        Native.Succeeds(Native.Api->TVMFFITypeRegisterMetadata(index, &metadata));
        TVMFFITypeMetadata* copy = Native.Api->TVMFFIGetTypeInfo(index)->Metadata;
        Assert.Equal("Documented.", Utf8.ToString(copy->Doc));
        Assert.Equal((40, SEqHashKind.DAGNode), (copy->TotalSize, copy->StructuralEqHashKind));
        Assert.True(copy->Creator == null);
        Native.Fails(
            Native.Api->TVMFFITypeRegisterMetadata(index, &metadata), "RuntimeError", "Overriding tvmsharp_tests.Metadata, possible causes:");
        Native.Fails(Native.Api->TVMFFITypeRegisterMetadata(NoSuchType, &metadata), "InternalError", "Cannot find type info");
    }

    [Fact]
    public void An_attribute_has_one_value_for_each_type_in_a_column_that_keeps_its_address()
    {
        int first = Pair.Allocate("tvmsharp_tests.AttributeFirst");
        int second = Pair.Allocate("tvmsharp_tests.AttributeSecond");
        TVMFFIByteArray name = Native.Literal("tvmsharp_tests_attribute"u8);
        Assert.True(Native.Api->TVMFFIGetTypeAttrColumn(&name) == null);
        TVMFFIAny none = default;
        Native.Succeeds(Native.Api->TVMFFITypeRegisterAttr(TypeIndex.None, &name, &none));
        TVMFFITypeAttrColumn* column = Native.Api->TVMFFIGetTypeAttrColumn(&name);
        Assert.True(column != null);
        Assert.Equal(0, column->Size);

        TVMFFIAny array = default;
        Function.Get("ffi.Array").CallRaw(null, 0, &array);
        Native.Succeeds(Native.Api->TVMFFITypeRegisterAttr(first, &name, &array));
        Assert.Equal(2U, RefCount.Strong(array.Obj));
        TVMFFIAny text = new() { TypeIndex = TypeIndex.RawStr, Ptr = Native.Literal("borrowed\0"u8).Data };
        Native.Succeeds(Native.Api->TVMFFITypeRegisterAttr(second, &name, &text));
        Assert.True(Native.Api->TVMFFIGetTypeAttrColumn(&name) == column);
        Assert.True(column->BeginIndex + column->Size > Math.Max(first, second));
        Assert.True(column->Data[first - column->BeginIndex].Obj == array.Obj);
        Assert.Equal(TypeIndex.Str, column->Data[second - column->BeginIndex].TypeIndex);
        Native.Fails(
            Native.Api->TVMFFITypeRegisterAttr(first, &name, &text),
            "RuntimeError",
            $"TypeAttr `tvmsharp_tests_attribute` is already registered for type index {first}");
        Assert.True(column->Data[first - column->BeginIndex].Obj == array.Obj);
        RefCount.Release(&array);
    }

    [Fact]
    public void Registered_fields_are_read_written_and_printed()
    {
        using ObjectScope scope = ObjectScope.Enter();
        int index = Pair.Register("tvmsharp_tests.Read", SEqHashKind.TreeNode);
        TvmObject pair = WrapperTable.Wrap(ObjectReference.Take(Pair.Create(index, 41).Obj));
        Assert.Equal(41, pair.GetField("number").As<long>());
        Assert.True(pair.GetField("other").IsNone);
        Assert.Contains("tvmsharp_tests.Read", pair.ToString());
    }

    // A libtvm_ffi prints a message and ends the process.
    [EmbeddedHostTheory]
    [InlineData(NoSuchType, 1, -1)]
    [InlineData(TypeIndex.Object, 2, -1)]
    [InlineData(TypeIndex.Array, 2, -1)]
    [InlineData(TypeIndex.Object, 1, TypeIndex.Map)]
    [InlineData(TypeIndex.Object, 1, NoSuchType)]
    [InlineData(-1, 0, -1)]
    public void A_type_that_cannot_be_is_an_error_where_TVM_would_end_the_process(int parent, int depth, int staticIndex)
    {
        TVMFFIByteArray key = Native.Literal("tvmsharp_tests.Impossible"u8);
        Assert.Equal(-1, Native.Api->TVMFFITypeGetOrAllocIndex(&key, staticIndex, depth, 0, 1, parent));
        Assert.Equal("InternalError", Native.TakeRaised().Kind);
        Assert.Equal(-2, Native.Api->TVMFFITypeGetOrAllocIndex(&key, -1, 0, 0, 1, -2));
        Assert.True(Native.Api->TVMFFIGetTypeInfo(NoSuchType) == null);
        Assert.Contains("Cannot find type info for type_index=1000000", Native.TakeRaised().Message);
    }
}
