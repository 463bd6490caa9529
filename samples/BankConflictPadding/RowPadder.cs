using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Gives buffers padded rows: a flat allocation of the padded size, and in each access the one index of the element.</summary>
internal sealed class RowPadder : StmtExprMutator
{
    private readonly Dictionary<Var, PaddedBuffer> _padded = new(TvmObject.IdentityComparer);

    /// <param name="plan">What is to become of the buffers; those that stay as they are may be among them.</param>
    public RowPadder(IReadOnlyList<RowPadding> plan)
    {
        foreach (RowPadding padding in plan)
        {
            if (padding.Obstacle is null)
            {
                _padded.Add(padding.Buffer, new(padding.Buffer, padding.Strides));
            }
        }
    }

    protected override Var VisitBufferDef(Var buffer, bool allocData) =>
        _padded.TryGetValue(buffer, out PaddedBuffer? padded) ? padded.Flat : base.VisitBufferDef(buffer, allocData);

    protected override Expr VisitBufferLoad(BufferLoad node) =>
        _padded.TryGetValue(node.Buffer, out PaddedBuffer? padded)
            ? BufferLoad.Create(padded.Flat, [padded.Index(Visited(node.Indices))], node.Predicate, node.Span)
            : base.VisitBufferLoad(node);

    protected override Stmt VisitBufferStore(BufferStore node) =>
        _padded.TryGetValue(node.Buffer, out PaddedBuffer? padded)
            ? BufferStore.Create(padded.Flat, VisitExpr(node.Value), [padded.Index(Visited(node.Indices))], node.Predicate, node.Span)
            : base.VisitBufferStore(node);

    // What a block says to read and write; the base method rewrites the rest.
    protected override Stmt VisitSBlock(SBlock node) => base.VisitSBlock(
        node.Reads.Concat(node.Writes).Any(region => _padded.ContainsKey(region.Buffer))
            ? SBlock.Create(
                node.IterVars,
                Flattened(node.Reads),
                Flattened(node.Writes),
                node.NameHint,
                node.Body,
                node.Init,
                node.AllocBuffers,
                node.MatchBuffers,
                node.Annotations,
                node.Span)
            : node);

    private Expr[] Visited(TvmArray<Expr> indices) => [.. indices.Select(VisitExpr)];

    private TvmArray<BufferRegion> Flattened(TvmArray<BufferRegion> regions) =>
        [.. regions.Select(region => _padded.TryGetValue(region.Buffer, out PaddedBuffer? padded) ? padded.Region(region.Region) : region)];
}
