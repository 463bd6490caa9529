using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>The global functions of JSON values and graphs, called by name.</summary>
public class BuiltinFunctionJsonTests
{
    [Theory]
    [InlineData("null", "None")]
    [InlineData(" true ", "True")]
    [InlineData("-12", "-12")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("NaN", "nan")]
    [InlineData("-Infinity", "-inf")]
    [InlineData("[]", "()")]
    [InlineData("{}", "{}")]
    [InlineData("[1, [2.5, \"x\"], {\"a\": null}]", "(1, (2.5, \"x\"), {\"a\": None})")]
    [InlineData("\"a\\n\\t\\\"\\\\\\/\\u0041\"", "\"a\\n\\t\\\"\\\\/A\"")]
    [InlineData("{\"a\": 1, \"a\": 2}", "{\"a\": 2}")]
    public void Text_is_parsed(string text, string expected)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(expected, Print(Call("ffi.json.Parse", text)));
    }

    [Fact]
    public void Numbers_too_large_for_integers_are_floating_point()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(9223372036854775808.0, Call("ffi.json.Parse", "9223372036854775808").As<double>());
        Assert.Equal("𝄞é", Call("ffi.json.Parse", """ "\ud834\udd1e\u00e9" """).As<string>());
    }

    [Theory]
    [InlineData("", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("  x", "Expecting value: line 1 column 3 (char 2)")]
    [InlineData("tru", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("[1, 2", "Expecting ',' delimiter: line 1 column 6 (char 5)")]
    [InlineData("[1,", "Syntax error near: line 1 column 4 (char 3)")]
    [InlineData("[", "Expecting value: line 1 column 2 (char 1)")]
    [InlineData("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)")]
    [InlineData("{\n \"a\": 1,\n b}", "Expecting property name enclosed in double quotes: line 3 column 2 (char 12)")]
    [InlineData("1 2", "Extra data: line 1 column 3 (char 2)")]
    [InlineData("\"abc", "Unterminated string starting at: line 1 column 1 (char 0)")]
    [InlineData("\"\\x\"", "Invalid \\escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\ud800\"", "Invalid surrogate pair of \\uXXXX escapes: line 1 column 3 (char 2)")]
    [InlineData("\"\\udc00\"", "Invalid surrogate pair of \\uXXXX escapes: line 1 column 3 (char 2)")]
    [InlineData("\"a\u0001\"", "Invalid control character at: line 1 column 3 (char 2)")]
    [InlineData("-", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("1.2.3", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("1e999", "Expecting value: line 1 column 1 (char 0)")]
    public void Text_that_is_not_JSON_says_where(string text, string message)
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("ValueError", message, () => Call("ffi.json.Parse", text));
    }

    [Fact]
    public void Values_are_written()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call("ffi.Map", "a", Call("ffi.Array", 1, 2.0, true, Any.None), "b/c", Call("ffi.List", "x\n\"\u0001é"));
        Assert.Equal("""{"a":[1,2.0,true,null],"b\/c":["x\n\"\u0001é"]}""", Write(value));
        Assert.Equal(
            "{\n  \"a\": [\n    1,\n    2.0,\n    true,\n    null\n  ],\n  \"b\\/c\": [\n    \"x\\n\\\"\\u0001é\"\n  ]\n}",
            Call("ffi.json.Stringify", value, 2).As<string>());
        Assert.Equal("[\n [\n ]\n]", Call("ffi.json.Stringify", Call("ffi.Array", Call("ffi.Array")), 1).As<string>());
    }

    [Theory]
    [InlineData(0.1, "0.10000000000000001")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(1e17, "1e+17")]
    [InlineData(1.5e300, "1.5000000000000001e+300")]
    [InlineData(1e-5, "1.0000000000000001e-05")]
    [InlineData(0.00012345, "0.00012344999999999999")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Numbers_are_written_with_all_their_digits(double value, string expected)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(expected, Write(value));
    }

    [Fact]
    public void What_JSON_has_no_form_for_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("ValueError", "Unsupported type: `ffi.Shape`", () => Write(Call("ffi.Shape", 1)));
        AssertRaises("ValueError", "Unsupported type: `ffi.Dict`", () => Write(Call("ffi.Dict")));
        AssertRaises("ValueError", "Expect key to be string, got `int`", () => Write(Call("ffi.Map", 1, 2)));
        Any list = Call("ffi.List");
        Call("ffi.ListAppend", list, list);
        AssertRaises("ValueError", "Cycle detected: List contains itself", () => Write(list));
        Call("ffi.ListClear", list);
    }

    [Fact]
    public void A_graph_has_each_value_once()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any shared = Call("ffi.Array", 1, "a string of more than seven bytes");
        Any value = Call("ffi.List", shared, shared, 1, Any.None);
        Assert.Equal(
            """{"root_index":4,"nodes":[{"type":"int","data":1},{"type":"ffi.String","data":"a string of more than seven bytes"},{"type":"ffi.Array","data":[0,1]},{"type":"None"},{"type":"ffi.List","data":[2,2,0,3]}]}""",
            Call("ffi.ToJSONGraphString", value, Any.None).As<string>());
        Any back = Call("ffi.FromJSONGraph", Call("ffi.ToJSONGraph", value, Any.None));
        Assert.Equal(Print(value), Print(back));
        AssertSame(Call("ffi.ListGetItem", back, 0), Call("ffi.ListGetItem", back, 1));
    }

    [Fact]
    public void All_kinds_of_values_come_back_from_a_graph()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call(
            "ffi.Array",
            1.5, true, "short", new byte[] { 1, 2, 255 }, Enumerable.Range(0, 20).Select(static i => (byte)i).ToArray(),
            Call("ffi.Shape", 2, 3), Call("ffi.Dict", "k", 1, 2, "v"), Call("ffi.Map", "m", Call("ffi.List")),
            Call("ffi.ContainerFindFirstNonCPUDevice", 1), Any.None);
        string text = Call("ffi.ToJSONGraphString", value, Any.None).As<string>();
        Assert.Equal(Print(value), Print(Call("ffi.FromJSONGraphString", text)));
        Assert.Contains("\"metadata\":{\"version\":1}", Call("ffi.ToJSONGraphString", 1, Call("ffi.Map", "version", 1)).As<string>());
    }

    [Fact]
    public void A_graph_of_a_cycle_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List");
        Call("ffi.ListAppend", list, list);
        AssertRaises("ValueError", "Cycle detected during serialization: a List contains itself", () => Call("ffi.ToJSONGraph", list, Any.None));
        Call("ffi.ListClear", list);
        AssertRaises("TypeError", "`ffi.Function` does not support ToJSONGraph", () => Call("ffi.ToJSONGraph", Function.Get("ffi.Array"), Any.None));
    }

    [Theory]
    [InlineData("ValueError", "1", "expected an object")]
    [InlineData("ValueError", "{}", "expected `root_index` integer field")]
    [InlineData("ValueError", """{"root_index":0}""", "expected `nodes` array field")]
    [InlineData("ValueError", """{"root_index":1,"nodes":[]}""", "invalid node index 1")]
    [InlineData("ValueError", """{"root_index":-1,"nodes":[]}""", "invalid node index -1")]
    [InlineData("ValueError", """{"root_index":1,"nodes":[{"type":"int","data":1},{"type":"ffi.Map","data":[0]}]}""", "even number")]
    [InlineData("ValueError", """{"root_index":0,"nodes":[{"type":"Device","data":[1]}]}""", "got 1 element(s)")]
    [InlineData("KeyError", """{"root_index":0,"nodes":[{}]}""", "key is not in Map")]
    [InlineData("KeyError", """{"root_index":0,"nodes":[{"type":"int"}]}""", "key is not in Map")]
    [InlineData("TypeError", """{"root_index":0,"nodes":[{"type":"int","data":"x"}]}""", "`int`")]
    [InlineData("TypeError", """{"root_index":0,"nodes":[5]}""", "`Map<Any, Any>`")]
    public void A_graph_that_is_broken_says_how(string kind, string graph, string message)
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises(kind, message, () => Call("ffi.FromJSONGraphString", graph));
    }

    [Fact]
    public void Objects_are_written_by_their_fields()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any path = Call("ffi.MakeObjectFromPackedArgs", "ffi.reflection.AccessStep", "kind", 1, "key", "name");
        string text = Call("ffi.ToJSONGraphString", path, Any.None).As<string>();
        Assert.Contains(""" "ffi.reflection.AccessStep","data":{"kind":1,"key":0}""".Trim(), text);
        Assert.True(Call("ffi.StructuralEqual", path, Call("ffi.FromJSONGraphString", text), false, false).As<bool>());
    }

    private static string Write(Any value) => Call("ffi.json.Stringify", value, Any.None).As<string>();
}
