using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace UnrollSmallLoops;

internal sealed class LoopUnroller(int limit) : StmtExprMutator
{
    protected override Stmt VisitFor(For node)
    {
        // The base method rewrites the loops inside. What did not change comes back as the same object.
        For loop = (For)base.VisitFor(node);
        return loop is { Kind: ForKind.Serial, Extent: IntImm extent } && extent.Value <= limit
            ? For.Create(
                loop.LoopVar,
                loop.Min,
                extent,
                ForKind.Unrolled,
                loop.Body,
                annotations: loop.Annotations,
                step: loop.Step,
                span: loop.Span)
            : loop;
    }
}
