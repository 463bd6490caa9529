using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Views to owned values, strings and bytes, and the text of data types.</summary>
public unsafe class AbiValueTests
{
    [Theory]
    [InlineData(TypeIndex.None, 0UL)]
    [InlineData(TypeIndex.Int, 0xffff_ffff_ffff_fffeUL)]
    [InlineData(TypeIndex.Bool, 1UL)]
    [InlineData(TypeIndex.Float, 0x7ff8_0000_0000_0001UL)]
    [InlineData(TypeIndex.OpaquePtr, 0x1234UL)]
    [InlineData(TypeIndex.DataType, 0x0001_2002UL)]
    [InlineData(TypeIndex.Device, 0x0000_0003_0000_0002UL)]
    [InlineData(TypeIndex.DLTensorPtr, 0x1234UL)]
    public void Plain_values_stay_as_they_are(int typeIndex, ulong payload)
    {
        TVMFFIAny view = new() { TypeIndex = typeIndex, UInt64 = payload };
        TVMFFIAny owned;
        Native.Succeeds(Native.Api->TVMFFIAnyViewToOwnedAny(&view, &owned));
        Assert.Equal((typeIndex, 0U, payload), (owned.TypeIndex, owned.ZeroPadding, owned.UInt64));
    }

    [Theory]
    [InlineData("", TypeIndex.SmallStr)]
    [InlineData("seven c", TypeIndex.SmallStr)]
    [InlineData("eight ch", TypeIndex.Str)]
    [InlineData("a text that lives in an object", TypeIndex.Str)]
    public void Borrowed_text_is_copied(string text, int typeIndex)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text + "\0");
        fixed (byte* data = utf8)
        {
            TVMFFIAny view = new() { TypeIndex = TypeIndex.RawStr, Ptr = data };
            TVMFFIAny owned;
            Native.Succeeds(Native.Api->TVMFFIAnyViewToOwnedAny(&view, &owned));
            Assert.Equal(typeIndex, owned.TypeIndex);
            Assert.Equal(text, Native.TakeText(owned));
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)text.Length };
            Native.Succeeds(Native.Api->TVMFFIStringFromByteArray(&bytes, &owned));
            Assert.Equal(typeIndex, owned.TypeIndex);
            Assert.Equal(text, Native.TakeText(owned));
        }
    }

    [Theory]
    [InlineData(0, TypeIndex.SmallBytes)]
    [InlineData(7, TypeIndex.SmallBytes)]
    [InlineData(8, TypeIndex.Bytes)]
    [InlineData(300, TypeIndex.Bytes)]
    public void Borrowed_bytes_are_copied_zeroes_and_all(int size, int typeIndex)
    {
        byte[] contents = [.. Enumerable.Range(0, size).Select(static i => (byte)i)];
        fixed (byte* data = contents)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)size };
            TVMFFIAny view = new() { TypeIndex = TypeIndex.ByteArrayPtr, Ptr = &bytes };
            TVMFFIAny* owned = stackalloc TVMFFIAny[2];
            Native.Succeeds(Native.Api->TVMFFIAnyViewToOwnedAny(&view, owned));
            Native.Succeeds(Native.Api->TVMFFIBytesFromByteArray(&bytes, owned + 1));
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(typeIndex, owned[i].TypeIndex);
                Assert.True(Utf8.TryGetSpan(owned + i, text: false, out ReadOnlySpan<byte> copy));
                Assert.Equal(contents, copy);
                RefCount.Release(owned + i);
            }
        }
    }

    [Fact]
    public void Text_in_an_object_has_a_zero_behind_it()
    {
        TVMFFIByteArray bytes = Native.Literal("a text that lives in an object"u8);
        TVMFFIAny owned;
        Native.Succeeds(Native.Api->TVMFFIStringFromByteArray(&bytes, &owned));
        TVMFFIByteArray* cell = (TVMFFIByteArray*)(owned.Obj + 1);
        Assert.Equal(0, cell->Data[cell->Size]);
        RefCount.Release(&owned);
    }

    [Fact]
    public void An_object_gets_a_reference_more()
    {
        TVMFFIAny array = NewArray();
        TVMFFIAny owned;
        Native.Succeeds(Native.Api->TVMFFIAnyViewToOwnedAny(&array, &owned));
        Assert.True(owned.Obj == array.Obj);
        Assert.Equal(TypeIndex.Array, owned.TypeIndex);
        Assert.Equal(2U, RefCount.Strong(array.Obj));
        Native.Succeeds(Native.Api->TVMFFIObjectDecRef(owned.Obj));
        Native.Succeeds(Native.Api->TVMFFIObjectIncRef(array.Obj));
        Assert.Equal(2U, RefCount.Strong(array.Obj));
        Native.Succeeds(Native.Api->TVMFFIObjectDecRef(array.Obj));
        RefCount.Release(&array);
    }

    [Fact]
    public void An_rvalue_reference_is_moved_once()
    {
        TVMFFIAny array = NewArray();
        TVMFFIObject* slot = array.Obj;
        TVMFFIAny view = new() { TypeIndex = TypeIndex.ObjectRValueRef, Ptr = &slot };
        TVMFFIAny owned = default;
        Native.Succeeds(Native.Api->TVMFFIAnyViewToOwnedAny(&view, &owned));
        Assert.True(slot == null);
        Assert.True(owned.Obj == array.Obj);
        Assert.Equal(TypeIndex.Array, owned.TypeIndex);
        Assert.Equal(1U, RefCount.Strong(array.Obj));
        Native.Fails(Native.Api->TVMFFIAnyViewToOwnedAny(&view, &owned), "InternalError", "RValueRef already moved");
        RefCount.Release(&array);
    }

    [Theory]
    [InlineData("int8", 0, 8, 1)]
    [InlineData("int32", 0, 32, 1)]
    [InlineData("int64x4", 0, 64, 4)]
    [InlineData("uint1", 1, 1, 1)]
    [InlineData("uint16x65535", 1, 16, 65535, "uint16")]
    [InlineData("float16", 2, 16, 1)]
    [InlineData("float64x2", 2, 64, 2)]
    [InlineData("float32xvscalex4", 2, 32, 65532)]
    [InlineData("handle", 3, 64, 1)]
    [InlineData("", 3, 0, 0)]
    [InlineData("bfloat16", 4, 16, 1)]
    [InlineData("bfloat16x8", 4, 16, 8)]
    [InlineData("bool", 6, 8, 1)]
    [InlineData("boolx4", 6, 8, 4)]
    [InlineData("bool1", 6, 1, 1)]
    [InlineData("float8_e3m4", 7, 8, 1)]
    [InlineData("float8_e4m3", 8, 8, 1)]
    [InlineData("float8_e4m3b11fnuz", 9, 8, 1)]
    [InlineData("float8_e4m3fn", 10, 8, 1)]
    [InlineData("float8_e4m3fnx4", 10, 8, 4)]
    [InlineData("float8_e4m3fnuz", 11, 8, 1)]
    [InlineData("float8_e5m2", 12, 8, 1)]
    [InlineData("float8_e5m2fnuz", 13, 8, 1)]
    [InlineData("float8_e8m0fnu", 14, 8, 1)]
    [InlineData("float6_e2m3fn", 15, 6, 1)]
    [InlineData("float6_e3m2fn", 16, 6, 1)]
    [InlineData("float4_e2m1fn", 17, 4, 1)]
    [InlineData("float4_e2m1fnx2", 17, 4, 2)]
    public void Data_types_have_a_text(string text, byte code, byte bits, int lanes, string? printed = null)
    {
        Assert.Equal((code, bits, (ushort)lanes), Parse(text));
        DLDataType type = new() { Code = code, Bits = bits, Lanes = (ushort)lanes };
        TVMFFIAny result = default;
        Native.Succeeds(Native.Api->TVMFFIDataTypeToString(&type, &result));
        Assert.Equal(printed ?? text, Native.TakeText(result));
    }

    [Theory]
    [InlineData("void", 3, 0, 0)]
    [InlineData("int", 0, 32, 1)]
    [InlineData("uint", 1, 32, 1)]
    [InlineData("float", 2, 32, 1)]
    [InlineData("bfloat", 4, 16, 1)]
    [InlineData("i8", 0, 8, 1)]
    [InlineData("u16x2", 1, 16, 2)]
    [InlineData("f32", 2, 32, 1)]
    [InlineData("bf16", 4, 16, 1)]
    [InlineData("fp8_e4m3fn", 10, 8, 1)]
    [InlineData("f8_e5m2", 12, 8, 1)]
    [InlineData("fp6_e2m3fnx4", 15, 6, 4)]
    [InlineData("f4_e2m1fn", 17, 4, 1)]
    [InlineData("float4_e2m1fn_x2", 17, 4, 2)]
    public void Data_types_have_short_forms(string text, byte code, byte bits, int lanes) =>
        Assert.Equal((code, bits, (ushort)lanes), Parse(text));

    [Theory]
    [InlineData("flot32", "unknown dtype `flot32`")]
    [InlineData("int32 ", "unknown dtype `int32 `")]
    [InlineData("int32y4", "unknown dtype `int32y4`")]
    [InlineData("int256", "Bits value 256 is out of range for uint8_t")]
    [InlineData("int99999999999", "Integer value in dtype string '99999999999' is out of range")]
    [InlineData("int32x", "Lanes must be a positive integer")]
    [InlineData("int32x0", "Lanes must be a positive integer")]
    [InlineData("int32xvscale4", "unknown dtype")]
    [InlineData("int32x65536", "Lanes value 65536 is out of range for uint16_t")]
    [InlineData("float8_e9m9", "unknown float8 type `float8_e9m9`")]
    [InlineData("fp6_e9m9", "unknown float6 type `float6_e9m9`")]
    [InlineData("float4_e9m9", "unknown float4 type `float4_e9m9`")]
    [InlineData("float8_e4m3fnxvscalex2", "Lanes must be a positive integer")]
    public void Bad_text_of_a_data_type_is_named(string text, string message)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)utf8.Length };
            DLDataType type;
            Native.Fails(Native.Api->TVMFFIDataTypeFromString(&bytes, &type), "ValueError", message);
        }
    }

    [Fact]
    public void A_data_type_of_an_unknown_code_has_no_text()
    {
        DLDataType type = new() { Code = 100, Bits = 8, Lanes = 1 };
        TVMFFIAny result = default;
        Native.Fails(Native.Api->TVMFFIDataTypeToString(&type, &result), "ValueError", "DLDataType contains unknown type_code=100");
    }

    private static (byte Code, byte Bits, ushort Lanes) Parse(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)utf8.Length };
            DLDataType type;
            Native.Succeeds(Native.Api->TVMFFIDataTypeFromString(&bytes, &type));
            return (type.Code, type.Bits, type.Lanes);
        }
    }

    private static TVMFFIAny NewArray()
    {
        TVMFFIAny array = default;
        Function.Get("ffi.Array").CallRaw(null, 0, &array);
        return array;
    }
}
