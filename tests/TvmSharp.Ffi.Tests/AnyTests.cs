using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public class AnyTests
{
    public static TheoryData<string> Texts => new("", "a", "seven b", "eight by", "Grüße", new string('x', 5000), "a\0b", "日本語のテキスト");

    [Fact]
    public void Takes_sixteen_bytes()
    {
        Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<Any>());
        Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<TVMFFIAny>());
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Integers_cross_unchanged(long value) => Assert.Equal(value, Echo(value).As<long>());

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.5)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Numbers_cross_unchanged(double value) => Assert.Equal(value, Echo(value).As<double>());

    [Theory]
    [MemberData(nameof(Texts))]
    public void Strings_cross_unchanged(string value)
    {
        Any back = Echo(value);
        Assert.Equal(AnyKind.String, back.Kind);
        Assert.Equal(value, back.As<string>());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Bytes_cross_unchanged(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Any back = Echo(bytes);
        Assert.Equal(AnyKind.Bytes, back.Kind);
        Assert.Equal(bytes, back.As<byte[]>());
    }

    [Fact]
    public void Other_plain_values_cross_unchanged()
    {
        Assert.True(Echo(Any.None).IsNone);
        Assert.True(Echo(true).As<bool>());
        Assert.Equal(AnyKind.Bool, Echo(false).Kind);
        Assert.Equal(Any.FromPointer(0x1234), Echo(Any.FromPointer(0x1234)));
        Any dtype = new DLDataType { Code = 2, Bits = 32, Lanes = 4 };
        Assert.Equal(dtype, Echo(dtype));
        Any device = new DLDevice { DeviceType = 2, DeviceId = 7 };
        Assert.Equal(device, Echo(device));
    }

    [Fact]
    public void Objects_cross_as_the_same_object()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1, 2, 3];
        Assert.Equal((TvmObject)array, Echo(array).As<TvmObject>());
    }

    [Fact]
    public void Conversions_are_upstreams()
    {
        Assert.Equal(1.0, ((Any)1L).As<double>());
        Assert.Equal(1.0, ((Any)true).As<double>());
        Assert.Equal(1L, ((Any)true).As<long>());
        Assert.True(((Any)5L).As<bool>());
        Assert.False(((Any)1.0).TryAs<long>(out _));
        Assert.False(((Any)"1").TryAs<long>(out _));
        Assert.False(((Any)1L).TryAs<string>(out _));
        Assert.False(((Any)"text").TryAs<byte[]>(out _));
        Assert.False(Any.None.TryAs<long>(out _));
    }

    [Fact]
    public void A_conversion_that_fails_names_both_types()
    {
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => ((Any)1.5).As<long>());
        Assert.Equal("Cannot convert from type `float` to `int`.", error.Message);
    }

    [Theory]
    [InlineData(256L)]
    [InlineData(-1L)]
    public void Integers_that_do_not_fit_are_errors(long value) =>
        Assert.Throws<OverflowException>(() => ((Any)value).As<byte>());

    [Fact]
    public void Integers_of_every_width_keep_their_extremes()
    {
        Assert.Equal(sbyte.MinValue, ((Any)sbyte.MinValue).As<sbyte>());
        Assert.Equal(ushort.MaxValue, ((Any)ushort.MaxValue).As<ushort>());
        Assert.Equal(uint.MaxValue, ((Any)uint.MaxValue).As<uint>());
        Assert.Equal(int.MinValue, ((Any)int.MinValue).As<int>());
        Assert.Equal((ulong)long.MaxValue, ((Any)long.MaxValue).As<ulong>());
        Assert.Throws<OverflowException>(() => ((Any)(-1L)).As<ulong>());
    }

    [Fact]
    public void Equality_is_by_kind_and_content()
    {
        Assert.Equal((Any)"abc", (Any)new string("abc".ToCharArray()));
        Assert.Equal((Any)new byte[] { 1, 2 }, (Any)new byte[] { 1, 2 });
        Assert.NotEqual((Any)1L, (Any)true);
        Assert.NotEqual((Any)1L, (Any)1.0);
        Assert.Equal(Any.None, (Any)(string?)null);
        Assert.Equal(((Any)"abc").GetHashCode(), ((Any)new string("abc".ToCharArray())).GetHashCode());
    }

    private static Any Echo(Any value) => Function.Create(static args => args[0]).Call(value);
}
