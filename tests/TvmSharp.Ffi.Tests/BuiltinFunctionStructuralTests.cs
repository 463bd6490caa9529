using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>Structural equality, hashes, mismatches, keys and walks, called by name.</summary>
public class BuiltinFunctionStructuralTests
{
    [Fact]
    public void The_first_mismatch_is_a_pair_of_paths()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any left = Call("ffi.Array", 1, Call("ffi.Map", "k", Call("ffi.List", 1, 2)));
        Any right = Call("ffi.Array", 1, Call("ffi.Map", "k", Call("ffi.List", 1, 3)));
        Assert.Equal("""<root>[1]["k"][1] <root>[1]["k"][1]""", Mismatch(left, right));
        Assert.Equal("""<root>[1]["k"][2] <root>[1]["k"][<missing:2>]""", Mismatch(Call("ffi.Array", 1, Call("ffi.Map", "k", Call("ffi.List", 1, 2, 3))), left));
        Assert.Equal("""<root>[1]["k"][<missing:2>] <root>[1]["k"][2]""", Mismatch(left, Call("ffi.Array", 1, Call("ffi.Map", "k", Call("ffi.List", 1, 2, 3)))));
        Assert.Equal("""<root>["a"] <root>[<missing:"a">]""", Mismatch(Call("ffi.Map", "a", 1), Call("ffi.Map")));
        Assert.Equal("""<root>[<missing:"a">] <root>["a"]""", Mismatch(Call("ffi.Map"), Call("ffi.Map", "a", 1)));
        Assert.Equal("<root> <root>", Mismatch(1, 2));
        Assert.True(Call("ffi.GetFirstStructuralMismatch", left, left, false, false).IsNone);
        Assert.Equal("<root>.key <root>.key", Mismatch(Step("a"), Step("b")));
    }

    [Fact]
    public void Equal_structures_have_equal_hashes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        (Any Left, Any Right)[] equal =
        [
            (Call("ffi.Array", 1, "a string of more than seven bytes"), Call("ffi.Array", 1, "a string of more than seven bytes")),
            (Call("ffi.Map", "a", 1, "b", Call("ffi.List", 2)), Call("ffi.Map", "b", Call("ffi.List", 2), "a", 1)),
            (Step("a"), Step("a")), (double.NaN, double.NaN), (Call("ffi.Shape", 3), Call("ffi.Shape", 3)),
        ];
        foreach ((Any left, Any right) in equal)
        {
            Assert.True(Call("ffi.StructuralEqual", left, right, false, false).As<bool>(), Print(left));
            Assert.Equal(Call("ffi.StructuralHash", left, false, false).As<long>(), Call("ffi.StructuralHash", right, false, false).As<long>());
        }

        Assert.False(Call("ffi.StructuralEqual", Call("ffi.Array", 1), Call("ffi.List", 1), false, false).As<bool>());
        AssertRaises("TypeError", "`ffi.Function`", () => Call("ffi.StructuralHash", Function.Get("ffi.Array"), false, false));
    }

    [Fact]
    public void Structural_keys_find_equal_structures_in_maps()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any key = Call("ffi.StructuralKey", Call("ffi.Array", 1, 2));
        Any same = Call("ffi.StructuralKey", Call("ffi.Array", 1, 2));
        Any other = Call("ffi.StructuralKey", Call("ffi.Array", 1, 3));
        Assert.True(Call("ffi.StructuralKeyEqual", key, same).As<bool>());
        Assert.False(Call("ffi.StructuralKeyEqual", key, other).As<bool>());
        AssertNotSame(key, same);
        Any map = Call("ffi.Map", key, "found");
        Assert.Equal("found", Call("ffi.MapGetItem", map, same).As<string>());
        Assert.Equal(0, Call("ffi.MapCount", map, other).As<int>());
        Assert.Equal("(1, 2)", Print(key.As<TvmObject>().GetField("key")));
        Assert.Equal(
            Call("ffi.StructuralHash", Call("ffi.Array", 1, 2), false, false).As<long>(),
            key.As<TvmObject>().GetField("hash_i64").As<long>());
    }

    [Fact]
    public void A_walk_calls_back_for_each_value_of_a_type()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call("ffi.Array", 1, Call("ffi.List", 2, "s"), Call("ffi.Map", "k", 3), Any.None);
        List<string> seen = [];
        Function collect = Function.Create(args =>
        {
            seen.Add(Print(args[0]));
            return Any.None;
        });
        Assert.True(Walk(value, collect, Abi.TypeIndex.Int, preOrder: true).IsNone);
        Assert.Equal(["1", "2", "3"], seen);
        seen.Clear();
        Walk(value, collect, Abi.TypeIndex.Any, preOrder: true);
        Assert.Equal([Print(value), "1", "[2, \"s\"]", "2", "\"s\"", "{\"k\": 3}", "\"k\"", "3"], seen);
        seen.Clear();
        Walk(value, collect, Abi.TypeIndex.Any, preOrder: false);
        Assert.Equal(["1", "2", "\"s\"", "[2, \"s\"]", "\"k\"", "3", "{\"k\": 3}", Print(value)], seen);
    }

    [Fact]
    public void A_walk_skips_and_ends_early()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call("ffi.Array", Call("ffi.List", 1, 2), 3, 4);
        int count = 0;
        Function skip = Function.Create(_ =>
        {
            count++;
            return count == 2 ? 1 : 0;
        });
        Walk(value, skip, Abi.TypeIndex.Any, preOrder: true);
        Assert.Equal(4, count);
        Function end = Function.Create(static args => args[0].As<long>() == 3 ? Call("ffi.VisitInterrupt", "three") : Any.None);
        TvmObject interrupt = Walk(value, end, Abi.TypeIndex.Int, preOrder: false).As<TvmObject>();
        Assert.Equal("ffi.VisitInterrupt", interrupt.TypeKey);
        Assert.Equal("three", interrupt.GetField("value").As<string>());
    }

    [Fact]
    public void An_error_in_a_walk_knows_its_way()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any value = Call("ffi.Array", 0, Call("ffi.List", 7));
        Function fail = Function.Create(static args => args[0].As<long>() == 7 ? throw new ArgumentException("not seven") : Any.None);
        Exception error = Record.Exception(() => Walk(value, fail, Abi.TypeIndex.Int, preOrder: true));
        Assert.Contains("not seven", error.Message);
    }

    [Fact]
    public void Paths_are_extended_compared_and_printed()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any steps = Call("ffi.GetFirstStructuralMismatch", Call("ffi.Array", Call("ffi.Map", "k", 1)), Call("ffi.Array", Call("ffi.Map", "k", 2)), false, false);
        TvmObject path = Call("ffi.ArrayGetItem", steps, 0).As<TvmObject>();
        Assert.Equal("ffi.reflection.AccessPath", path.TypeKey);
        Assert.Equal(2, path.GetField("depth").As<int>());
        Assert.Equal("""["k"]""", Print(path.GetField("step")));
        Assert.Equal("<root>[0]", Print(path.GetField("parent")));
        Assert.True(Call("ffi.StructuralEqual", path, Call("ffi.ArrayGetItem", steps, 1), false, false).As<bool>());
    }

    private static Any Step(string key) =>
        Call("ffi.MakeObjectFromPackedArgs", "ffi.reflection.AccessStep", "kind", 0, "key", key);

    private static string Mismatch(Any left, Any right)
    {
        Any pair = Call("ffi.GetFirstStructuralMismatch", left, right, false, false);
        return $"{Print(Call("ffi.ArrayGetItem", pair, 0))} {Print(Call("ffi.ArrayGetItem", pair, 1))}";
    }

    private static Any Walk(Any root, Function callback, int typeIndex, bool preOrder) => Call(
        "ffi.StructuralWalk", root, Call("ffi.Array", Call("ffi.Array", typeIndex, callback)), Call("ffi.Array"), preOrder ? 0 : 1);
}
