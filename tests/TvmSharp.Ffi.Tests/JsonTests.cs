namespace TvmSharp.Ffi.Tests;

public class JsonTests
{
    [Fact]
    public void Text_becomes_values_and_text_again()
    {
        using ObjectScope scope = ObjectScope.Enter();
        const string Text = """{"a":[1,2.5,true,null,"é\n"],"b":{}}""";
        Any value = TvmJson.Parse(Text);
        TvmMap<string, Any> map = value.AsMap<string, Any>();
        Assert.Equal(["a", "b"], map.Keys);
        TvmArray<Any> array = map["a"].AsArray<Any>();
        Assert.Equal(
            [AnyKind.Int, AnyKind.Float, AnyKind.Bool, AnyKind.None, AnyKind.String], array.Select(static item => item.Kind));
        Assert.Equal("é\n", array[4].As<string>());
        Assert.True(StructuralComparer.Default.Equals(value, TvmJson.Parse(TvmJson.Stringify(value))));
        Assert.DoesNotContain("\n", TvmJson.Stringify(value));
        Assert.Contains("\n    ", TvmJson.Stringify(value, 4));
        Assert.True(TvmJson.Parse("null").IsNone);
        Assert.Equal(long.MinValue, TvmJson.Parse("-9223372036854775808").As<long>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("nope")]
    [InlineData("1 2")]
    [InlineData("\"\\u12\"")]
    public void Text_that_is_no_json_is_an_error(string text) =>
        Assert.Equal("ValueError", Assert.Throws<TvmException>(() => TvmJson.Parse(text)).Kind);

    [Fact]
    public void Values_that_are_no_json_are_an_error() =>
        Assert.Throws<TvmException>(() => TvmJson.Stringify(Function.Get("ffi.Array")));

    [Fact]
    public void Graphs_keep_what_is_shared()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject child = TestNode.Create(new KeyValuePair<string, Any>("id", 11));
        Any root = TvmArray.Create<Any>(child, child, "text", 1.5, Any.None, TvmMap.Create([KeyValuePair.Create("k", 1L)]));
        foreach (Any read in (Any[])[TvmJson.FromGraph(TvmJson.ToGraph(root)), TvmJson.FromGraphString(TvmJson.ToGraphString(root))])
        {
            Assert.True(StructuralComparer.Default.Equals(root, read));
            TvmArray<Any> array = read.AsArray<Any>();
            Assert.True(array[0].As<TvmObject>() == array[1].As<TvmObject>());
            Assert.Equal(11, array[0].As<TvmObject>().GetField<int>("id"));
        }

        Assert.Contains("\"version\"", TvmJson.ToGraphString(root, TvmMap.Create([KeyValuePair.Create("version", "1")])));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"root_index":0,"nodes":1}""")]
    [InlineData("""{"root_index":5,"nodes":[]}""")]
    [InlineData("""{"root_index":0,"nodes":[{"type":"no.such.Type","data":{}}]}""")]
    public void Graphs_that_are_malformed_are_an_error(string text) =>
        Assert.Throws<TvmException>(() => TvmJson.FromGraphString(text));

    [Theory]
    [InlineData("""{"root_index":0,"nodes":[{"type":"ffi.Array","data":[0]}]}""")]
    [InlineData("""{"root_index":1,"nodes":[{"type":"ffi.Map","data":[2,1]},{"type":"ffi.List","data":[2,0]},{"type":"ffi.String","data":"k"}]}""")]
    [InlineData("""{"root_index":0,"nodes":[{"type":"tvmsharp_tests.Node","data":{"id":0,"child":1}},{"type":"ffi.Dict","data":[2,0]},{"type":"int","data":0}]}""")]
    public void Graphs_with_a_node_in_itself_are_refused(string text)
    {
        Assert.Equal(TestNode.Key, TestNode.Type.Key);
        Assert.Contains("contains itself", Assert.Throws<FormatException>(() => TvmJson.FromGraphString(text)).Message);
    }

    [Fact]
    public void Graphs_may_refer_to_a_node_often_and_have_nodes_that_nothing_refers_to()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any read = TvmJson.FromGraphString(
            """{"root_index":2,"nodes":[{"type":"ffi.Array","data":[]},{"type":"ffi.Array","data":[0,0]},{"type":"ffi.Array","data":[1,0,1]},{"type":"ffi.Array","data":[3]}]}""");
        Assert.Equal([2, 0, 2], read.AsArray<TvmArray<Any>>().Select(static part => part.Count));
    }

    [Theory]
    [InlineData("ffi.Function")]
    [InlineData("void*")]
    public void Graphs_with_types_that_cannot_be_made_are_refused(string key) => Assert.Contains(
        key,
        Assert.Throws<NotSupportedException>(
            () => TvmJson.FromGraphString($$$"""{"root_index":0,"nodes":[{"type":"{{{key}}}","data":{}}]}""")).Message);
}
