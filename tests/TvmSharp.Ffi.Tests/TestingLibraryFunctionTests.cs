namespace TvmSharp.Ffi.Tests;

/// <summary>Calls of upstream's own test functions, which are C++ lambdas with typed parameters.</summary>
public class TestingLibraryFunctionTests
{
    [TestingLibraryFact]
    public void Plain_functions_are_called()
    {
        Assert.Equal(2, Get("add_one").Call<int, int>(1));
        Assert.Equal(2, Get("add_one").Call(1).As<int>());
        Assert.True(Get("nop").Call(1, "two").IsNone);
        Get("nop").CallVoid(1, "two", 3.0);
        Assert.Equal(1, Get("schema_no_args").Call<long>());
        Get("schema_no_args_no_return").CallVoid();
        Get("schema_no_return").CallVoid(1L);
        Get("schema_packed").CallVoid(1, 2.0, true, "x");
        Func<long, long> addOne = Get("add_one").AsFunc<long, long>();
        Assert.Equal(42, addOne(41));
    }

    [TestingLibraryFact]
    public void Every_value_comes_back_from_a_function_of_its_type()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(-5, Get("schema_id_int").Call<long, long>(-5));
        Assert.Equal(1.5, Get("schema_id_float").Call<double, double>(1.5));
        Assert.Equal(3.0, Get("schema_id_float").Call<int, double>(3));
        Assert.True(Get("schema_id_bool").Call<bool, bool>(true));
        Assert.Equal("text", Get("schema_id_string").Call<string, string>("text"));
        Assert.Equal("raw", Get("schema_id_string").Call<RawString, string>(new RawString("raw")));
        Assert.Equal([1, 2], Get("schema_id_bytes").Call<byte[], byte[]>([1, 2]));
        Assert.Equal("any", Get("schema_id_any").Call<object?, object?>("any"));
        Assert.True(Get("schema_id_opt_int").Call(Any.None).IsNone);
        Assert.Equal("x", Get("schema_id_opt_str").Call<string, string>("x"));
        Assert.Equal([1, 2], Get("schema_id_arr_int").Call(TvmArray.Create(1L, 2L)).AsArray<long>());
        Assert.Equal(AnyKind.String, Get("schema_id_variant_int_str").Call("x").Kind);
        Assert.Equal(AnyKind.Int, Get("schema_id_variant_int_str").Call(1).Kind);
        TvmArray<long> array = [1];
        Assert.True(Get("schema_id_object").Call(array).As<TvmObject>() == array);
        Function function = Function.From(static () => 7L);
        Assert.Equal(7, Get("schema_id_func").Call(function).As<Function>().Call<long>());
        Assert.Equal(7, Get("schema_id_func").Call<Function, Function>(function).Call<long>());
    }

    [TestingLibraryFact]
    public void Views_come_back_owned()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function echo = Get("echo");
        Assert.Equal(AnyKind.String, echo.Call(new RawString("a string that is not small")).Kind);
        TvmArray<long> array = [1, 2];
        TvmArray<long> moved = echo.Call<Moved, TvmArray<long>>(array.Move());
        Assert.Equal(1, moved.UseCount);
        Assert.Throws<ObjectDisposedException>(() => array.Count);
        Assert.Equal(2, Get("object_use_count").Call<TvmArray<long>, int>(echo.Call<TvmArray<long>, TvmArray<long>>(moved)));
    }

    [TestingLibraryFact]
    public void A_parameter_that_takes_no_moved_objects_says_so_and_leaves_nothing_behind()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> inner = [1];
        TvmArray<TvmArray<long>> outer = [inner];
        Assert.Equal(2, inner.UseCount);
        TvmException error = Assert.Throws<TvmException>(() => Get("schema_id_arr").Call(outer.Move()));
        Assert.Equal("TypeError", error.Kind);
        Assert.Equal(1, inner.UseCount);
    }

    [TestingLibraryFact]
    public void Callbacks_are_called_by_TVM()
    {
        Function apply = Get("apply");
        Assert.Equal(7, apply.Call<Function, long, long, long>(Function.From(static (long a, long b) => a + b), 3, 4));
        TvmException type = Assert.ThrowsAny<TvmException>(
            () => apply.Call<Function, string, long>(Function.From(static (long a) => a, "tests.f"), "x"));
        Assert.Equal("TypeError", type.Kind);
        Assert.Contains("argument #0 when calling: `tests.f(0: int) -> int`", type.Message);
        Assert.Equal(
            "mine",
            Assert.Throws<InvalidOperationException>(
                () => apply.CallVoid(Function.From(new Action(static () => throw new InvalidOperationException("mine"))))).Message);
        Assert.Equal(5, apply.Call<Function, Function, long, long>(apply, Function.From(static (long a) => a + 1), 4));
    }

    [TestingLibraryFact]
    public void Wrong_arguments_are_errors_of_upstreams()
    {
        Assert.Contains(
            "Mismatched type on argument #0 when calling: `testing.add_one(0: int) -> int`. Expected `int` but got `float`",
            Assert.Throws<TvmException>(() => Get("add_one").Call<double, int>(1.5)).Message);
        Assert.Contains("Expected 1 but got 2", Assert.Throws<TvmException>(() => Get("add_one").Call<int, int, int>(1, 2)).Message);
        Assert.Throws<InvalidCastException>(() => Get("schema_id_string").Call<string, long>("x"));
    }

    [TestingLibraryFact]
    public void Functions_have_schemas()
    {
        Assert.Equal("Callable[[int], int]", Function.GetGlobalInfo("testing.schema_id_int").Schema?.ToString());
        Assert.Equal("Callable[..., Any]", Function.GetGlobalInfo("testing.schema_packed").Schema?.ToString());
        Assert.Equal(30, Function.ListGlobals().Count(static f => f.Name.StartsWith("testing.schema_id_", StringComparison.Ordinal)));
    }

    private static Function Get(string name) => Function.Get($"testing.{name}");
}
