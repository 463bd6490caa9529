using Relax = TvmSharp.Relax;

namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Makes every call anew, so that every binding and block above one is rebuilt.</summary>
internal sealed class RelaxRebuilder : Relax.ExprMutatorBase
{
    protected override Expr VisitCall(Call node)
    {
        Call call = (Call)base.VisitCall(node);
        return Call.Create(node.Ty, call.Op, call.Args, call.Attrs, call.TyArgs, call.Span);
    }

    // The base leaves types of what it rebuilds to be inferred, as upstream's: here they are those of before.
    protected override Expr VisitSeqExpr(Relax.SeqExpr node)
    {
        Relax.SeqExpr result = (Relax.SeqExpr)base.VisitSeqExpr(node);
        return result.IsSameAs(node) ? node : Make<Relax.SeqExpr>("ty", node.Ty, "blocks", result.Blocks, "body", result.Body);
    }

    protected override Expr VisitIf(Relax.If node)
    {
        Relax.If result = (Relax.If)base.VisitIf(node);
        return result.IsSameAs(node)
            ? node
            : Make<Relax.If>("ty", node.Ty, "cond", result.Cond, "true_branch", result.TrueBranch, "false_branch", result.FalseBranch);
    }

    private static T Make<T>(params ReadOnlySpan<Any> fields)
        where T : TvmObject, ITvmObject<T> =>
        Function.Get("ffi.MakeObjectFromPackedArgs").Call([T.TypeKey, .. fields]).As<T>();
}
