using LoopStatistics;

namespace TvmSharp.Samples.Tests;

public class LoopStatisticsTests
{
    [Fact]
    public void Loops_are_counted_with_what_is_inside()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(
            [
                (0, "by", "blockIdx.y", 4L, 6, 5),
                (1, "bx", "blockIdx.x", 12L, 6, 5),
                (2, "ty", "threadIdx.y", 384L, 6, 5),
                (3, "tx", "threadIdx.x", 12288L, 6, 5),
                (4, "k", "Serial", 24576L, 5, 3),
                (5, "kk", "Unrolled", 786432L, 3, 1),
            ],
            LoopCollector.Collect(TestHost.Saved("tiled_matmul")).Select(static loop =>
                (loop.Depth, loop.Name, loop.Kind, loop.Iterations!.Value, loop.Loads, loop.Stores)));
    }

    [Fact]
    public void A_loop_of_unknown_length_has_no_number_of_iterations()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IReadOnlyList<Loop> loops = LoopCollector.Collect(TestHost.Saved("dynamic_add"));
        Assert.Equal([null, null], loops.Select(static loop => loop.Iterations));
        Assert.Equal(4, ((IntImm)loops[1].Extent!).Value);
    }

    [Fact]
    public void Steps_and_while_loops_are_understood()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var i = Var.Create("i", PrimType.Create(DataType.Int32));
        Stmt stepping = For.Create(i, 0, 10, ForKind.Serial, While.Create(true, Evaluate.Create(i)), step: IntImm.Create(DataType.Int32, 4));
        Assert.Equal(
            [("Serial", 3L), ("While", null)],
            LoopCollector.Collect(PrimFunc.Create([], stepping)).Select(static loop => (loop.Kind, loop.Iterations)));
    }

    [Fact]
    public void The_table_has_all_functions_of_a_module()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmCompiler.EnsureLoaded();
        Assert.Equal(
            """
            add:
              loop              kind                   extent  iterations  loads  stores
              i                 Serial                      n           ?      2       1

            softmax:
              loop              kind                   extent  iterations  loads  stores
              i                 Parallel                   64          64      8       5
                j               Serial                    256       16384      2       1
                k               Serial                    256       16384      3       1
                l               Vectorized                256       16384      3       1
            """,
            LoopTable.Of(SampleModule.Create()));
    }
}
