using System.Numerics;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public class DataTypeTests
{
    public static TheoryData<string, DataTypeCode, int, int, string> Texts => new()
    {
        { "float32", DataTypeCode.Float, 32, 1, "float32" },
        { "float", DataTypeCode.Float, 32, 1, "float32" },
        { "f16", DataTypeCode.Float, 16, 1, "float16" },
        { "int8x4", DataTypeCode.Int, 8, 4, "int8x4" },
        { "i4", DataTypeCode.Int, 4, 1, "int4" },
        { "uint1", DataTypeCode.UInt, 1, 1, "uint1" },
        { "u64", DataTypeCode.UInt, 64, 1, "uint64" },
        { "bool", DataTypeCode.Bool, 8, 1, "bool" },
        { "boolx2", DataTypeCode.Bool, 8, 2, "boolx2" },
        { "bf16", DataTypeCode.BFloat, 16, 1, "bfloat16" },
        { "handle", DataTypeCode.OpaqueHandle, 64, 1, "handle" },
        { "void", DataTypeCode.OpaqueHandle, 0, 0, "" },
        { "", DataTypeCode.OpaqueHandle, 0, 0, "" },
        { "fp8_e4m3fn", DataTypeCode.Float8E4M3Fn, 8, 1, "float8_e4m3fn" },
        { "float8_e5m2x4", DataTypeCode.Float8E5M2, 8, 4, "float8_e5m2x4" },
        { "float6_e2m3fn", DataTypeCode.Float6E2M3Fn, 6, 1, "float6_e2m3fn" },
        { "float4_e2m1fn_x2", DataTypeCode.Float4E2M1Fn, 4, 2, "float4_e2m1fnx2" },
        { "int32xvscalex4", DataTypeCode.Int, 32, -4, "int32xvscalex4" },
    };

    public static TheoryData<string> BadTexts => new("flot32", "int32x", "int32x0", "int999", "float32x70000", "float8_e9m9", "int8 ");

    [Fact]
    public void Takes_four_bytes() => Assert.Equal(4, System.Runtime.CompilerServices.Unsafe.SizeOf<DataType>());

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_read_and_written_as_upstream_does(string text, DataTypeCode code, int bits, int lanes, string written)
    {
        DataType type = DataType.Parse(text);
        Assert.Equal((code, bits, lanes), (type.Code, type.Bits, type.Lanes));
        Assert.Equal(new DataType(code, bits, lanes), type);
        Assert.Equal(lanes < -1, type.IsScalable);
        Assert.Equal(written, type.ToString());
        Assert.Equal(written, ((Any)type).ToString());
        Assert.True(DataType.TryParse(text, out DataType again) && again == type);
    }

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Text_that_is_no_type_is_an_error(string text)
    {
        Assert.Contains(text.Trim(), Assert.Throws<FormatException>(() => DataType.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(DataType.TryParse(text, out _));
        Assert.False(DataType.TryParse(null, out _));
    }

    [Fact]
    public void A_type_without_a_name_is_written_as_numbers() =>
        Assert.Equal("DataType(code=99, bits=7, lanes=3)", new DataType((DataTypeCode)99, 7, 3).ToString());

    [Fact]
    public void Numbers_out_of_range_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataType(DataTypeCode.Int, 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataType(DataTypeCode.Int, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataType(DataTypeCode.Int, 8, 1 << 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataType((DataTypeCode)256, 8));
    }

    [Fact]
    public void Csharp_types_have_element_types()
    {
        Assert.Equal("float16", DataType.Of<Half>().ToString());
        Assert.Equal("bool", DataType.Of<bool>().ToString());
        Assert.Equal("uint64", DataType.Of<ulong>().ToString());
        Assert.Equal(DataType.Handle, DataType.Of<nint>());
        Assert.Equal((DataTypeCode.Complex, 128), (DataType.Of<Complex>().Code, DataType.Of<Complex>().Bits));
        Assert.Contains("Guid", Assert.Throws<NotSupportedException>(() => DataType.Of<Guid>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_cross_as_themselves_and_as_strings()
    {
        Any type = Function.Create(static args => args[0]).Call(DataType.Float32);
        Assert.Equal(AnyKind.DataType, type.Kind);
        Assert.Equal(DataType.Float32, type.As<DataType>());
        Assert.Equal(DataType.Float32, type.ToObject());
        Assert.Equal(type, Any.FromObject(DataType.Float32));
        Assert.Equal(DataType.BFloat16, ((Any)"bfloat16").As<DataType>());
        Assert.Equal(DataType.BFloat16, (DataType)(DLDataType)DataType.BFloat16);
        Assert.Equal("Cannot convert from type `int` to `DataType`.", Assert.Throws<InvalidCastException>(() => ((Any)1).As<DataType>()).Message);
        Assert.Throws<FormatException>(() => ((Any)"flot32").As<DataType>());
    }

    [Fact]
    public void A_string_that_is_no_type_is_a_ValueError_for_TVM()
    {
        Function bits = Function.From<DataType, int>(static type => type.Bits);
        Assert.Equal(16, bits.Call("f16").As<int>());
        Function kind = Function.Create(args =>
        {
            try
            {
                return bits.Call(args[0]);
            }
            catch (TvmException error)
            {
                return error.Kind;
            }
        });
        Assert.Equal("ValueError", kind.Call("flot32").As<string>());
        Assert.Equal("TypeError", kind.Call(1.5).As<string>());
    }
}
