using TvmSharp;
#if (kind == "prim-func")
using TvmSharp.Tirx;
#elseif (kind == "module")
using TvmSharp.Ir;
#else
using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Relax;
#endif

namespace Namespace.Of.Project;

/// <summary>The pass My_Pass_Name.</summary>
public static class My_Pass_NamePass
{
#if (kind == "prim-func")
    /// <summary>Says in TVM what the pass does.</summary>
    /// <param name="function">The function. Parameters behind it become parameters of the pass.</param>
    [TvmPass]
    public static PrimFunc My_Pass_Name(PrimFunc function) => new Mutator().Mutate(function);

    // Goes through all statements and expressions; there is a method for each class of nodes to override.
    private sealed class Mutator : StmtExprMutator
    {
        protected override Stmt VisitFor(For node)
        {
            // The base method rewrites what is inside. What did not change comes back as the same object.
            For loop = (For)base.VisitFor(node);
            return loop;
        }
    }
#elseif (kind == "relax-function")
    /// <summary>Says in TVM what the pass does.</summary>
    /// <param name="function">The function. Parameters behind it become parameters of the pass.</param>
    [TvmPass]
    public static TvmSharp.Relax.Function My_Pass_Name(TvmSharp.Relax.Function function) =>
        (TvmSharp.Relax.Function)new Mutator().VisitExpr(function);

    // Goes through all expressions; there is a method for each class of nodes to override. ExprMutator also normalizes what
    // comes back, which takes a TVM: the embedded host of unit tests does not.
    private sealed class Mutator : ExprMutatorBase
    {
        protected override Expr VisitCall(Call node)
        {
            // The base method rewrites the arguments. What did not change comes back as the same object.
            Expr call = base.VisitCall(node);
            return call;
        }
    }
#elseif (kind == "dataflow-block")
    /// <summary>Says in TVM what the pass does.</summary>
    /// <param name="block">The block. Parameters behind it become parameters of the pass.</param>
    [TvmPass]
    public static DataflowBlock My_Pass_Name(DataflowBlock block) => (DataflowBlock)new Mutator().VisitBindingBlock(block);

    // Goes through all expressions; there is a method for each class of nodes to override. ExprMutator also normalizes what
    // comes back, which takes a TVM: the embedded host of unit tests does not.
    private sealed class Mutator : ExprMutatorBase
    {
        protected override Expr VisitCall(Call node)
        {
            // The base method rewrites the arguments. What did not change comes back as the same object.
            Expr call = base.VisitCall(node);
            return call;
        }
    }
#else
    /// <summary>Says in TVM what the pass does.</summary>
    /// <param name="module">The module. Parameters behind it become parameters of the pass.</param>
    [TvmPass]
    public static IRModule My_Pass_Name(IRModule module)
    {
        // The module that is given stays as it is.
        IRModule result = module.Clone();
        foreach ((GlobalVar name, BaseFunc function) in module.Functions)
        {
            result.Update(name, function);
        }

        return result;
    }
#endif
}
