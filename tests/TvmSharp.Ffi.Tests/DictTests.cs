namespace TvmSharp.Ffi.Tests;

public class DictTests
{
    [Fact]
    public void Dictionaries_change_in_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmDict<string, long> dict = TvmDict.Create<string, long>([new("a", 1)]);
        TvmDict<string, long> same = ((Any)dict).AsObject<TvmDict<string, long>>();
        dict["a"] = 2;
        dict["a key that is longer than seven bytes"] = 3;
        Assert.Equal(2, same["a"]);
        Assert.Equal(2, same.Count);
        Assert.True(dict.Remove("a"));
        Assert.False(dict.Remove("a"));
        Assert.Equal(["a key that is longer than seven bytes"], same.Keys);
        Assert.Equal([3L], same.Values);
        dict.Clear();
        Assert.Empty(same);
    }

    [Fact]
    public void Dictionaries_are_dictionaries_of_NETs()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IDictionary<string, long> dict = TvmDict.Create<string, long>([]);
        dict.Add("a", 1);
        Assert.Throws<ArgumentException>(() => dict.Add("a", 2));
        Assert.True(dict.ContainsKey("a"));
        Assert.True(dict.TryGetValue("a", out long value));
        Assert.Equal(1, value);
        Assert.False(dict.TryGetValue("b", out _));
        Assert.Contains("`b`", Assert.Throws<KeyNotFoundException>(() => dict["b"]).Message);
        Assert.True(dict.Remove(new KeyValuePair<string, long>("a", 1)));
        Assert.Empty(dict);
    }

    [Fact]
    public void Entries_are_enumerated_in_the_order_of_insertion()
    {
        using ObjectScope scope = ObjectScope.Enter();
        KeyValuePair<long, string>[] entries = [.. Enumerable.Range(0, 40).Select(static i => KeyValuePair.Create((long)(39 - i), $"value {i}"))];
        Assert.Equal(entries, TvmDict.Create(entries));
        Assert.Equal(entries, TvmMap.Create(entries));
    }

    [Fact]
    public void A_dictionary_that_changes_while_it_is_enumerated_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmDict<long, long> dict = TvmDict.Create<long, long>([new(1, 1), new(2, 2)]);
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach ((long key, _) in dict)
            {
                dict.Remove(key);
            }
        });
    }

    [Fact]
    public void A_dictionary_that_changes_but_keeps_its_size_is_enumerated_as_it_was()
    {
        using ObjectScope scope = ObjectScope.Enter();

        // More than the few entries that upstream keeps in one block: each round frees or moves some of them.
        foreach (int size in (int[])[2, 4, 40])
        {
            TvmDict<long, string> dict = TvmDict.Create(Enumerable.Range(0, size).Select(static i => KeyValuePair.Create((long)i, $"value {i} of some length")));
            List<long> keys = [];
            foreach ((long key, string value) in dict)
            {
                Assert.Equal($"value {key} of some length", value);
                keys.Add(key);
                dict.Remove(key);
                dict[key + 1_000] = "a value that is new, and longer than seven bytes";
            }

            Assert.Equal(Enumerable.Range(0, size).Select(static i => (long)i), keys);
            Assert.Equal(size, dict.Count);
            Assert.All(dict.Keys, static key => Assert.InRange(key, 1_000, 1_100));
        }
    }

    [Fact]
    public void An_enumeration_can_start_again()
    {
        using ObjectScope scope = ObjectScope.Enter();
        KeyValuePair<long, long>[] entries = [new(1, 2), new(3, 4)];
        foreach (IEnumerable<KeyValuePair<long, long>> mapping in (IEnumerable<KeyValuePair<long, long>>[])[TvmMap.Create(entries), TvmDict.Create(entries)])
        {
            using IEnumerator<KeyValuePair<long, long>> enumerator = mapping.GetEnumerator();
            for (int round = 0; round < 2; round++)
            {
                Assert.True(enumerator.MoveNext());
                Assert.Equal(entries[0], enumerator.Current);
                Assert.True(enumerator.MoveNext());
                Assert.Equal(entries[1], enumerator.Current);
                Assert.False(enumerator.MoveNext());
                Assert.False(enumerator.MoveNext());
                enumerator.Reset();
            }
        }
    }

    [Fact]
    public void Maps_and_dictionaries_stand_in_for_each_other_and_their_entries_are_checked()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function look = Function.From(static (TvmMap<string, long> map) => map["a"]);
        Assert.Equal(1, look.Call<TvmDict<string, long>, long>(TvmDict.Create<string, long>([new("a", 1)])));
        Function set = Function.From(static (TvmDict<string, long> dict) => dict["a"] = 7);
        TvmMap<string, long> map = TvmMap.Create<string, long>([new("a", 1)]);
        Assert.Equal(7, set.Call<TvmMap<string, long>, long>(map));
        Assert.Equal(1, map["a"]);

        TvmException value = Assert.ThrowsAny<TvmException>(() => look.Call(TvmMap.Create<string, string>([new("a", "b")])));
        Assert.Contains("Map[K, some value is ffi.SmallStr]", value.Message);
        TvmException key = Assert.ThrowsAny<TvmException>(() => look.Call(TvmMap.Create<long, long>([new(1, 2)])));
        Assert.Contains("Map[some key is int, V]", key.Message);
    }

    [Fact]
    public void A_value_of_another_type_names_both()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmMap<string, long> map = ((Any)TvmMap.Create<string, Any>([new("a", "text")])).AsMap<string, long>();
        string message = Assert.Throws<InvalidCastException>(() => map["a"]).Message;
        Assert.Contains("ffi.SmallStr", message);
        Assert.Contains("int", message);
    }

    [Fact]
    public void Values_of_maps_share_their_owner_and_those_of_dictionaries_do_not()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> inner = [1];
        TvmMap<string, TvmArray<long>> map = TvmMap.Create([KeyValuePair.Create("a", inner)]);
        TvmArray<long> read = map["a"];
        Assert.Equal(2, inner.UseCount);
        TvmDict<string, TvmArray<long>> dict = TvmDict.Create([KeyValuePair.Create("a", inner)]);
        TvmArray<long> own = dict["a"];
        Assert.Equal(4, inner.UseCount);
        dict.Clear();
        Assert.Equal([1], own);
        Assert.Equal([1], read);
    }
}
