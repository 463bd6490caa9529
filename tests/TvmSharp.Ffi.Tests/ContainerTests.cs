namespace TvmSharp.Ffi.Tests;

public class ContainerTests
{
    [Fact]
    public void Arrays_hold_what_they_were_made_of()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<string> array = ["a", "a longer string than seven bytes"];
        Assert.Equal(2, array.Count);
        Assert.Equal(["a", "a longer string than seven bytes"], array);
        Assert.Equal(2, Function.Get("ffi.ArraySize").Call(array).As<int>());
        Assert.Equal("a", Function.Get("ffi.ArrayGetItem").Call(array, 0).As<string>());
    }

    [Fact]
    public void An_index_out_of_range_says_how_many_there_are()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1, 2];
        Assert.Contains("2 elements", Assert.Throws<ArgumentOutOfRangeException>(() => array[2]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[-1]);
    }

    [Fact]
    public void An_element_of_another_type_says_which()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Any> mixed = [1, "two"];
        TvmArray<long> numbers = ((Any)mixed).AsArray<long>();
        Assert.Equal(1, numbers[0]);
        Assert.Contains("Element 1", Assert.Throws<InvalidCastException>(() => numbers[1]).Message);
    }

    [Fact]
    public void Arrays_nest()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Any> outer = [TvmArray.Create<long>(1, 2), TvmArray.Create<long>(3)];
        Assert.Equal(3, outer.Sum(static inner => inner.AsArray<long>().Count));
    }

    [Fact]
    public void Objects_are_read_as_the_classes_of_their_types_whatever_was_read_before()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function function = Function.Create(static _ => 1);
        Shape shape = [2, 3];
        Any mixed = TvmArray.Create<Any>(function, shape, Any.None, 4);
        TvmArray<TvmObject> objects = mixed.AsArray<TvmObject>();
        TvmArray<Function> functions = mixed.AsArray<Function>();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(1, Assert.IsType<Function>(objects[0]).Call().As<int>());
            Assert.Equal([2, 3], Assert.IsType<Shape>(objects[1]));
            Assert.Throws<InvalidCastException>(() => objects[2]);
            Assert.Throws<InvalidCastException>(() => objects[3]);
            Assert.True(functions[0] == function);
            Assert.Contains("ffi.Shape", Assert.Throws<InvalidCastException>(() => functions[1]).Message);
            Assert.Throws<InvalidCastException>(() => functions[2]);

            // What is registered makes all look their classes up again.
            ObjectTypes.Register<AccessPath>();
        }
    }

    [Fact]
    public void Objects_that_are_read_from_an_array_count_no_reference_and_end_with_it()
    {
        Function function = (Function)Function.Create(static _ => 1).Keep();
        TvmObject read;
        using (ObjectScope.Enter())
        {
            TvmArray<TvmObject> objects = [function, function];
            int before = function.UseCount;
            TvmObject first = objects[0], second = objects[1];
            Assert.Equal(before, function.UseCount);
            Assert.True(first == second);
            read = first;
        }

        Assert.Throws<ObjectDisposedException>(() => read.UseCount);
        Assert.Equal(1, function.UseCount);
    }

    [Fact]
    public void Typed_arrays_nest()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<TvmArray<long>> outer = [[1, 2], [3]];
        Assert.Equal([1, 2], outer[0]);
        Assert.Equal(6, outer.Sum(static inner => inner.Sum()));
        TvmMap<string, TvmArray<long>> map = TvmMap.Create([KeyValuePair.Create("a", outer[0])]);
        Assert.Equal(2, map["a"][1]);
    }

    [Fact]
    public void Conversions_do_not_depend_on_what_was_converted_before()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Throws<InvalidCastException>(() => Any.None.As<string>());
        Assert.Throws<InvalidCastException>(() => Any.None.As<TvmObject>());
        Any mixed = TvmArray.Create<Any>("a", Any.None);
        Assert.Throws<InvalidCastException>(() => mixed.AsArray<string>()[1]);
        Assert.Equal("ffi.Array", mixed.AsObject<TvmArray<string>>().TypeKey);
        Assert.Throws<InvalidCastException>(() => mixed.AsObject<Function>());
    }

    [Fact]
    public void Maps_hold_what_they_were_made_of()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmMap<string, long> map = TvmMap.Create(Enumerable.Range(0, 100).Select(
            static i => KeyValuePair.Create($"key {i}", (long)i)));
        Assert.Equal(100, map.Count);
        Assert.Equal(42, map["key 42"]);
        Assert.True(map.ContainsKey("key 0"));
        Assert.False(map.ContainsKey("key"));
        Assert.False(map.TryGetValue("key", out _));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"key {i}").Order(), map.Keys.Order());
        Assert.Equal(4950, map.Values.Sum());
        Assert.Throws<KeyNotFoundException>(() => map["key"]);
    }

    [Fact]
    public void An_empty_map_has_no_entries()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmMap<string, long> map = TvmMap.Create<string, long>([]);
        Assert.Empty(map);
        Assert.Equal(0, Function.Get("ffi.MapSize").Call(map).As<int>());
    }

    [Fact]
    public void Objects_are_keys_by_identity()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function a = Function.Create(static _ => 1);
        Function b = Function.Create(static _ => 2);
        TvmMap<Function, string> map = TvmMap.Create([KeyValuePair.Create(a, "a"), KeyValuePair.Create(b, "b")]);
        Assert.Equal("a", map[a]);
        Assert.Equal("b", map[b]);
    }
}
