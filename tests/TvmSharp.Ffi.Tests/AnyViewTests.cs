using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Every kind of view that a caller may pass, as upstream's table of conversions has it.</summary>
public unsafe class AnyViewTests
{
    [Fact]
    public void Takes_sixteen_bytes() => Assert.Equal(16, sizeof(AnyView));

    [Fact]
    public void Every_kind_is_told_apart()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        RawString raw = new("raw");
        Assert.Equal(
            [
                AnyKind.None, AnyKind.Int, AnyKind.Bool, AnyKind.Float, AnyKind.OpaquePtr, AnyKind.DataType, AnyKind.Device,
                AnyKind.String, AnyKind.String, AnyKind.String, AnyKind.Bytes, AnyKind.Bytes, AnyKind.Object, AnyKind.MovedObject,
            ],
            Kinds(
                Any.None, 1, true, 1.5, Any.FromPointer(8), new DLDataType { Bits = 32, Lanes = 1 }, new DLDevice { DeviceType = 1 },
                "small", "a string that is not small", raw, new byte[] { 1 }, new byte[9], array, TvmArray.Create(2L).Move()));
    }

    [Theory]
    [InlineData(TypeIndex.None, "None")]
    [InlineData(TypeIndex.Int, "int")]
    [InlineData(TypeIndex.Bool, "bool")]
    [InlineData(TypeIndex.Float, "float")]
    [InlineData(TypeIndex.OpaquePtr, "void*")]
    [InlineData(TypeIndex.DataType, "DataType")]
    [InlineData(TypeIndex.Device, "Device")]
    [InlineData(TypeIndex.DLTensorPtr, "DLTensor*")]
    [InlineData(TypeIndex.SmallStr, "ffi.SmallStr")]
    [InlineData(TypeIndex.SmallBytes, "ffi.SmallBytes")]
    public void A_view_names_its_type(int typeIndex, string name)
    {
        TVMFFIAny raw = new() { TypeIndex = typeIndex };
        AnyView view = new(&raw);
        Assert.Equal(name, view.TypeName);
        Assert.Equal(typeIndex, view.TypeIndex);
    }

    [Fact]
    public void Strings_and_bytes_come_in_every_form()
    {
        fixed (byte* text = "zero ends it\0"u8, bytes = "\0bytes"u8)
        {
            TVMFFIAny raw = new() { TypeIndex = TypeIndex.RawStr, Ptr = text };
            Assert.Equal("zero ends it", new AnyView(&raw).As<string>());
            Assert.Equal(AnyKind.String, new AnyView(&raw).ToAny().Kind);
            Assert.False(new AnyView(&raw).TryAs<byte[]>(out _));

            TVMFFIByteArray array = new() { Data = bytes, Size = 6 };
            raw = new() { TypeIndex = TypeIndex.ByteArrayPtr, Ptr = &array };
            Assert.Equal("\0bytes"u8.ToArray(), new AnyView(&raw).As<byte[]>());
            Assert.Equal(AnyKind.Bytes, new AnyView(&raw).ToAny().Kind);
            Assert.False(new AnyView(&raw).TryAs<string>(out _));
        }
    }

    [Fact]
    public void A_borrowed_tensor_cannot_be_kept()
    {
        TVMFFIAny raw = new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = (void*)8 };
        Assert.Equal(AnyKind.TensorPtr, new AnyView(&raw).Kind);
        Assert.Equal("DLTensor*", new AnyView(&raw).ToString());
        Assert.Contains("DLTensor*", Assert.Throws<InvalidCastException>(() =>
        {
            TVMFFIAny again = new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = (void*)8 };
            _ = new AnyView(&again).ToAny();
        }).Message);
    }

    [Fact]
    public void Numbers_convert_as_upstreams_do()
    {
        TVMFFIAny raw = new() { TypeIndex = TypeIndex.Bool, Int64 = 1 };
        AnyView truth = new(&raw);
        Assert.Equal(1, truth.As<int>());
        Assert.Equal(1.0, truth.As<double>());
        Assert.True(truth.As<bool>());
        raw = new() { TypeIndex = TypeIndex.Int, Int64 = 300 };
        AnyView number = new(&raw);
        Assert.Equal(300, number.As<short>());
        Assert.Equal(300.0f, number.As<float>());
        Assert.True(number.As<bool>());
        Assert.False(number.TryAs<string>(out _));
        Assert.False(number.TryAs<nint>(out _));
        raw = new() { TypeIndex = TypeIndex.Float, Float64 = 1 };
        AnyView real = new(&raw);
        Assert.False(real.TryAs<long>(out _));
        Assert.False(real.TryAs<bool>(out _));
        raw = new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = (void*)8 };
        Assert.Equal(8, new AnyView(&raw).As<nint>());
        raw = default;
        Assert.Equal(0, new AnyView(&raw).As<nint>());
        Assert.True(new AnyView(&raw).IsNone);
    }

    [Fact]
    public void Reading_plain_values_allocates_nothing()
    {
        Function sum = Function.Create(static args =>
        {
            double total = 0;
            for (int i = 0; i < args.Length; i++)
            {
                total += args[i].Kind == AnyKind.Int ? args[i].As<long>() : args[i].As<double>();
            }

            return total;
        });
        Assert.Equal(3.5, sum.Call(1, 2.5).As<double>());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum.Call(1, 2.5);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_conversion_that_fails_names_both_types()
    {
        Function f = Function.Create(static args => ((Any)args[0]).AsArray<long>());
        Assert.Contains("`ffi.SmallStr`", Assert.Throws<InvalidCastException>(() => f.Call("text")).Message);
        Function g = Function.Create(static args => args[0].As<byte>());
        Assert.Throws<OverflowException>(() => g.Call(-1));
    }

    [Fact]
    public void Objects_of_dotnet_are_values_and_back()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1];
        object?[] values = [null, 1L, true, 1.5, (nint)8, "text", new byte[] { 1 }, array];
        foreach (object? value in values)
        {
            Assert.Equal(value, Any.FromObject(value).ToObject());
        }

        Assert.Equal(1L, Any.FromObject((sbyte)1).ToObject());
        Assert.Equal(5L, Any.FromObject(DayOfWeek.Friday).ToObject());
        Assert.Equal("raw", Any.FromObject(new RawString("raw")).ToObject());
        Assert.Equal(2.0, Any.FromObject((Half)2).ToObject());
        Assert.Throws<OverflowException>(() => Any.FromObject(ulong.MaxValue));
        Assert.Contains("System.Decimal", Assert.Throws<NotSupportedException>(() => Any.FromObject(1m)).Message);
        Function type = Function.From(static (object? value) => value?.GetType().Name ?? "null");
        Assert.Equal("Int64", type.Call<object?, string>(1));
        Assert.Equal("null", type.Call<object?, string>(null));
        Assert.Equal("String", type.Call<object?, string>("text"));
    }

    [Fact]
    public void Unsigned_integers_are_checked_on_their_way_out()
    {
        Assert.Equal(long.MaxValue, ((Any)(ulong)long.MaxValue).As<long>());
        Assert.Throws<OverflowException>(() => (Any)ulong.MaxValue);
        Assert.Equal(AnyKind.Int, ((Any)uint.MaxValue).Kind);
        Assert.Equal(AnyKind.Float, ((Any)(Half)0.5).Kind);
    }

    private static AnyKind[] Kinds(params Any[] values)
    {
        AnyKind[] kinds = new AnyKind[values.Length];
        Function.Create(args =>
        {
            for (int i = 0; i < args.Length; i++)
            {
                kinds[i] = args[i].Kind;
            }

            return Any.None;
        }).Call(values);
        return kinds;
    }
}
