using System.Runtime.CompilerServices;

namespace TvmSharp.Compiler.Tests;

/// <summary>Trees deeper than any stack: what walks them says so, and they end without a trace.</summary>
public class DeepTreeTests
{
    private const int Depth = 100_000;

    [Fact]
    public void A_tree_of_any_depth_is_made_and_ends()
    {
        if (TestHost.IsRealCompiler)
        {
            // TVM's own destructors recurse, so that a tree of this depth would end the process: less of it there.
            Assert.Equal("tirx.Add", Build(1000));
        }
        else
        {
            Assert.Equal("tirx.Add", Build(Depth));
            using ObjectScope scope = ObjectScope.Enter();
            Assert.Contains("nested too deeply", Assert.Throws<TvmException>(() => Function.Get("ffi.ReprPrint").Call(Sum(Depth))).Message);
        }

        // The last reference is dropped by a finalizer.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Theory]
    [InlineData("tirx.AttrStmt")]
    [InlineData("ffi.Array")]
    [InlineData("ffi.List")]
    [InlineData("ffi.Map")]
    [InlineData("ffi.Dict")]
    public void Whatever_an_object_is_held_by_a_chain_of_them_ends(string name)
    {
        // TVM's own deleters recurse, and so may those of the containers of a library.
        bool isBounded = TvmRuntime.LibraryPath is null || (name == "tirx.AttrStmt" && !TestHost.IsRealCompiler);
        Chain(name, isBounded ? Depth : 1000);

        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void What_is_inside_of_a_chain_ends_with_it()
    {
        TvmObject leaf = Function.Get("ffi.List").Call(1).As<TvmObject>();
        leaf.Keep();
        using (ObjectScope scope = ObjectScope.Enter())
        {
            TvmObject chain = leaf;
            for (int i = 0; i < 1000; i++)
            {
                chain = Function.Get(i % 2 == 0 ? "ffi.Array" : "ffi.List").Call(chain, leaf).As<TvmObject>();
            }
        }

        Assert.Equal(1, leaf.UseCount);
    }

    [Fact]
    public void Branches_nested_too_deeply_for_a_block_pass_are_an_error()
    {
        // TVM's own walk over them recurses and would end the process: few of them there.
        using ObjectScope scope = ObjectScope.Enter();
        int depth = TestHost.IsRealCompiler ? 100 : Depth;
        Relax.Function function = RelaxModules.Identity();
        Expr condition = Relax.Constant.Create(Tensor.CopyFrom<bool>([true])), body = function.Params[0];
        for (int i = 0; i < depth; i++)
        {
            body = Relax.If.Create(condition, Relax.SeqExpr.Create([], body), Relax.SeqExpr.Create([], condition));
        }

        IRModule module = IRModule.Create([KeyValuePair.Create("main", (BaseFunc)function.With(body: Relax.SeqExpr.Create([], body)))]);
        Any info = Function.Get("transform.PassInfo").Call(0, "Test", TvmArray.Create<string>([]), false);
        Pass pass = Function.Get("relax.transform.MakeDataflowBlockPass")
            .Call(Function.From(static (TvmObject block, IRModule _, PassContext _) => block), info).As<Pass>();

        if (TestHost.IsRealCompiler)
        {
            Assert.Contains("def main", pass.Run(module).ToString());
        }
        else
        {
            Assert.Contains("nested too deeply", Assert.Throws<TvmException>(() => pass.Run(module)).Message);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Chain(string name, int depth)
    {
        TvmCompiler.EnsureLoaded();
        Function make = Function.Get(name);
        TvmObject body = Function.Get("tirx.Evaluate").Call(0, Any.None).As<TvmObject>(), chain = body;
        for (int i = 0; i < depth; i++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            Any next = name switch
            {
                "tirx.AttrStmt" => make.Call(chain, "key", 1, body, Any.None),
                "ffi.Map" or "ffi.Dict" => make.Call("key", chain),
                _ => make.Call(chain),
            };
            chain = next.As<TvmObject>().Keep();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.KeepAlive(chain);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Build(int depth)
    {
        TvmObject sum = Sum(depth);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return sum.TypeKey;
    }

    private static TvmObject Sum(int depth)
    {
        TvmCompiler.EnsureLoaded();
        Function add = Function.Get("tirx.Add");
        TvmObject sum = Function.Get("ir.Var").Call("x", Function.Get("ir.PrimType").Call("int32"), Any.None).As<TvmObject>();
        for (int i = 0; i < depth; i++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            TvmObject next = add.Call(sum, 1, Any.None).As<TvmObject>();
            sum = next.Keep();
        }

        return sum;
    }
}
