using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi.Tests;

public class TypedCallTests
{
    [Fact]
    public void Arguments_and_results_have_the_types_of_the_call()
    {
        Function join = Function.From((string a, long b, double c, bool d) => $"{a} {b} {c} {d}");
        Assert.Equal("x 1 2.5 True", join.Call<string, int, float, bool, string>("x", 1, 2.5f, true));
        Assert.Equal(3, Function.From((int a, byte b) => a + b).Call<long, long, int>(1, 2));
        Assert.Equal(2.0, Function.From(static () => 2L).Call<double>());
        Assert.True(Function.From(static (Any a) => a.IsNone).Call<Any, bool>(Any.None));
        Assert.Equal([1, 2, 3], Function.From(static (byte[] bytes) => bytes).Call<byte[], byte[]>([1, 2, 3]));
    }

    [Fact]
    public void Every_number_of_arguments_up_to_eight_arrives_in_order()
    {
        Assert.Equal("", Join0().Call<string>());
        Assert.Equal("1", Join().Call<int, string>(1));
        Assert.Equal("12", Join().Call<int, int, string>(1, 2));
        Assert.Equal("123", Join().Call<int, int, int, string>(1, 2, 3));
        Assert.Equal("1234", Join().Call<int, int, int, int, string>(1, 2, 3, 4));
        Assert.Equal("12345", Join().Call<int, int, int, int, int, string>(1, 2, 3, 4, 5));
        Assert.Equal("123456", Join().Call<int, int, int, int, int, int, string>(1, 2, 3, 4, 5, 6));
        Assert.Equal("1234567", Join().Call<int, int, int, int, int, int, int, string>(1, 2, 3, 4, 5, 6, 7));
        Assert.Equal("12345678", Join().Call<int, int, int, int, int, int, int, int, string>(1, 2, 3, 4, 5, 6, 7, 8));
    }

    [Fact]
    public void Every_number_of_arguments_is_called_for_nothing()
    {
        string seen = string.Empty;
        Function note = Function.Create(args =>
        {
            seen = Text(args);
            return Any.None;
        });
        note.CallVoid();
        Assert.Equal("", seen);
        note.CallVoid("a");
        Assert.Equal("a", seen);
        note.CallVoid("a", 2);
        Assert.Equal("a2", seen);
        note.CallVoid("a", 2, 3.5);
        Assert.Equal("a23.5", seen);
        note.CallVoid("a", 2, 3.5, true);
        Assert.Equal("a23.5True", seen);
        note.CallVoid(1, 2, 3, 4, 5);
        Assert.Equal("12345", seen);
        note.CallVoid(1, 2, 3, 4, 5, 6);
        Assert.Equal("123456", seen);
        note.CallVoid(1, 2, 3, 4, 5, 6, 7);
        Assert.Equal("1234567", seen);
        note.CallVoid(1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal("12345678", seen);
    }

    [Fact]
    public void Plain_values_allocate_nothing()
    {
        Function add = Function.From(static (long a, long b) => a + b);
        Function mixed = Function.From(static (double a, bool b, int c, float d) => b ? a + c + d : 0);
        Function nothing = Function.From(static (long _) => { });
        Func<long, long, long> bound = add.AsFunc<long, long, long>();
        double sum = Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * 1000 * ((1 + 2) + (3 + 4) + (1.5 + 2 + 0.5)), sum);

        double Run()
        {
            double total = 0;
            for (int i = 0; i < 1000; i++)
            {
                total += add.Call<long, long, long>(1, 2);
                total += bound(3, 4);
                total += mixed.Call<double, bool, int, float, double>(1.5, true, 2, 0.5f);
                nothing.CallVoid(1L);
            }

            return total;
        }
    }

    [Fact]
    public void Arguments_are_released_whatever_happens()
    {
        TvmArray<long> array = [1, 2, 3];
        Function fail = Function.Create(static _ => throw new InvalidOperationException("no"));
        Function count = Function.Create(static args => args.Length);
        for (int i = 0; i < 10; i++)
        {
            Assert.Throws<InvalidOperationException>(() => fail.Call<TvmArray<long>, string, int>(array, "a string of its own"));
            Assert.Throws<OverflowException>(() => count.Call<TvmArray<long>, ulong, int>(array, ulong.MaxValue));
            Assert.Equal(2, count.Call<TvmArray<long>, string, int>(array, "another string of its own"));
        }

        Assert.Equal(1, array.UseCount);
    }

    [Fact]
    public void A_result_of_another_type_names_both()
    {
        Function text = Function.From(static () => "text");
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => text.Call<long>());
        Assert.Contains("returned `ffi.SmallStr` where `int` is expected", error.Message);
        Function big = Function.From(static () => 300L);
        Assert.Throws<OverflowException>(() => big.Call<byte>());
    }

    [Fact]
    public void A_null_is_no_string()
    {
        Function echo = Function.Create(static args => args[0]);
        Assert.Throws<ArgumentNullException>(() => echo.Call<string, string>(null!));
    }

    [Fact]
    public void The_arguments_of_a_call_are_passed_on_as_they_are()
    {
        Function inner = Function.Create(static args => $"{args.Length}:{args[0]}:{args[1].Kind}");
        Function outer = Function.Create(args => inner.Call(args));
        Assert.Equal("2:1:String", outer.Call(1, "x").As<string>());
    }

    [Fact]
    public void A_function_that_was_disposed_of_is_named()
    {
        Function function;
        using (ObjectScope.Enter())
        {
            function = Function.From(static () => 1L);
        }

        Assert.Contains("Function", Assert.Throws<ObjectDisposedException>(() => function.Call<long>()).Message);
        Assert.Throws<ObjectDisposedException>(() => function.AsFunc<long>());
        Assert.Throws<ObjectDisposedException>(() => function.CallVoid());
    }

    [Fact]
    public void Threads_share_a_function()
    {
        Function add = Function.From(static (long a, long b) => a + b);
        Parallel.For(0, 10_000, i => Assert.Equal(i + 1, add.Call<long, long, long>(i, 1)));
        GC.KeepAlive(add);
    }

    [Fact]
    public void Types_convert_by_name_where_the_generator_sees_them()
    {
        Function add = Function.From(static (short a, short b) => a + b);
        Assert.Equal(3, add.As<Func<short, short, int>>()(1, 2));
        Assert.Equal(3, ((Any)add).As<Func<short, short, int>>()(1, 2));
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => add.As<Comparison<decimal>>());
        Assert.Contains("System.Comparison`1[System.Decimal]", error.Message);
        Assert.Contains("AsFunc", error.Message);

        // Where a type parameter is part of the type, nobody can write the registration.
        Assert.Contains("TvmList`1[System.Int16]", Assert.Throws<NotSupportedException>(() => ReadAs<short>(add)).Message);
    }

    private static TvmList<T> ReadAs<T>(Any value) => value.As<TvmList<T>>();

    private static Function Join0() => Function.From(static () => string.Empty);

    private static Function Join() => Function.Create(static args => Text(args));

    private static string Text(PackedArgs args)
    {
        string text = string.Empty;
        for (int i = 0; i < args.Length; i++)
        {
            text += args[i].ToString();
        }

        return text;
    }
}
