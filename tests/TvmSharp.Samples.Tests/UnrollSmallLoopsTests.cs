using UnrollSmallLoops;
using Buffer = TvmSharp.Tirx.Buffer;

namespace TvmSharp.Samples.Tests;

public class UnrollSmallLoopsTests
{
    [Fact]
    public void Small_loops_are_unrolled_and_large_ones_stay()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc copy = PrimFuncBuilder.Build("copy", static f =>
        {
            Buffer a = f.Buffer("A", [128, 4], DataType.Float32), b = f.Buffer("B", [128, 4], DataType.Float32);
            f.Grid([("i", 128), ("j", 4)], loops => b[loops[0], loops[1]] = a[loops[0], loops[1]] + 1);
        });

        PrimFunc result = LoopPasses.UnrollSmallLoops(copy);

        For outer = (For)result.Body;
        Assert.Equal(ForKind.Serial, outer.Kind);
        Assert.Equal(ForKind.Unrolled, ((For)outer.Body).Kind);
        Assert.Equal(1, LoopPasses.CountUnrolled(result));
        Assert.Equal(0, LoopPasses.CountUnrolled(copy));
        Assert.True(LoopPasses.UnrollSmallLoops(result).IsSameAs(result));
    }

    [Fact]
    public void TVM_runs_the_pass_on_a_module_that_it_saved()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = IRModule.Create([KeyValuePair.Create("conv2d", (BaseFunc)TestHost.Saved("conv2d"))]);
        Pass pass = Function.Get("my_compiler.transform.UnrollSmallLoops").Call(3).As<Pass>();
        PrimFunc result = (PrimFunc)pass.Run(module)["conv2d"];
        Assert.Equal(4, LoopPasses.CountUnrolled(result));
    }
}
