using System.Buffers.Binary;
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

    [Fact]
    public void A_module_with_a_tensor_is_read_as_it_was_saved()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = RelaxModules.Identity();
        Relax.Constant constant = Relax.Constant.Create(Tensor.CopyFrom<float>([1, 2, 3, 4, 5, 6], [2, 3]));
        IRModule module = IRModule.Create([KeyValuePair.Create("main", (BaseFunc)function.With(body: Relax.SeqExpr.Create([], constant)))]);

        IRModule again = TvmJson.FromGraphString(TvmJson.ToGraphString(module)).As<IRModule>();

        Assert.True(module.StructuralEquals(again));
        Tensor read = TvmJson.FromGraphString(TvmJson.ToGraphString(constant)).As<Relax.Constant>().Data;
        Assert.Equal([2, 3], read.Shape.ToArray());
        Assert.Equal([1f, 2, 3, 4, 5, 6], read.ToArray<float>());
    }

    // An offset in the file of a tensor of two numbers, of four bytes each, what is put there, and what the error says.
    [Theory]
    [InlineData(0, 1, "begin as a tensor does")]
    [InlineData(16, 2, "device 0 of type 2")]
    [InlineData(20, 1, "device 1 of type 1")]
    [InlineData(24, -1, "it has -1 dimensions")]
    [InlineData(24, 2, "its shape says 64")]
    [InlineData(24, int.MaxValue, "2147483647 dimensions")]
    [InlineData(28, 0x00010002, "0 bits and 1 lanes")]
    [InlineData(28, 0x00042002, "32 bits and 4 lanes")]
    [InlineData(28, unchecked((int)0xFFFC2002), "32 bits and -4 lanes")]
    [InlineData(28, 0x00002002, "32 bits and 0 lanes")]
    [InlineData(28, 0x00014002, "its shape says 16")]
    [InlineData(32, 3, "its shape says 12")]
    [InlineData(36, -1, "dimension 0 is -")]
    [InlineData(36, int.MaxValue, "its data is 8 bytes")]
    [InlineData(40, 4, "its data is 4 bytes")]
    public void A_forged_tensor_is_refused(int offset, int number, string message) =>
        AssertRefused(SavedTensor(offset, number), message);

    [Fact]
    public void A_tensor_with_less_or_more_behind_it_is_refused()
    {
        byte[] saved = SavedTensor(32, 2);
        AssertRefused(saved[..^1], "7 follow");
        AssertRefused([.. saved, 0], "9 follow");
        AssertRefused(saved[..36], "truncated");
    }

    [Fact]
    public void A_tensor_of_vectors_is_not_saved_in_part()
    {
        TvmCompiler.EnsureLoaded();
        using Tensor vectors = Tensor.Zeros([2], DataType.Parse("float32x4"));

        if (TestHost.IsRealCompiler)
        {
            // The format of TVM's own writer has room for a lane of each.
            Assert.NotEmpty(TvmJson.ToGraphString(vectors));
        }
        else
        {
            Assert.Contains("32 bits and 4 lanes", Assert.Throws<TvmException>(() => TvmJson.ToGraphString(vectors)).Message);
        }
    }

    private static void AssertRefused(byte[] tensor, string message)
    {
        // The same file without the forgery is one that every TVM reads.
        using Tensor read = TvmJson.FromGraphString(Graph(SavedTensor(32, 2))).As<Tensor>();
        Assert.Equal([5, 6], read.ToArray<int>());

        // TVM's own reader takes much of what a file says on trust, so that it is not given what may end the process.
        if (!TestHost.IsRealCompiler)
        {
            TvmException error = Assert.Throws<TvmException>(() => TvmJson.FromGraphString(Graph(tensor)));
            Assert.Equal("ValueError", error.Kind);
            Assert.Contains("Invalid DLTensor file format", error.Message);
            Assert.Contains(message, error.Message);
        }
    }

    private static string Graph(byte[] tensor)
    {
        TvmCompiler.EnsureLoaded();
        return $$"""{"root_index":0,"nodes":[{"type":"ffi.Tensor","data":"{{Convert.ToBase64String(tensor)}}"}]}""";
    }

    private static byte[] SavedTensor(int offset, int number)
    {
        byte[] saved = new byte[56];
        BinaryPrimitives.WriteUInt64LittleEndian(saved, 0xDD5E40F096B4A13F);
        Write(16, 1);
        Write(24, 1);
        Write(28, 0x00012000);
        Write(32, 2);
        Write(40, 8);
        Write(48, 5);
        Write(52, 6);
        Write(offset, number);
        return saved;

        void Write(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(saved.AsSpan(at), value);
    }
}
