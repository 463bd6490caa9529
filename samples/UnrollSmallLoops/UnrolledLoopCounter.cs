using TvmSharp.Tirx;

namespace UnrollSmallLoops;

internal sealed class UnrolledLoopCounter : StmtVisitor
{
    public int Count { get; private set; }

    protected override void VisitFor(For node)
    {
        Count += node.Kind == ForKind.Unrolled ? 1 : 0;
        base.VisitFor(node);
    }
}
