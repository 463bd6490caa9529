using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace LoopStatistics;

/// <summary>Collects the loops of a function, outer ones first.</summary>
public sealed class LoopCollector : StmtExprVisitor
{
    private readonly List<Loop> _loops = [];
    private readonly Stack<Loop> _around = [];

    private LoopCollector()
    {
    }

    /// <summary>The loops of a function in the order in which they are written.</summary>
    public static IReadOnlyList<Loop> Collect(PrimFunc function)
    {
        LoopCollector collector = new();
        collector.Visit(function);
        return collector._loops;
    }

    /// <inheritdoc/>
    protected override void VisitFor(For node) => Within(
        node.LoopVar.Name,
        node.ThreadBinding?.ThreadTag ?? node.Kind.ToString(),
        node.Extent,
        Count(node.Extent, node.Step),
        () => base.VisitFor(node));

    /// <inheritdoc/>
    protected override void VisitWhile(While node) => Within("", "While", null, null, () => base.VisitWhile(node));

    /// <inheritdoc/>
    protected override void VisitAttrStmt(AttrStmt node)
    {
        if (node.AttrKey is "thread_extent" or "virtual_thread" && node.Node.ToObject() is IterVar thread)
        {
            Within(thread.Var.Name, thread.ThreadTag, node.Value, Count(node.Value, null), () => base.VisitAttrStmt(node));
        }
        else
        {
            base.VisitAttrStmt(node);
        }
    }

    /// <inheritdoc/>
    protected override void VisitBufferLoad(BufferLoad node)
    {
        foreach (Loop loop in _around)
        {
            loop.Loads++;
        }

        base.VisitBufferLoad(node);
    }

    /// <inheritdoc/>
    protected override void VisitBufferStore(BufferStore node)
    {
        foreach (Loop loop in _around)
        {
            loop.Stores++;
        }

        base.VisitBufferStore(node);
    }

    private static long? Count(Expr extent, Expr? step) => (extent, step) switch
    {
        (IntImm all, null) => Math.Max(0, all.Value),
        (IntImm all, IntImm { Value: > 0 } by) => Math.Max(0, (all.Value + by.Value - 1) / by.Value),
        _ => null,
    };

    private void Within(string name, string kind, Expr? extent, long? count, Action visitChildren)
    {
        long? outer = _around.TryPeek(out Loop? around) ? around.Iterations : 1;
        Loop loop = new(name, kind, _around.Count, extent, checked(outer * count));
        _loops.Add(loop);
        _around.Push(loop);
        visitChildren();
        _around.Pop();
    }
}
