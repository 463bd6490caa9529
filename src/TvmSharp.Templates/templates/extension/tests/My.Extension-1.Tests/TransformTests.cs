using TvmSharp;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;
using Buffer = TvmSharp.Tirx.Buffer;

namespace My.Extension_1.Tests;

public class TransformTests
{
    [Fact]
    public void Loops_are_counted()
    {
        // What is made here is released here.
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(2, Functions.CountLoops(Copy()));
    }

    [Fact]
    public void The_pass_leaves_the_function_that_it_was_given()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Copy();
        PrimFunc result = Transform.AnnotateLoops(function, "loops");
        Assert.Equal(2, result.GetAttr("loops").As<int>());
        Assert.True(function.GetAttr("loops").IsNone);
    }

    [Fact]
    public void TVM_finds_the_pass_by_its_name()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmExtension.Register();
        IRModule module = IRModule.Create([KeyValuePair.Create("copy", (BaseFunc)Copy())]);
        Pass pass = Function.Get("my_extension_prefix.transform.AnnotateLoops").Call().As<Pass>();
        Assert.Equal(2, pass.Run(module)["copy"].GetAttr("num_loops").As<int>());
    }

    private static PrimFunc Copy() => PrimFuncBuilder.Build("copy", static f =>
    {
        Buffer a = f.Buffer("A", [128, 4], DataType.Float32), b = f.Buffer("B", [128, 4], DataType.Float32);
        f.Grid([("i", 128), ("j", 4)], loops => b[loops[0], loops[1]] = a[loops[0], loops[1]]);
    });
}
