using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Writing;

public class FunctorWriterTests
{
    private static readonly TypeSchema Stmt = Node("tirx.Stmt", "ffi.Object");

    [Fact]
    public void Nodes_that_are_not_those_that_functors_know_are_a_problem_and_no_crash()
    {
        TvmSchema schema = new("0.0.1", [Stmt, Node("tirx.DeclBuffer", "tirx.Stmt") with { IsFinal = true }], [], [], []);
        List<SourceProblem> problems = [];

        Assert.Empty(FunctorWriter.Write(schema, problems));

        string message = Assert.Single(problems).Message;
        Assert.StartsWith(FunctorWriter.NoFunctors, message, StringComparison.Ordinal);
        Assert.Contains("FunctorChildren.cs", message, StringComparison.Ordinal);
    }

    private static TypeSchema Node(string key, string parent) => new(
        key, $"{key.Replace(".", "::", StringComparison.Ordinal)}Node", key.Replace(".", "::", StringComparison.Ordinal), "tvm/tirx/stmt.h", parent, IsFinal: false, IsReflected: true, null, 32, [], null);
}
