namespace TvmSharp.Ffi.Tests;

public class ListTests
{
    [Fact]
    public void A_list_that_changes_but_keeps_its_length_is_enumerated_as_it_is()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<string> list = [.. Enumerable.Range(0, 40).Select(static i => $"value {i} of some length")];
        int index = 0;
        foreach (string value in list)
        {
            Assert.Equal($"value {index} of some length", value);
            list.RemoveAt(0);
            list.Insert(0, "a value that is new, and longer than seven bytes");
            index++;
        }

        Assert.Equal(40, index);
    }

    [Fact]
    public void Lists_change_in_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<long> list = [1, 2, 3];
        TvmList<long> same = ((Any)list).AsObject<TvmList<long>>();
        list.Add(4);
        list[0] = 10;
        list.Insert(1, 11);
        list.RemoveAt(2);
        Assert.Equal([10, 11, 3, 4], same);
        Assert.True(list.Remove(11));
        Assert.False(list.Remove(11));
        list.Reverse();
        Assert.Equal([4, 3, 10], same);
        list.RemoveRange(1..);
        Assert.Equal([4], same);
        Assert.Equal(1, Function.Get("ffi.ListSize").Call(list).As<int>());
        list.Clear();
        Assert.Empty(same);
    }

    [Fact]
    public void Lists_are_lists_of_NETs()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IList<string> list = TvmList.Create("b", "a string that needs an object of its own");
        Assert.False(list.IsReadOnly);
        list.Add("c");
        Assert.Equal(2, list.IndexOf("c"));
        Assert.Contains("b", list);
        string[] copy = new string[4];
        list.CopyTo(copy, 1);
        Assert.Equal([null!, "b", "a string that needs an object of its own", "c"], copy);
    }

    [Fact]
    public void An_index_out_of_range_says_how_many_there_are_and_changes_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<long> list = [1, 2];
        foreach (int index in (int[])[-1, 2, int.MaxValue])
        {
            Assert.Contains("2 elements", Assert.Throws<ArgumentOutOfRangeException>(() => list[index]).Message);
            Assert.Throws<ArgumentOutOfRangeException>(() => list[index] = 3);
            Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(index));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => list.Insert(3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveRange(1..4));
        Assert.Equal([1, 2], list);
        list.Insert(2, 3);
        Assert.Equal([1, 2, 3], list);
    }

    [Fact]
    public void A_list_that_changes_while_it_is_enumerated_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<long> list = [1, 2];
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (long item in list)
            {
                list.Add(item);
            }
        });
    }

    [Fact]
    public void Elements_have_references_of_their_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> inner = [1];
        TvmList<TvmArray<long>> list = [inner];
        Assert.Equal(2, inner.UseCount);
        TvmArray<long> read = list[0];
        Assert.Equal(3, inner.UseCount);
        list.Clear();
        Assert.Equal(2, inner.UseCount);
        Assert.Equal([1], read);
    }

    [Fact]
    public void Arrays_and_lists_stand_in_for_each_other()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmList<long> list = [1, 2];
        TvmArray<long> array = [3, 4];
        Function sum = Function.From(static (TvmArray<long> numbers) => numbers.Sum());
        Assert.Equal(3, sum.Call<TvmList<long>, long>(list));
        Function append = Function.From(static (TvmList<long> numbers) =>
        {
            numbers.Add(5);
            return (long)numbers.Count;
        });
        Assert.Equal(3, append.Call<TvmArray<long>, long>(array));
        Assert.Equal([3, 4], array);
        Assert.Equal(3, append.Call<TvmList<long>, long>(list));
        Assert.Equal([1, 2, 5], list);

        TvmException error = Assert.ThrowsAny<TvmException>(() => sum.Call(TvmList.Create<Any>(1, "two")));
        Assert.Contains("List[index 1: ffi.SmallStr]", error.Message);
    }
}
