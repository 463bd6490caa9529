using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>The global functions of lists and arrays, called by name.</summary>
public class BuiltinFunctionListTests
{
    [Fact]
    public void A_list_is_read_and_changed_in_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1, "two", 3);
        Assert.Equal("ffi.List", list.TypeName);
        Assert.Equal(3, Call("ffi.ListSize", list).As<int>());
        Assert.Equal("two", Call("ffi.ListGetItem", list, 1).As<string>());
        Call("ffi.ListSetItem", list, 1, "a string of more than seven bytes");
        Call("ffi.ListAppend", list, 4);
        Call("ffi.ListInsert", list, 0, 0);
        Assert.Equal("""[0, 1, "a string of more than seven bytes", 3, 4]""", Print(list));
        Assert.True(Call("ffi.ListContains", list, "a string of more than seven bytes").As<bool>());
        Assert.False(Call("ffi.ListContains", list, "two").As<bool>());
        Assert.Equal("a string of more than seven bytes", Call("ffi.ListPop", list, 2).As<string>());
        Call("ffi.ListErase", list, 0);
        Assert.Equal("[1, 3, 4]", Print(list));
        Call("ffi.ListReverse", list);
        Assert.Equal("[4, 3, 1]", Print(list));
        Call("ffi.ListEraseRange", list, 0, 2);
        Assert.Equal("[1]", Print(list));
        Call("ffi.ListClear", list);
        Assert.Equal("[]", Print(list));
    }

    [Fact]
    public void A_slice_is_replaced_by_more_or_fewer_also_by_the_list_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1, 2, 3, 4);
        Call("ffi.ListReplaceSlice", list, 1, 3, Call("ffi.List", 7, 8, 9));
        Assert.Equal("[1, 7, 8, 9, 4]", Print(list));
        Call("ffi.ListReplaceSlice", list, 0, 4, Call("ffi.List"));
        Assert.Equal("[4]", Print(list));
        Call("ffi.ListReplaceSlice", list, 0, 0, list);
        Call("ffi.ListReplaceSlice", list, 1, 2, list);
        Assert.Equal("[4, 4, 4]", Print(list));
    }

    [Theory]
    [InlineData("ffi.ListGetItem", 3L, "Index 3 out of bounds 3")]
    [InlineData("ffi.ListGetItem", -1L, "Index -1 out of bounds 3")]
    [InlineData("ffi.ListErase", 3L, "Index 3 out of bounds 3")]
    [InlineData("ffi.ListPop", -1L, "Index -1 out of bounds 3")]
    public void An_index_out_of_range_is_named(string function, long index, string message)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1, 2, 3);
        AssertRaises("IndexError", message, () => Call(function, list, index));
        Assert.Equal("[1, 2, 3]", Print(list));
    }

    [Fact]
    public void Changes_out_of_range_are_named_and_change_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1, 2, 3);
        AssertRaises("IndexError", "Index 4 out of bounds [0, 3]", () => Call("ffi.ListInsert", list, 4, 0));
        AssertRaises("IndexError", "Index -1 out of bounds [0, 3]", () => Call("ffi.ListInsert", list, -1, 0));
        AssertRaises("IndexError", "Index 3 out of bounds 3", () => Call("ffi.ListSetItem", list, 3, 0));
        AssertRaises("IndexError", "Erase range [2, 1) out of bounds 3", () => Call("ffi.ListEraseRange", list, 2, 1));
        AssertRaises("IndexError", "Erase range [1, 4) out of bounds 3", () => Call("ffi.ListEraseRange", list, 1, 4));
        Assert.Equal("[1, 2, 3]", Print(list));
    }

    [Fact]
    public void Changes_of_an_array_go_to_a_list_of_its_elements()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any array = Call("ffi.Array", 1, 2, 3);
        Call("ffi.ListAppend", array, 4);
        Call("ffi.ListSetItem", array, 0, 9);
        Call("ffi.ListClear", array);
        Assert.Equal(3, Call("ffi.ListPop", array, 2).As<int>());
        Assert.Equal("(1, 2, 3)", Print(array));
    }

    [Fact]
    public void Reads_want_their_own_kind_of_sequence()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("TypeError", "Expected `ffi.List` but got `ffi.Array`", () => Call("ffi.ListSize", Call("ffi.Array", 1)));
        AssertRaises("TypeError", "Expected `ffi.Array` but got `ffi.List`", () => Call("ffi.ArraySize", Call("ffi.List", 1)));
        AssertRaises("TypeError", "Expected `List<Any>` but got `ffi.Map`", () => Call("ffi.ListAppend", Call("ffi.Map"), 1));
    }

    [Fact]
    public void A_list_can_hold_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List", 1);
        Call("ffi.ListAppend", list, list);
        Assert.Equal("[1, ...]", Print(list));
        Call("ffi.ListClear", list);
    }

    [Fact]
    public void Arrays_find_strings_by_their_contents()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any array = Call("ffi.Array", "a", "a string of more than seven bytes", 3, 1.5);
        Assert.Equal(4, Call("ffi.ArraySize", array).As<int>());
        Assert.True(Call("ffi.ArrayContains", array, "a string of more than seven bytes").As<bool>());
        Assert.True(Call("ffi.ArrayContains", array, 1.5).As<bool>());
        Assert.False(Call("ffi.ArrayContains", array, 3.0).As<bool>());
        AssertRaises("IndexError", "Index 4 out of bounds 4", () => Call("ffi.ArrayGetItem", array, 4));
    }

    [Fact]
    public void A_shape_is_made_of_integers()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any shape = Call("ffi.Shape", 2, 3, true);
        Assert.Equal("ffi.Shape", shape.TypeName);
        Assert.Equal("Shape(2, 3, 1)", Print(shape));
        Assert.Equal("Shape()", Print(Call("ffi.Shape")));
        AssertRaises("ValueError", "Expect shape to take list of int arguments", () => Call("ffi.Shape", 1, "2"));
    }

    [Fact]
    public void Strings_and_bytes_convert_to_themselves()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("short", Call("ffi.String", "short").As<string>());
        Assert.Equal("a string of more than seven bytes", Call("ffi.String", "a string of more than seven bytes").As<string>());
        Assert.Equal(new byte[] { 0, 1, 255 }, Call("ffi.Bytes", new byte[] { 0, 1, 255 }).As<byte[]>());
        AssertRaises("TypeError", "Expected `str` but got `int`", () => Call("ffi.String", 1));
    }

    [Fact]
    public void Without_a_tensor_the_first_device_is_the_processor()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any mixed = Call("ffi.List", 1, Call("ffi.Array", "a"), Call("ffi.Map", "k", 2));
        Assert.Equal("cpu:0", Print(Call("ffi.ContainerFindFirstNonCPUDevice", mixed)));
        Assert.Equal("cpu:0", Print(Call("ffi.ContainerFindFirstNonCPUDevice", 5)));
    }
}
