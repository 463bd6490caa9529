namespace TvmSharp.Ffi.Tests;

public class RawStringTests
{
    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a string that is not small")]
    [InlineData("Grüße")]
    public void Arrives_as_the_string_it_is(string text)
    {
        RawString raw = new(text);
        Function echo = Function.Create(static args => args[0]);
        Assert.Equal(text, echo.Call(raw).As<string>());
        Assert.Equal(text, echo.Call<RawString, string>(raw));
        Assert.Equal(text, ((Any)raw).As<string>());
        Assert.Equal((Any)text, (Any)raw);
        Assert.Equal(((Any)text).GetHashCode(), ((Any)raw).GetHashCode());
        Assert.Equal(text, raw.ToString());
        Assert.Equal(text, echo.Call<string, RawString>(text).Value);
    }

    [Fact]
    public void What_keeps_it_gets_a_string()
    {
        using ObjectScope scope = ObjectScope.Enter();
        RawString raw = new("a string that is not small");
        TvmArray<Any> array = [raw];
        Assert.Equal("a string that is not small", array[0].As<string>());
        Function make = Function.Create(_ => raw);
        Assert.Equal("a string that is not small", make.Call().As<string>());
    }

    [Fact]
    public void Passing_it_allocates_nothing()
    {
        Function count = Function.From(static (Any _) => 1L);
        Function length = Function.Create(static args => args.Length);
        RawString raw = new("a string that is not small");
        Assert.Equal(1, length.Call<RawString, long>(raw));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            length.Call<RawString, long>(raw);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, count.Call<RawString, long>(raw));
    }

    [Fact]
    public void A_zero_character_would_end_it() => Assert.Throws<ArgumentException>(() => new RawString("a\0b"));
}
