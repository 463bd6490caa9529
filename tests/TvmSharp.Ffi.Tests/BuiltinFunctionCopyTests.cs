using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>Deep copies, recursive hash, equality and order, called by name.</summary>
public class BuiltinFunctionCopyTests
{
    [Fact]
    public void A_deep_copy_shares_nothing_that_can_change()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any inner = Call("ffi.List", 1);
        Any value = Call("ffi.Array", inner, inner, Call("ffi.Map", "k", Call("ffi.Dict", "d", inner)), "a string of more than seven bytes");
        Any copy = Call("ffi.DeepCopy", value);
        Assert.Equal(Print(value), Print(copy));
        Call("ffi.ListAppend", inner, 2);
        Assert.Equal("""([1], [1], {"k": {"d": [1]}}, "a string of more than seven bytes")""", Print(copy));
        AssertSame(Call("ffi.ArrayGetItem", copy, 0), Call("ffi.ArrayGetItem", copy, 1));
        Assert.Equal(7, Call("ffi.DeepCopy", 7).As<int>());
        Any shape = Call("ffi.Shape", 1);
        AssertSame(shape, Call("ffi.DeepCopy", shape));
    }

    [Fact]
    public void Cycles_are_copied_as_cycles()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1);
        Any array = Call("ffi.Array", list);
        Call("ffi.ListAppend", list, array);
        Any dict = Call("ffi.Dict", "self", 0);
        Call("ffi.DictSetItem", dict, "self", dict);
        Any copy = Call("ffi.DeepCopy", array);
        Any copiedList = Call("ffi.ArrayGetItem", copy, 0);
        AssertNotSame(list, copiedList);
        AssertSame(copy, Call("ffi.ListGetItem", copiedList, 1));
        Any copiedDict = Call("ffi.DeepCopy", dict);
        AssertNotSame(dict, copiedDict);
        AssertSame(copiedDict, Call("ffi.DictGetItem", copiedDict, "self"));
        foreach (Any each in (Any[])[list, copiedList])
        {
            Call("ffi.ListClear", each);
        }

        foreach (Any each in (Any[])[dict, copiedDict])
        {
            Call("ffi.DictClear", each);
        }
    }

    [Fact]
    public void What_cannot_be_copied_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("InternalError", "Cannot deep copy object of type \"ffi.Function\"", () => Call("ffi.DeepCopy", Call("ffi.Array", Function.Get("ffi.Array"))));
    }

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        (Any Left, Any Right)[] equal =
        [
            (1, 1), (0.0, -0.0), (double.NaN, double.NaN), ("a", "a"), (Any.None, Any.None),
            (Call("ffi.Array", 1, "a string of more than seven bytes"), Call("ffi.Array", 1, "a string of more than seven bytes")),
            (Call("ffi.Map", "a", 1, "b", 2), Call("ffi.Map", "b", 2, "a", 1)),
            (Call("ffi.Shape", 1, 2), Call("ffi.Shape", 1, 2)),
            (Call("ffi.List", Call("ffi.Dict", 1, 2)), Call("ffi.List", Call("ffi.Dict", 1, 2))),
        ];
        foreach ((Any left, Any right) in equal)
        {
            Assert.True(Call("ffi.RecursiveEq", left, right).As<bool>(), Print(left));
            Assert.Equal(Call("ffi.RecursiveHash", left).As<long>(), Call("ffi.RecursiveHash", right).As<long>());
        }
    }

    [Fact]
    public void Different_values_are_not_equal()
    {
        using ObjectScope scope = ObjectScope.Enter();
        (Any Left, Any Right)[] different =
        [
            (1, 2), (1, 1.0), (1, true), ("a", "b"), (Any.None, 0), (double.NaN, 1.0),
            (Call("ffi.Array", 1), Call("ffi.List", 1)), (Call("ffi.Array", 1), Call("ffi.Array", 1, 2)),
            (Call("ffi.Map", "a", 1), Call("ffi.Map", "a", 2)), (Call("ffi.Map", "a", 1), Call("ffi.Map", "b", 1)),
            (Call("ffi.Map", "a", 1), Call("ffi.Map")), (Call("ffi.Shape", 1), Call("ffi.Shape", 2)),
        ];
        foreach ((Any left, Any right) in different)
        {
            Assert.False(Call("ffi.RecursiveEq", left, right).As<bool>(), $"{Print(left)} {Print(right)}");
        }
    }

    [Fact]
    public void Values_are_ordered_by_their_contents()
    {
        using ObjectScope scope = ObjectScope.Enter();
        (Any Left, Any Right)[] ordered =
        [
            (1, 2), (false, true), (1.5, 2.5), ("a", "b"), ("a", "ab"), (Any.None, 1),
            (Call("ffi.Array", 1, 2), Call("ffi.Array", 1, 3)), (Call("ffi.Array", 1), Call("ffi.Array", 1, 0)),
            (Call("ffi.Shape", 1), Call("ffi.Shape", 1, 1)),
        ];
        foreach ((Any left, Any right) in ordered)
        {
            Assert.True(Call("ffi.RecursiveLt", left, right).As<bool>(), Print(left));
            Assert.True(Call("ffi.RecursiveLe", left, left).As<bool>());
            Assert.True(Call("ffi.RecursiveGt", right, left).As<bool>());
            Assert.True(Call("ffi.RecursiveGe", right, left).As<bool>());
            Assert.False(Call("ffi.RecursiveLt", right, left).As<bool>());
            Assert.False(Call("ffi.RecursiveGt", left, left).As<bool>());
        }
    }

    [Fact]
    public void What_has_no_order_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("TypeError", "Cannot compare values of different types: int vs float", () => Call("ffi.RecursiveLt", 1, 1.0));
        AssertRaises("TypeError", "Cannot order NaN values", () => Call("ffi.RecursiveLt", 1.0, double.NaN));
        AssertRaises("TypeError", "Cannot order Map/Dict values", () => Call("ffi.RecursiveLt", Call("ffi.Map", 1, 1), Call("ffi.Map", 1, 2)));
        AssertRaises("TypeError", "Cannot order Map/Dict values", () => Call("ffi.RecursiveGe", Call("ffi.Array", Call("ffi.Dict")), Call("ffi.Array", Call("ffi.Dict", 1, 2))));
        Any list = Call("ffi.List");
        Any other = Call("ffi.List");
        Call("ffi.ListAppend", list, list);
        Call("ffi.ListAppend", other, other);
        Assert.True(Call("ffi.RecursiveEq", list, other).As<bool>());
        AssertRaises("ValueError", "cyclic reference detected in ordering", () => Call("ffi.RecursiveLt", list, other));
        Call("ffi.ListClear", list);
        Call("ffi.ListClear", other);
    }
}
