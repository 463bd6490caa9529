using TvmSharp.Tirx;

namespace My.Extension_1;

/// <summary>Counts loops, those inside loops as well.</summary>
internal sealed class LoopCounter : StmtVisitor
{
    /// <summary>The loops seen.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    protected override void VisitFor(For node)
    {
        Count++;
        base.VisitFor(node);
    }
}
