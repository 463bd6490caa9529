using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Calls of upstream's own test functions, which are C++ lambdas with typed parameters.</summary>
public unsafe class TestingLibraryFunctionTests
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
    public void Every_container_comes_back_from_a_function_of_its_type()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject item = TvmArray.Create(1L);
        Assert.Equal(["a", "b"], Get("schema_id_arr_str").Call<TvmArray<string>, TvmArray<string>>(["a", "b"]));
        Assert.True(Get("schema_id_arr_obj").Call<TvmArray<TvmObject>, TvmArray<TvmObject>>([item])[0] == item);
        Assert.Equal([1L, 2L], Get("schema_id_list_int").Call<TvmList<long>, TvmList<long>>([1L, 2L]));
        Assert.Equal(["a", "b"], Get("schema_id_list_str").Call<TvmList<string>, TvmList<string>>(["a", "b"]));
        Assert.True(Get("schema_id_list_obj").Call<TvmList<TvmObject>, TvmList<TvmObject>>([item])[0] == item);
        TvmMap<string, long> numbers = TvmMap.Create([KeyValuePair.Create("one", 1L), KeyValuePair.Create("two", 2L)]);
        TvmMap<string, string> texts = TvmMap.Create([KeyValuePair.Create("a", "b")]);
        TvmMap<string, TvmObject> objects = TvmMap.Create([KeyValuePair.Create("item", item)]);
        Assert.Equal(2, Get("schema_id_map_str_int").Call<TvmMap<string, long>, TvmMap<string, long>>(numbers)["two"]);
        Assert.Equal("b", Get("schema_id_map_str_str").Call<TvmMap<string, string>, TvmMap<string, string>>(texts)["a"]);
        Assert.True(Get("schema_id_map_str_obj").Call<TvmMap<string, TvmObject>, TvmMap<string, TvmObject>>(objects)["item"] == item);
        Assert.True(Get("schema_id_map").Call(numbers).As<TvmObject>() == numbers);
        TvmDict<string, long> counts = TvmDict.Create([KeyValuePair.Create("one", 1L)]);
        TvmDict<string, string> names = TvmDict.Create([KeyValuePair.Create("a", "b")]);
        Assert.True(Get("schema_id_dict_str_int").Call<TvmDict<string, long>, TvmDict<string, long>>(counts) == counts);
        Assert.Equal("b", Get("schema_id_dict_str_str").Call<TvmDict<string, string>, TvmDict<string, string>>(names)["a"]);
    }

    [TestingLibraryFact]
    public void Optional_and_alternative_values_come_back_as_what_they_are()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject item = TvmArray.Create(1L);
        Assert.True(Get("schema_id_opt_obj").Call(Any.None).IsNone);
        Assert.True(Get("schema_id_opt_obj").Call(item).As<TvmObject>() == item);
        Assert.Equal(7, Get("schema_variant_mix").Call(7).As<long>());
        Assert.Equal("seven", Get("schema_variant_mix").Call("seven").As<string>());
        Assert.Equal([7L], Get("schema_variant_mix").Call(TvmArray.Create(7L)).AsArray<long>());
        Assert.Equal("TypeError", Assert.Throws<TvmException>(() => Get("schema_variant_mix").Call(1.5)).Kind);
        TvmMap<string, TvmArray<long>> map = TvmMap.Create([KeyValuePair.Create("a", TvmArray.Create(1L))]);
        TvmMap<string, TvmArray<long>> extended = Get("schema_arr_map_opt")
            .Call<TvmArray<long?>, TvmMap<string, TvmArray<long>>, string, TvmMap<string, TvmArray<long>>>([2, null, 3], map, "b");
        Assert.Equal([2L, 3L], extended["b"]);
        Assert.Equal(["a"], map.Keys);
    }

    [TestingLibraryFact]
    public void Typed_functions_come_back_as_themselves()
    {
        using ObjectScope scope = ObjectScope.Enter();
        List<(long, double, long)> calls = [];
        Function function = Function.From((long a, double b, Function c) => calls.Add((a, b, c.Call<long>())));
        Get("schema_id_func_typed").Call<Function, Function>(function).CallVoid(1L, 2.0, Function.From(static () => 3L));
        Assert.Equal([(1, 2.0, 3)], calls);
    }

    [TestingLibraryFact]
    public void Symbols_are_called_through_their_addresses()
    {
        TVMFFIAny argument = new() { TypeIndex = TypeIndex.Int, Int64 = 41 }, result = default;
        var symbol = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)Get("get_add_one_c_symbol").Call<long>();
        Assert.Equal(0, symbol(null, &argument, 1, &result));
        Assert.Equal(42, result.Int64);

        // As MLIR's packed interface has it: addresses of the arguments, and of the result.
        void* self = null;
        TVMFFIAny* arguments = &argument, results = &result;
        int count = 1, code = -1;
        result = default;
        void** packed = stackalloc void*[] { &self, &arguments, &count, &results, &code };
        ((delegate* unmanaged[Cdecl]<void**, void>)Get("get_mlir_add_one_c_symbol").Call<long>())(packed);
        Assert.Equal((0, 42L), (code, result.Int64));
    }

    [TestingLibraryFact]
    public void Errors_of_any_kind_are_caught_and_signals_looked_for()
    {
        TvmException error = Assert.Throws<TvmException>(() => Get("test_raise_error").CallVoid("MyKind", "what happened"));
        Assert.Equal(("MyKind", "what happened"), (error.Kind, error.Message));
        Assert.Contains("TestRaiseError", error.Backtrace, StringComparison.Ordinal);
        Assert.Equal("ValueError", Assert.Throws<TvmException>(() => Get("test_raise_error").CallVoid("ValueError", "bad value")).Kind);
        Get("run_check_signal").CallVoid(0);
    }

    [TestingLibraryFact]
    public void A_method_is_called_as_a_global_function()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(3, Get("TestIntPairSum").Call<TvmObject, long>(ObjectTypes.Get("testing.TestIntPair").Create(1, 2)));
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
