namespace TvmSharp.Ffi.Tests;

public class TupleAndVariantTests
{
    internal enum Color : byte
    {
        Red,
        Blue = 200,
    }

    [Fact]
    public void A_tuple_is_an_array_of_its_length()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function swap = Function.From(static ((long Number, string Text) pair) => (pair.Number + 1, pair.Text + "!"));
        Assert.Equal((2, "text!"), swap.Call<(long, string), (long, string)>((1, "text")));
        Any raw = swap.Call(TvmArray.Create<Any>(true, "x"));
        Assert.Equal("ffi.Array", raw.As<TvmObject>().TypeKey);
        Assert.Equal((2, "x!"), raw.As<(long, string)>());
        Assert.Contains("Array[size=1]", Assert.ThrowsAny<TvmException>(() => swap.Call(TvmArray.Create<Any>(1))).Message);
        TvmException error = Assert.ThrowsAny<TvmException>(() => swap.Call(TvmArray.Create<Any>(1, 2)));
        Assert.Contains("Expected `Tuple<int, str>` but got `Array[index 1: int]`", error.Message);
    }

    [Fact]
    public void A_variant_takes_the_values_own_kind_before_it_converts()
    {
        Function which = Function.From(static (Variant<double, long> value) => (long)value.Index);
        Assert.Equal(0, which.Call(1.5).As<long>());
        Assert.Equal(1, which.Call(1).As<long>());
        Assert.Equal(0, which.Call(true).As<long>());
        Assert.Contains("Expected `Variant<float, int>` but got `ffi.SmallStr`", Assert.ThrowsAny<TvmException>(() => which.Call("text")).Message);
    }

    [Fact]
    public void A_variant_goes_back_as_the_bare_value()
    {
        Function echo = Function.From(static (Variant<bool, string> value) => value);
        Assert.Equal("text", echo.Call("text").As<string>());
        Assert.Equal(AnyKind.Bool, echo.Call(true).Kind);
        Variant<bool, string> variant = "text";
        Assert.Equal("text", variant.Match(static flag => flag.ToString(), static text => text));
        Assert.True(variant.TryGet(out string? held));
        Assert.Equal("text", held);
        Assert.Equal(variant, echo.Call("text").As<Variant<bool, string>>());
    }

    [Fact]
    public void An_enumeration_is_its_number()
    {
        Function echo = Function.From(static (Color color) => color);
        Assert.Equal(Color.Blue, echo.Call<Color, Color>(Color.Blue));
        Assert.Equal(200, echo.Call(Color.Blue == (Color)200 ? 200 : 0).As<long>());
        Assert.Throws<OverflowException>(() => ((Any)256).As<Color>());
        Assert.Throws<InvalidCastException>(() => ((Any)"Red").As<Color>());
    }
}
