namespace TvmSharp.Ffi.Tests;

/// <summary>Delegate types other than Func and Action; the generator, which runs over these tests, registers what they name.</summary>
public sealed class CustomDelegateTests
{
    public delegate long Scale(long value, long factor);

    public delegate T? Choose<T>(T? first, T? second, bool takeSecond);

    public delegate void Report(string text);

    public delegate long Twice(Scale scale, long value);

    public delegate long Wide(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l, long m, long n, long o, long p);

    public delegate void ByReference(ref long value);

    public delegate void Output(out long value);

    public delegate Endless Endless(Endless next);

    [Fact]
    public void A_delegate_becomes_a_function()
    {
        Scale scale = static (value, factor) => value * factor;
        Function function = Function.From(scale, "tests.scale");
        Assert.Equal(42, function.Call<long, long, long>(6, 7));
        TvmException error = Assert.ThrowsAny<TvmException>(() => function.Call("a", 1));
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains(
            "Mismatched type on argument #0 when calling: `tests.scale(0: int, 1: int) -> int`. Expected `int` but got `",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Expected 2 but got 1", Assert.ThrowsAny<TvmException>(() => function.Call(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_becomes_a_delegate()
    {
        Scale scale = Function.From(static (long a, long b) => a * b).As<Scale>();
        Assert.Equal(42, scale(6, 7));
        string? seen = null;
        Report report = ((Any)Function.From((string text) => seen = text)).As<Report>();
        report("a");
        Assert.Equal("a", seen);
        Assert.False(((Any)1).TryAs<Report>(out _));
    }

    [Fact]
    public void Exceptions_come_back_as_themselves()
    {
        InvalidOperationException thrown = new("no");
        Scale scale = Function.From<Scale>((_, _) => throw thrown).As<Scale>();
        Assert.Same(thrown, Assert.Throws<InvalidOperationException>(() => scale(1, 2)));
    }

    [Fact]
    public void Generic_delegate_types_have_their_arguments()
    {
        Choose<string> choose = static (a, b, second) => second ? b : a;
        Function function = Function.From(choose);
        Assert.Equal("b", function.Call<string, string, bool, string>("a", "b", true));
        Assert.Null(function.As<Choose<string>>()("a", null, true));
    }

    [Fact]
    public void A_delegate_that_takes_a_delegate_is_called_with_one()
    {
        Function function = Function.From<Twice>(static (scale, value) => scale(scale(value, 3), 3));
        Assert.Equal(18, function.Call<Scale, long, long>(static (a, b) => a * b, 2));
        Assert.Equal(8, function.As<Twice>()(static (a, b) => a + b, 2));
    }

    [Fact]
    public void A_delegate_goes_back_as_the_function_it_was_made_from()
    {
        Function function = Function.From(static (long a, long b) => a * b);
        Scale scale = function.As<Scale>();
        Function echo = Function.From(static (Function f) => f);
        Assert.True(echo.Call<Scale, Function>(scale).IsSameAs(function));

        // What is made of it in C# is another function.
        Scale both = scale + scale;
        Function combined = echo.Call<Scale, Function>(both);
        Assert.False(combined.IsSameAs(function));
        Func<long, long, long> bound = function.AsFunc<long, long, long>();
        Assert.True(echo.Call<Func<long, long, long>, Function>(bound).IsSameAs(function));
        Assert.False(echo.Call<Func<long, long, long>, Function>(bound + bound).IsSameAs(function));
    }

    [Fact]
    public void Delegates_that_are_combined_all_run()
    {
        List<string> seen = [];
        Function first = Function.From((string text) => seen.Add("first " + text));
        Report both = first.As<Report>() + (text => seen.Add("second " + text)) + first.As<Report>();
        Function.From(both).CallVoid("a");
        Function.From(static (Report report) => report("b")).CallVoid(both);
        Assert.Equal(["first a", "second a", "first a", "first b", "second b", "first b"], seen);
    }

    [Fact]
    public void Sixteen_parameters_cross()
    {
        Wide wide = static (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) => a + (2 * b) + c + d + e + f + g + h + i + j + k + l + m + n + o + (16 * p);
        Function function = Function.From(wide);
        Assert.Equal(
            32,
            function.Call<long, long, long, long, long, long, long, long, long, long, long, long, long, long, long, long, long>(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(48, function.As<Wide>()(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2));
    }

    [Fact]
    public void A_delegate_is_held_by_the_function_alone()
    {
        Function function = Function.From(static (long a, long b) => a * b);
        int before = function.UseCount;
        HoldAndDrop(function);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(before, function.UseCount);

        static void HoldAndDrop(Function function) => Assert.Equal(6, function.As<Scale>()(2, 3));
    }

    [Fact]
    public void What_does_not_cross_is_refused()
    {
        Function function = Function.From(static (long a) => a);
        Refused(() => function.As<ByReference>());
        Refused(() => Function.From<ByReference>(static (ref long value) => value++));
        Refused(() => Function.From<Output>(static (out long value) => value = 1));
        Refused(() => function.As<Endless>());
        Refused(() => function.As<Comparison<decimal>>());
        Assert.Throws<ArgumentNullException>(static () => Function.From((Scale)null!));

        static void Refused(Func<object?> use)
        {
            string message = Assert.Throws<NotSupportedException>(use).Message;
            Assert.Contains("is not known to TvmSharp", message, StringComparison.Ordinal);
            Assert.Contains("none of them ref, in or out", message, StringComparison.Ordinal);
        }
    }
}
