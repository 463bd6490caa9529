namespace TvmSharp.Compiler.Tests;

public class ExportTests
{
    private static Any Call(string name, params ReadOnlySpan<Any> args) => Function.Get($"tvmsharp_tests.{name}").Call(args);

    [Fact]
    public void Plain_values_cross()
    {
        Assert.Equal(42, Call("add_one", 41).As<long>());
        Assert.False(Call("not", true).As<bool>());
        Assert.Equal(1.5, Call("half", 3).As<double>());
        Assert.Equal(0.5f, Call("echo_float", 0.5).As<float>());
        Assert.Equal("Hi there", Call("greet", "there", "Hi").As<string>());
        Assert.Equal(new byte[] { 3, 2, 1 }, Call("reverse", new byte[] { 1, 2, 3 }).As<byte[]>());
        Assert.True(Call("nothing").IsNone);
        Assert.Equal("named", Call("other.name").As<string>());
    }

    [Fact]
    public void Defaults_stand_in_for_arguments_that_are_left_out() =>
        Assert.Equal("Hello, \"world\"\n there", Call("greet", "there").As<string>());

    [Fact]
    public void Objects_cross()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> numbers = [1, 2, 3];
        Assert.Equal(6, Call("sum", numbers).As<long>());
        Assert.Equal(12, Call("count_nested", Call("nest", numbers)).As<long>());
        Assert.Equal((TvmObject)numbers, Call("echo_any", numbers).As<TvmObject>());
        Assert.True(Call("echo_object", Any.None).IsNone);
        Assert.Equal(7, Call("apply", Function.Create(static args => args[0].As<long>() + 4), 3).As<long>());
        Assert.Equal(5, Call("lookup", TvmMap.Create([KeyValuePair.Create("five", 5L)]), "five").As<long>());
    }

    [Fact]
    public void Optional_values_may_be_none()
    {
        Assert.Equal(2, Call("increment", 1).As<long>());
        Assert.True(Call("increment", Any.None).IsNone);
        Assert.Equal("ABC", Call("upper", "abc").As<string>());
        Assert.True(Call("upper", Any.None).IsNone);
    }

    [Theory]
    [InlineData("add_one", 1.5, "Mismatched type on argument #0 when calling: `tvmsharp_tests.add_one(0: int) -> int`. Expected `int` but got `float`")]
    [InlineData("greet", 5L, "Mismatched type on argument #0 when calling: `tvmsharp_tests.greet(0: str, 1: str) -> str`. Expected `str` but got `int`")]
    [InlineData("increment", "x", "Mismatched type on argument #0 when calling: `tvmsharp_tests.increment(0: Optional<int>) -> Optional<int>`. Expected `Optional<int>` but got `ffi.SmallStr`")]
    [InlineData("sum", 1L, "Mismatched type on argument #0 when calling: `tvmsharp_tests.sum(0: Array<int>) -> int`. Expected `Array<int>` but got `int`")]
    [InlineData("need_object", null, "Mismatched type on argument #0 when calling: `tvmsharp_tests.need_object(0: ffi.Object) -> ffi.Object`. Expected `ffi.Object` but got `None`")]
    public void An_argument_of_the_wrong_type_has_upstreams_message(string name, object? argument, string message)
    {
        Any value = argument switch { double d => d, long l => l, string s => s, _ => Any.None };
        TvmException error = Assert.Throws<TvmException>(() => Call(name, value));
        Assert.Equal("TypeError", error.Kind);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void An_element_of_the_wrong_type_has_upstreams_message()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Any> mixed = [1, "two"];
        TvmException error = Assert.Throws<TvmException>(() => Call("sum", mixed));
        Assert.EndsWith("Expected `Array<int>` but got `Array[index 1: ffi.SmallStr]`", error.Message);
    }

    [Fact]
    public void A_wrong_number_of_arguments_has_upstreams_message()
    {
        TvmException few = Assert.Throws<TvmException>(() => Call("add_one"));
        Assert.Equal("TypeError", few.Kind);
        Assert.Equal("Mismatched number of arguments when calling: `tvmsharp_tests.add_one(0: int) -> int`. Expected 1 but got 0 arguments", few.Message);
        TvmException many = Assert.Throws<TvmException>(() => Call("greet", "a", "b", "c"));
        Assert.EndsWith("Expected 1 to 2 but got 3 arguments", many.Message);
    }

    [Theory]
    [InlineData("echo_byte", 256L)]
    [InlineData("echo_byte", -1L)]
    [InlineData("echo_ulong", -1L)]
    public void An_integer_out_of_range_is_named_with_its_position(string name, long value)
    {
        TvmException error = Assert.Throws<TvmException>(() => Call(name, value));
        Assert.Equal("OverflowError", error.Kind);
        Assert.Contains($"argument #0 when calling: `tvmsharp_tests.{name}(0: int) -> int`", error.Message);
        Assert.Contains(value.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message);
    }

    [Fact]
    public void An_exception_comes_back_as_itself()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Call("fail", "because"));
        Assert.Equal("because", error.Message);
    }

    [Fact]
    public void Any_number_of_arguments_is_taken()
    {
        Assert.Equal("", Call("join_all").As<string>());
        Assert.Equal("1 two 3", Call("join_all", 1, "two", 3.0).As<string>());
        GlobalFunctionInfo info = Function.GetGlobalInfo("tvmsharp_tests.join_all");
        Assert.Equal("Callable[..., Any]", info.Schema?.ToString());
        Assert.Equal("Joins all arguments.", info.Doc);
    }

    [Fact]
    public void Metadata_has_the_type_schema_and_the_argument_names()
    {
        using System.Text.Json.JsonDocument metadata = System.Text.Json.JsonDocument.Parse(
            Function.GetGlobalMetadata("tvmsharp_tests.greet"));
        using System.Text.Json.JsonDocument schema = System.Text.Json.JsonDocument.Parse(
            metadata.RootElement.GetProperty("type_schema").GetString()!);
        Assert.Equal("ffi.Function", schema.RootElement.GetProperty("type").GetString());
        Assert.Equal(3, schema.RootElement.GetProperty("args").GetArrayLength());
        Assert.Equal("name", metadata.RootElement.GetProperty("arg_names")[0].GetString());
        Assert.Equal("Hello, \"world\"\n", metadata.RootElement.GetProperty("arg_defaults").GetProperty("greeting").GetString());
    }

    [Fact]
    public void Registering_twice_names_every_function_and_changes_nothing()
    {
        Function before = Function.Get("tvmsharp_tests.add_one");
        TvmException error = Assert.Throws<TvmException>(() => TvmExtension.Register());
        Assert.Contains("tvmsharp_tests.add_one", error.Message);
        Assert.Contains("tvmsharp_tests.transform.Mark", error.Message);
        Assert.Equal(before, Function.Get("tvmsharp_tests.add_one"));
        TvmExtension.Register(overwrite: true);
        Assert.Equal(2, Call("add_one", 1).As<long>());
    }

    [Fact]
    public void Lists_and_dictionaries_are_changed_where_they_are()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<long> list = [1];
        Assert.Equal(2, Function.Get("tvmsharp_tests.append").Call(list, 2).As<long>());
        Assert.Equal([1, 2], list);
        TvmDict<string, long> dict = TvmDict.Create<string, long>([]);
        TvmDict<string, long> same = Function.Get("tvmsharp_tests.set_item").Call(dict, "a", 1).As<TvmDict<string, long>>();
        Assert.True(dict.IsSameAs(same));
        Assert.Equal(1, dict["a"]);
    }

    [Fact]
    public void Tuples_variants_and_enumerations_cross()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(("text", 1), Function.Get("tvmsharp_tests.swap").Call(TvmArray.Create<Any>(1, "text")).As<(string, long)>());
        Assert.Equal("text", Function.Get("tvmsharp_tests.echo_variant").Call("text").As<Variant<long, string>>().Value);
        Assert.Equal(1L, Function.Get("tvmsharp_tests.echo_variant").Call(true).As<Variant<long, string>>().Value);
        Assert.Equal(DayOfWeek.Sunday, Function.Get("tvmsharp_tests.next_day").Call(6).As<DayOfWeek>());
        TvmException error = Assert.ThrowsAny<TvmException>(() => Function.Get("tvmsharp_tests.swap").Call(TvmArray.Create<Any>("text", 1)));
        Assert.Contains("tvmsharp_tests.swap(0: Tuple<int, str>) -> Tuple<str, int>", error.Message);
        Assert.Contains("Array[index 0: ffi.SmallStr]", error.Message);
        Assert.Equal([1L, null], Function.Get("ffi.Array").Call(1, Any.None).As<TvmArray<long?>>());
    }

    [Fact]
    public void Tuples_and_variants_have_up_to_eight_parts()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> numbers = [1, 2];
        byte[] bytes = [1, 2, 3];
        Function rotate = Function.Get("tvmsharp_tests.rotate");
        TvmArray<Any> items = TvmArray.Create<Any>(1, Any.None, 0.5, true, bytes, numbers, 3, "last");
        (Any, long, string?, double, bool, byte[], TvmArray<long>, DayOfWeek) rotated =
            rotate.Call(items).As<(Any, long, string?, double, bool, byte[], TvmArray<long>, DayOfWeek)>();
        Assert.Equal(("last", 1, null, 0.5, true), (rotated.Item1.As<string>(), rotated.Item2, rotated.Item3, rotated.Item4, rotated.Item5));
        Assert.Equal(bytes, rotated.Item6);
        Assert.True(rotated.Item7.IsSameAs(numbers));
        Assert.Equal(DayOfWeek.Wednesday, rotated.Item8);
        TvmException error = Assert.ThrowsAny<TvmException>(() => rotate.Call(TvmArray.Create<Any>(1, Any.None, 0.5, true, bytes, numbers, "no day", 8)));
        Assert.Contains("Array[index 6: ffi.SmallStr]", error.Message);
        Assert.Contains("Array[size=7]", Assert.ThrowsAny<TvmException>(() => rotate.Call(TvmArray.Create<Any>(1, 2, 3, 4, 5, 6, 7))).Message);
        Assert.StartsWith(
            "Callable[[tuple[int, str | None, float, bool, bytes, Array[int], int, Any]], tuple[Any, int,",
            Function.GetGlobalInfo("tvmsharp_tests.rotate").Schema!.ToString());

        Function alternative = Function.Get("tvmsharp_tests.alternative");
        Any[] values = [true, 1, 0.5, "text", bytes, DataType.Int8, numbers, alternative];
        for (int i = 0; i < values.Length; i++)
        {
            (long index, Any value) = alternative.Call(values[i]).As<(long, Any)>();
            Assert.Equal((i, values[i].Kind), (index, value.Kind));
        }

        Assert.Contains(
            "Expected `Variant<bool, int, float, str, bytes, DataType, Array<int>, ffi.Function>` but got `None`",
            Assert.ThrowsAny<TvmException>(() => alternative.Call(Any.None)).Message);
        Variant<bool, long, double, string, byte[], DataType, TvmArray<long>, Function> held = "text";
        Assert.Equal("d", held.Match(_ => "a", _ => "b", _ => "c", _ => "d", _ => "e", _ => "f", _ => "g", _ => "h"));
    }

    [Fact]
    public void Errors_are_values_too()
    {
        Function half = Function.Get("tvmsharp_tests.half_or_error");
        Assert.Equal(21, half.Call(42).As<Expected<long>>().Value);
        Assert.Equal("odd", half.Call(3).As<Expected<long>>().Error!.Message);
        Assert.Equal("odd", half.CallExpected<long>(3).Error!.Message);
        Assert.Equal("why", Function.Get("tvmsharp_tests.describe").Call(new Error("ValueError", "why")).As<string>());
        Assert.Equal("Callable[[int], Expected[int, ffi.Error]]", Function.GetGlobalInfo("tvmsharp_tests.half_or_error").Schema!.ToString());
    }
}
