using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Finds how many threads a kernel launches in each dimension of a block.</summary>
internal sealed class ThreadExtents : StmtVisitor
{
    private readonly Dictionary<string, long> _extents = [];

    /// <summary>Number of threads; 1 in a dimension that the kernel does not use.</summary>
    /// <param name="tag">Such as <c>threadIdx.x</c>.</param>
    public long this[string tag] => _extents.GetValueOrDefault(tag, 1);

    protected override void VisitAttrStmt(AttrStmt node)
    {
        if (node.AttrKey == "thread_extent" && node.Node.ToObject() is IterVar thread)
        {
            Add(thread.ThreadTag, node.Value);
        }

        base.VisitAttrStmt(node);
    }

    protected override void VisitFor(For node)
    {
        if (node is { Kind: ForKind.ThreadBinding, ThreadBinding: { } thread })
        {
            Add(thread.ThreadTag, node.Extent);
        }

        base.VisitFor(node);
    }

    private void Add(string tag, Expr extent)
    {
        if (!tag.StartsWith("threadIdx.", StringComparison.Ordinal))
        {
            return;
        }

        if (extent is not IntImm { Value: long threads })
        {
            throw new NotSupportedException($"The number of threads of `{tag}` is `{extent}`, not a constant.");
        }

        if (!_extents.TryAdd(tag, threads) && _extents[tag] != threads)
        {
            throw new NotSupportedException($"`{tag}` has {_extents[tag]} threads and {threads} elsewhere: count the kernels of the function one by one.");
        }
    }
}
