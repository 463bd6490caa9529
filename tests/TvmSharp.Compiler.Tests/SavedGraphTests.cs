using System.Text.Json.Nodes;

namespace TvmSharp.Compiler.Tests;

/// <summary>What a real TVM saved is read, printed and saved again on every host, and bad graphs are refused.</summary>
public class SavedGraphTests
{
    public static TheoryData<string> Names => [.. SavedModule.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_is_saved_as_it_was_read(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load(name);
        IRModule again = TvmJson.FromGraphString(TvmJson.ToGraphString(module)).As<IRModule>();

        Assert.True(module.StructuralEquals(again));
        Assert.Equal(module.StructuralHash(), again.StructuralHash());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_prints_as_TVM_printed_it(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();

        Assert.Equal(SavedModule.Script(name).TrimEnd(), SavedModule.Load(name).ToString().TrimEnd());
    }

    [Fact]
    public void Different_modules_are_told_apart()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule[] modules = [.. SavedModule.Names.Select(SavedModule.Load)];

        for (int i = 0; i < modules.Length; i++)
        {
            for (int j = 0; j < modules.Length; j++)
            {
                Assert.Equal(i == j, modules[i].StructuralEquals(modules[j]));
            }
        }
    }

    [Fact]
    public void Variables_are_mapped_where_they_are_defined()
    {
        // Renamed variables make no difference; another one in the place of a variable does.
        using ObjectScope scope = ObjectScope.Enter();
        string json = SavedModule.Json("matmul");
        IRModule renamed = TvmJson.FromGraphString(json.Replace("\"vi\"", "\"axis\"", StringComparison.Ordinal)).As<IRModule>();

        Assert.True(SavedModule.Load("matmul").StructuralEquals(renamed));
    }

    [Fact]
    public void A_truncated_graph_is_refused()
    {
        string json = SavedModule.Json("matmul");

        TvmException error = Assert.Throws<TvmException>(() => TvmJson.FromGraphString(json[..(json.Length / 2)]));

        Assert.Equal("ValueError", error.Kind);
    }

    [Fact]
    public void A_graph_without_its_last_nodes_is_refused()
    {
        JsonNode graph = JsonNode.Parse(SavedModule.Json("matmul"))!;
        JsonArray nodes = graph["nodes"]!.AsArray();
        nodes.RemoveAt(nodes.Count - 1);

        Assert.ThrowsAny<Exception>(() => TvmJson.FromGraphString(graph.ToJsonString()));
    }

    [Fact]
    public void A_type_that_is_not_known_is_named()
    {
        string json = SavedModule.Json("matmul").Replace("\"tirx.For\"", "\"tirx.Forever\"", StringComparison.Ordinal);

        Assert.Contains("tirx.Forever", Assert.ThrowsAny<Exception>(() => TvmJson.FromGraphString(json)).Message);
    }

    [Fact]
    public void A_node_in_itself_is_refused()
    {
        TvmCompiler.EnsureLoaded();
        const string Json = """{"root_index":0,"nodes":[{"type":"tirx.Evaluate","data":{"span":1,"value":0}},{"type":"None"}]}""";

        Assert.Throws<FormatException>(() => TvmJson.FromGraphString(Json));
    }

    [Fact]
    public void Operators_are_the_same_objects_wherever_they_are_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmCompiler.EnsureLoaded();
        Any op = Function.Get("ir.GetOp").Call("tirx.exp");

        Assert.Equal(op.As<TvmObject>(), Function.Get("ir.GetOp").Call("tirx.exp").As<TvmObject>());
        Assert.Equal(op.As<TvmObject>(), TvmJson.FromGraphString(TvmJson.ToGraphString(op)).As<TvmObject>());
        Assert.Throws<TvmException>(() => Function.Get("ir.GetOp").Call("no.such.operator"));
    }
}
