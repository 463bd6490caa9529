using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi.Tests;

public class CallbackTests
{
    [Fact]
    public void Every_number_of_parameters_up_to_eight_is_a_function_and_a_delegate()
    {
        Assert.Equal(0, Function.From(static () => 0L).AsFunc<long>()());
        Assert.Equal(1, Function.From(static (long a) => a).AsFunc<long, long>()(1));
        Assert.Equal(12, Function.From(static (long a, long b) => (10 * a) + b).AsFunc<long, long, long>()(1, 2));
        Assert.Equal("123", Function.From(static (int a, int b, int c) => $"{a}{b}{c}").AsFunc<int, int, int, string>()(1, 2, 3));
        Assert.Equal(
            "1234",
            Function.From(static (int a, int b, int c, int d) => $"{a}{b}{c}{d}").AsFunc<int, int, int, int, string>()(1, 2, 3, 4));
        Assert.Equal(
            "12345",
            Function.From(static (int a, int b, int c, int d, int e) => $"{a}{b}{c}{d}{e}")
                .AsFunc<int, int, int, int, int, string>()(1, 2, 3, 4, 5));
        Assert.Equal(
            "123456",
            Function.From(static (int a, int b, int c, int d, int e, int f) => $"{a}{b}{c}{d}{e}{f}")
                .AsFunc<int, int, int, int, int, int, string>()(1, 2, 3, 4, 5, 6));
        Assert.Equal(
            "1234567",
            Function.From(static (int a, int b, int c, int d, int e, int f, int g) => $"{a}{b}{c}{d}{e}{f}{g}")
                .AsFunc<int, int, int, int, int, int, int, string>()(1, 2, 3, 4, 5, 6, 7));
        Assert.Equal(
            "12345678",
            Function.From(static (int a, int b, int c, int d, int e, int f, int g, int h) => $"{a}{b}{c}{d}{e}{f}{g}{h}")
                .AsFunc<int, int, int, int, int, int, int, int, string>()(1, 2, 3, 4, 5, 6, 7, 8));
    }

