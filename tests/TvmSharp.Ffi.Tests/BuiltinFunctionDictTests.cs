using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>The global functions of maps and dictionaries, called by name.</summary>
public class BuiltinFunctionDictTests
{
    [Fact]
    public void A_dictionary_is_read_and_changed_in_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any dict = Call("ffi.Dict", "a", 1, 2, "two");
        Assert.Equal("ffi.Dict", dict.TypeName);
        Assert.Equal(2, Call("ffi.DictSize", dict).As<int>());
        Assert.Equal(1, Call("ffi.DictGetItem", dict, "a").As<int>());
        Assert.Equal("two", Call("ffi.DictGetItem", dict, 2).As<string>());
        Call("ffi.DictSetItem", dict, "a", 10);
        Call("ffi.DictSetItem", dict, "a key of more than seven bytes", dict);
        Assert.Equal(10, Call("ffi.DictGetItem", dict, "a").As<int>());
        Assert.Equal(1, Call("ffi.DictCount", dict, "a key of more than seven bytes").As<int>());
        Call("ffi.DictErase", dict, "a key of more than seven bytes");
        Call("ffi.DictErase", dict, "never there");
        Assert.Equal(0, Call("ffi.DictCount", dict, "a key of more than seven bytes").As<int>());
        Assert.Equal(2, Call("ffi.DictSize", dict).As<int>());
        Call("ffi.DictClear", dict);
        Assert.Equal(0, Call("ffi.DictSize", dict).As<int>());
        Assert.Equal("{}", Print(dict));
    }

    [Theory]
    [InlineData("Map")]
    [InlineData("Dict")]
    public void A_key_that_is_missing_is_an_error_or_the_sentinel(string kind)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any map = Call($"ffi.{kind}", "a", 1);
        AssertRaises("KeyError", "key is not in Map", () => Call($"ffi.{kind}GetItem", map, "b"));
        Any missing = Call($"ffi.{kind}GetItemOrMissing", map, "b");
        AssertSame(Call("ffi.GetInvalidObject"), missing);
        AssertNotSame(Call("ffi.GetKwargsObject"), missing);
        Assert.Equal("<MISSING>", Print(missing));
        Assert.Equal("<KWARGS>", Print(Call("ffi.GetKwargsObject")));
        Assert.Equal(1, Call($"ffi.{kind}GetItemOrMissing", map, "a").As<int>());
    }

    [Theory]
    [InlineData("Map")]
    [InlineData("Dict")]
    public void Entries_are_walked_in_the_order_of_their_insertion(string kind)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any[] entries = [.. Enumerable.Range(0, 40).Select(static i => (Any)(i % 2 == 0 ? $"key {i / 2}" : (Any)(i / 2)))];
        Any map = Call($"ffi.{kind}", entries);
        Function walk = Call($"ffi.{kind}ForwardIterFunctor", map).As<Function>();
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"key {i}", walk.Call(0).As<string>());
            Assert.Equal(i, walk.Call(1).As<int>());
            Assert.Equal(i < 19, walk.Call(2).As<bool>());
        }
    }

    [Fact]
    public void Changes_of_a_map_go_to_a_dictionary_of_its_entries()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any map = Call("ffi.Map", "a", 1);
        Call("ffi.DictSetItem", map, "b", 2);
        Call("ffi.DictErase", map, "a");
        Call("ffi.DictClear", map);
        Assert.Equal("""{"a": 1}""", Print(map));
    }

    [Fact]
    public void Reads_want_their_own_kind_of_map()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("TypeError", "Expected `ffi.Dict` but got `ffi.Map`", () => Call("ffi.DictSize", Call("ffi.Map")));
        AssertRaises("TypeError", "Expected `ffi.Map` but got `ffi.Dict`", () => Call("ffi.MapSize", Call("ffi.Dict")));
        AssertRaises("TypeError", "Expected `Dict<Any, Any>` but got `ffi.List`", () => Call("ffi.DictSetItem", Call("ffi.List"), 1, 1));
    }

    [Fact]
    public void A_key_without_a_value_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("InternalError", "(1 vs. 0)", () => Call("ffi.Dict", "a"));
        AssertRaises("InternalError", "(1 vs. 0)", () => Call("ffi.Map", "a", 1, "b"));
    }
}
