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
