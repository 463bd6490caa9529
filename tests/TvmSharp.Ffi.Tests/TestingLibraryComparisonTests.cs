namespace TvmSharp.Ffi.Tests;

/// <summary>Recursive comparison, copies and JSON of upstream's own test types.</summary>
public class TestingLibraryComparisonTests
{
    [TestingLibraryFact]
    public void Recursive_comparison_leaves_out_what_fields_say()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject first = Type("TestCompare").Create(1, "a", 10);
        TvmObject same = Type("TestCompare").Create(1, "a", 20);
        TvmObject greater = Type("TestCompare").Create(1, "b", 0);
        Assert.True(RecursiveComparer.Default.Equals(first, same));
        Assert.False(RecursiveComparer.Default.Equals(first, greater));
        Assert.Equal(0, RecursiveComparer.Default.Compare(first, same));
        Assert.Equal(-1, RecursiveComparer.Default.Compare(first, greater));
        Assert.Equal(1, RecursiveComparer.Default.Compare(greater, first));
        Assert.Equal(RecursiveComparer.Hash(Type("TestHash").Create(1, "a", 1)), RecursiveComparer.Hash(Type("TestHash").Create(1, "a", 2)));
        Assert.NotEqual(RecursiveComparer.Hash(Type("TestHash").Create(1, "a", 1)), RecursiveComparer.Hash(Type("TestHash").Create(2, "a", 1)));
    }

    [TestingLibraryFact]
    public void Types_bring_comparisons_of_their_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject first = Type("TestCustomCompare").Create(1, "x");
        TvmObject second = Type("TestCustomCompare").Create(1, "y");
        Assert.True(RecursiveComparer.Default.Equals(first, second));
        Assert.Equal(RecursiveComparer.Hash(first), RecursiveComparer.Hash(second));
        Assert.Equal(-1, RecursiveComparer.Default.Compare(first, Type("TestCustomCompare").Create(2, "a")));
        Assert.Equal(
            RecursiveComparer.Hash(Type("TestCustomHash").Create(1, "x")), RecursiveComparer.Hash(Type("TestCustomHash").Create(1, "y")));
        Assert.Contains(
            "testing.TestEqWithoutHash",
            Assert.Throws<TvmException>(() => RecursiveComparer.Hash(Type("TestEqWithoutHash").Create(1, "x"))).Message);
        List<Any> sorted = [Type("TestCompare").Create(3, "a", 0), Type("TestCompare").Create(1, "a", 0), Type("TestCompare").Create(2, "a", 0)];
        sorted.Sort(RecursiveComparer.Default);
        Assert.Equal([1, 2, 3], sorted.Select(static item => item.As<TvmObject>().GetField<int>("key")));
    }

    [TestingLibraryFact]
    public void Copies_are_deep_and_keep_what_is_shared()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject inner = Type("TestObjectBase").Create([], [new("v_i64", 5)]);
        TvmObject outer = Type("TestDeepCopyEdges").Create([TvmArray.Create<Any>(inner, inner), inner]);
        TvmObject copy = outer.DeepCopy();
        TvmObject copied = copy.GetField<TvmObject>("v_obj");
        Assert.False(copied == inner);
        Assert.Equal(5, copied.GetField<int>("v_i64"));
        TvmArray<Any> array = copy.GetField("v_any").AsArray<Any>();
        Assert.True(array[0].As<TvmObject>() == copied);
        Assert.True(array[1].As<TvmObject>() == copied);
        copied.SetField("v_i64", 6);
        Assert.Equal(5, inner.GetField<int>("v_i64"));
        Assert.Contains(
            "testing.TestNonCopyable", Assert.Throws<TvmException>(() => Type("TestNonCopyable").Create(1).DeepCopy()).Message);
    }

    [TestingLibraryFact]
    public void Graphs_of_objects_cross_as_json()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject inner = Type("TestObjectBase").Create([], [new("v_i64", 5), new("v_str", "text")]);
        TvmObject holder = Type("TestObjectPtrHolder").Create([], [new("value", inner), new("optional_value", inner)]);
        string text = TvmJson.ToGraphString(holder, TvmMap.Create([KeyValuePair.Create("version", "1")]));
        Assert.Contains("testing.TestObjectPtrHolder", text);
        TvmObject read = TvmJson.FromGraphString(text).As<TvmObject>();
        Assert.Equal("text", read.GetField<TvmObject>("value").GetField<string>("v_str"));
        Assert.True(read.GetField<TvmObject>("value") == read.GetField<TvmObject>("optional_value"));
        TvmObject again = TvmJson.FromGraph(TvmJson.ToGraph(holder)).As<TvmObject>();
        Assert.True(RecursiveComparer.Default.Equals(holder, again));
        TvmEnum beta = TvmJson.FromGraphString(TvmJson.ToGraphString(Type("TestEnumVariant").GetEnumMember("Beta"))).As<TvmEnum>();
        Assert.True(beta == Type("TestEnumVariant").GetEnumMember("Beta"));
    }

    [TestingLibraryFact]
    public void A_graph_with_a_type_that_cannot_be_made_is_refused()
    {
        const string Graph = """{"root_index":0,"nodes":[{"type":"testing.TestNonCopyable","data":{"value":1}}]}""";
        Assert.Contains("testing.TestNonCopyable", Assert.Throws<NotSupportedException>(() => TvmJson.FromGraphString(Graph)).Message);
    }

    [TestingLibraryFact]
    public void Objects_without_structure_are_equal_to_themselves()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject first = Type("TestIntPair").Create(1, 2);
        TvmObject second = Type("TestIntPair").Create(1, 2);
        Assert.False(first.Equals(second));
        Assert.True(first.Equals(first.Keep()));
        Assert.Contains("testing.TestIntPair", Assert.Throws<TvmException>(() => first.StructuralEquals(second)).Message);
        Assert.Equal(2, new HashSet<TvmObject> { first, second, first }.Count);
        TvmArray<TvmObject> a = [first];
        TvmArray<TvmObject> b = [first];
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.False(a.Equals((object)b));
    }

    [TestingLibraryFact]
    public void A_printed_form_names_the_fields()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("testing.TestIntPair(a=1, b=2)", Type("TestIntPair").Create(1, 2).ToString());
    }

    private static TvmTypeInfo Type(string name) => ObjectTypes.Get($"testing.{name}");
}