    [Fact]
    public void Delegates_without_a_result_are_functions_too()
    {
        string seen = string.Empty;
        Function.From(() => { seen = "none"; }).AsAction()();
        Assert.Equal("none", seen);
        Function.From((int a) => { seen = $"{a}"; }).AsAction<int>()(1);
        Assert.Equal("1", seen);
        Function.From((int a, string b) => { seen = $"{a}{b}"; }).AsAction<int, string>()(1, "2");
        Assert.Equal("12", seen);
        Function.From((int a, int b, int c) => { seen = $"{a}{b}{c}"; }).AsAction<int, int, int>()(1, 2, 3);
        Assert.Equal("123", seen);
        Function.From((int a, int b, int c, int d) => { seen = $"{a}{b}{c}{d}"; }).AsAction<int, int, int, int>()(1, 2, 3, 4);
        Assert.Equal("1234", seen);
        Function.From((int a, int b, int c, int d, int e) => { seen = $"{a}{b}{c}{d}{e}"; })
            .AsAction<int, int, int, int, int>()(1, 2, 3, 4, 5);
        Assert.Equal("12345", seen);
        Function.From((int a, int b, int c, int d, int e, int f) => { seen = $"{a}{b}{c}{d}{e}{f}"; })
            .AsAction<int, int, int, int, int, int>()(1, 2, 3, 4, 5, 6);
        Assert.Equal("123456", seen);
        Function.From((int a, int b, int c, int d, int e, int f, int g) => { seen = $"{a}{b}{c}{d}{e}{f}{g}"; })
            .AsAction<int, int, int, int, int, int, int>()(1, 2, 3, 4, 5, 6, 7);
        Assert.Equal("1234567", seen);
        Function.From((int a, int b, int c, int d, int e, int f, int g, int h) => { seen = $"{a}{b}{c}{d}{e}{f}{g}{h}"; })
            .AsAction<int, int, int, int, int, int, int, int>()(1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal("12345678", seen);
        Assert.True(Function.From(() => { }).Call().IsNone);
    }

    [Fact]
    public void Wrong_arguments_are_reported_in_upstreams_words()
    {
        Function f = Function.From(static (long a, string b) => b + a, "tests.join");
        TvmException type = Assert.Throws<MismatchException>(() => f.Call("x", "y"));
        Assert.Equal("TypeError", type.Kind);
        Assert.Equal(
            "Mismatched type on argument #0 when calling: `tests.join(0: int, 1: str) -> str`. Expected `int` but got `ffi.SmallStr`",
            type.Message);
        Assert.Contains("argument #1", Assert.Throws<MismatchException>(() => f.Call(1, 2)).Message);

        TvmException few = Assert.Throws<TvmException>(() => f.Call(1));
        Assert.Equal("TypeError", few.Kind);
        Assert.Equal(
            "Mismatched number of arguments when calling: `tests.join(0: int, 1: str) -> str`. Expected 2 but got 1 arguments",
            few.Message);
        Assert.Contains("Expected 2 but got 3", Assert.Throws<TvmException>(() => f.Call(1, "x", 3)).Message);

        Function unnamed = Function.From(static (byte a) => { });
        TvmException range = Assert.Throws<TvmException>(() => unnamed.Call(256));
        Assert.Equal("OverflowError", range.Kind);
        Assert.StartsWith("Invalid argument #0 when calling: `(0: int) -> void`. 256 is out of the range", range.Message);
    }

    [Fact]
    public void An_exception_of_the_delegate_is_not_taken_for_one_of_its_arguments()
    {
        Function f = Function.From(static (long a) => a == 0 ? throw new OverflowException("mine") : a);
        Assert.Equal("mine", Assert.Throws<OverflowException>(() => f.Call(0)).Message);
        Function none = Function.From(new Action(static () => throw new OverflowException("mine")));
        Assert.Equal("mine", Assert.Throws<OverflowException>(() => none.CallVoid()).Message);
    }

    [Fact]
    public void Callbacks_call_back()
    {
        Function factorial = null!;
        factorial = Function.From((long n) => n <= 1 ? 1 : n * factorial.Call<long, long>(n - 1));
        Assert.Equal(3628800, factorial.Call<long, long>(10));
    }

    [Fact]
    public void A_delegate_lives_as_long_as_native_code_holds_its_function()
    {
        const string name = "tvmsharp_tests.kept";
        WeakReference target = Register();
        Collect();
        Assert.True(target.IsAlive);
        Assert.Equal(42, Use());
        Collect();
        Assert.False(target.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Register()
        {
            using ObjectScope scope = ObjectScope.Enter();
            Counter counter = new();
            Function.SetGlobal(name, Function.From<long, long>(counter.Next));
            return new WeakReference(counter);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static long Use()
        {
            using ObjectScope scope = ObjectScope.Enter();
            long result = Function.Get(name).Call<long, long>(1);
            Assert.True(Function.RemoveGlobal(name));
            return result;
        }
    }

    [Fact]
    public void A_delegate_outlives_the_scope_it_was_made_in()
    {
        Func<long, long> increment;
        Func<long, long>? seen = null;
        using (ObjectScope.Enter())
        {
            increment = Function.From(static (long a) => a + 1).AsFunc<long, long>();
            Function.Create(args =>
            {
                seen = args[0].As<Function>().AsFunc<long, long>();
                return Any.None;
            }).Call(Function.From(static (long a) => a + 2));
        }

        Collect();
        Assert.Equal(2, increment(1));
        Assert.Equal(3, seen!(1));
    }

    [Fact]
    public unsafe void A_delegate_goes_back_as_the_function_it_was_made_from()
    {
        Function function = Function.From(static (long a) => a + 1);
        Func<long, long> bound = function.AsFunc<long, long>();
        Abi.TVMFFIAny raw;
        DelegateMarshaller<Func<long, long>, FuncSignature<long, IntegerMarshaller<long>, long, IntegerMarshaller<long>>>.Write(bound, &raw);
        Assert.Equal(3, function.UseCount);
        Assert.True(raw.Obj == function.Handle);
        RefCount.Release(&raw);
        Assert.Equal(2, function.UseCount);
        GC.KeepAlive(bound);
    }

    [Fact]
    public void The_first_overload_that_fits_is_called()
    {
        Function f = Function.Overloads(
            "tests.over",
            Function.From(static (long a) => $"int {a}"),
            Function.From(static (double a) => $"float {a}"),
            Function.From(static (string a) => $"str {a}"),
            Function.From(static (long a, long b) => $"two {a} {b}"),
            Function.From(static () => "none"));
        Assert.Equal("int 1", f.Call<long, string>(1));
        Assert.Equal("float 1.5", f.Call<double, string>(1.5));
        Assert.Equal("str x", f.Call<string, string>("x"));
        Assert.Equal("two 1 2", f.Call<long, long, string>(1, 2));
        Assert.Equal("none", f.Call<string>());

        TvmException error = Assert.Throws<TvmException>(() => f.Call(new byte[] { 1 }));
        Assert.Equal("TypeError", error.Kind);
        Assert.Equal(
            """
            No matching overload found when calling: `tests.over` with 1 arguments:
            Overload #0: Mismatched type on argument #0 when calling: `tests.over (0: int) -> str`. Expected `int` but got `ffi.SmallBytes`
            Overload #1: Mismatched type on argument #0 when calling: `tests.over (0: float) -> str`. Expected `float` but got `ffi.SmallBytes`
            Overload #2: Mismatched type on argument #0 when calling: `tests.over (0: str) -> str`. Expected `str` but got `ffi.SmallBytes`
            Overload #3: Mismatched number of arguments when calling: `tests.over (0: int, 1: int) -> str`. Expected 2 arguments
            Overload #4: Mismatched number of arguments when calling: `tests.over () -> str`. Expected 0 arguments
            """,
            error.Message);
    }

    [Fact]
    public void An_overload_has_to_have_known_parameters()
    {
        Assert.Throws<ArgumentException>(() => Function.Overloads("none"));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Function.Overloads(Function.From(() => { }), Function.Create(static _ => 1)));
        Assert.Contains("Overload #1", error.Message);
        Assert.Throws<ArgumentException>(() => Function.Overloads(Function.Get("ffi.ArraySize")));
    }

    [Fact]
    public void A_callback_may_be_called_from_any_thread()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function function = Function.From(static (TvmArray<long> a) => a.Count);
        TvmArray<long> array = [1, 2, 3];
        Thread thread = new(() => Assert.Equal(3, function.Call<TvmArray<long>, int>(array)));
        thread.Start();
        thread.Join();
        Assert.Equal(1, array.UseCount);
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private sealed class Counter
    {
        private long _calls = 40;

        internal long Next(long by) => ++_calls + by;
    }
}
