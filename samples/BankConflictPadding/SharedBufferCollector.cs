using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Finds the buffers in shared memory that a function allocates, and the uses that a change of their rows would break.</summary>
internal sealed class SharedBufferCollector : StmtExprVisitor
{
    private const string AddressTaken = "it is reached through a pointer";

    private readonly List<SharedBuffer> _buffers = [];
    private readonly Dictionary<Var, SharedBuffer> _byVar = new(TvmObject.IdentityComparer);

    // Loops that become vector instructions later.
    private readonly Dictionary<Var, long> _vectorized = new(TvmObject.IdentityComparer);

    public IReadOnlyList<SharedBuffer> Buffers => _buffers;

    protected override void VisitAllocBuffer(AllocBuffer node)
    {
        Add(node.Buffer);
        base.VisitAllocBuffer(node);
    }

    protected override void VisitSBlock(SBlock node)
    {
        foreach (Var buffer in node.AllocBuffers)
        {
            Add(buffer);
        }

        foreach (MatchBufferRegion match in node.MatchBuffers)
        {
            Oppose(match.Source.Buffer, "a block matches a part of it");
        }

        if (node.Annotations.ContainsKey("buffer_dim_align"))
        {
            foreach (BufferRegion region in node.Writes)
            {
                Oppose(region.Buffer, "its rows are aligned by storage_align");
            }
        }

        base.VisitSBlock(node);
    }

    protected override void VisitFor(For node)
    {
        if (node.Kind == ForKind.Vectorized && node.Extent is IntImm extent)
        {
            _vectorized[node.LoopVar] = extent.Value;
        }

        base.VisitFor(node);
    }

    protected override void VisitBufferLoad(BufferLoad node)
    {
        Access(node.Buffer, node.Indices);
        base.VisitBufferLoad(node);
    }

    protected override void VisitBufferStore(BufferStore node)
    {
        Access(node.Buffer, node.Indices);
        base.VisitBufferStore(node);
    }

    // A buffer that stands alone is the operand of tirx.buffer_data, which makes a pointer of it. Loads and stores do not come here.
    protected override void VisitVar(Var node) => Oppose(node, AddressTaken);

    protected override void VisitCall(Call node)
    {
        if (node.Op is Op { Name: "tirx.address_of" })
        {
            foreach (Expr argument in node.Args)
            {
                if (argument is BufferLoad element)
                {
                    Oppose(element.Buffer, AddressTaken);
                }
            }
        }

        base.VisitCall(node);
    }

    protected override void VisitAttrStmt(AttrStmt node)
    {
        if (node.Node.ToObject() is Var buffer)
        {
            Oppose(buffer, $"the attribute `{node.AttrKey}` is about it");
        }

        base.VisitAttrStmt(node);
    }

    protected override void VisitTilePrimitiveCall(TilePrimitiveCall node) => new Uses(this).VisitChildren(node);

    private void Add(Var buffer)
    {
        if (buffer.Ty is BufferType { StorageScope: "shared" or "shared.dyn" } type && !_byVar.ContainsKey(buffer))
        {
            SharedBuffer added = new(buffer, type);
            _buffers.Add(added);
            _byVar.Add(buffer, added);
        }
    }

    private void Oppose(Var buffer, string obstacle)
    {
        if (_byVar.TryGetValue(buffer, out SharedBuffer? known))
        {
            known.Obstacle ??= obstacle;
        }
    }

    private void Access(Var buffer, TvmArray<Expr> indices)
    {
        if (!_byVar.TryGetValue(buffer, out SharedBuffer? known))
        {
            return;
        }

        foreach (Expr index in indices)
        {
            known.Lanes = Math.Max(known.Lanes, index.DType.Lanes);
            if (_vectorized.Count != 0)
            {
                StmtFunctor.PostOrderVisit(index, node =>
                {
                    if (node is Var variable && _vectorized.TryGetValue(variable, out long lanes))
                    {
                        known.Lanes = Math.Max(known.Lanes, lanes);
                    }
                });
            }
        }
    }

    // The operands of tile operations, which know where elements are.
    private sealed class Uses(SharedBufferCollector collector) : StmtExprVisitor
    {
        public void VisitChildren(TilePrimitiveCall node) => base.VisitTilePrimitiveCall(node);

        protected override void VisitBufferUse(Var buffer) => collector.Oppose(buffer, "a tile operation works on it");

        protected override void VisitVar(Var node) => VisitBufferUse(node);
    }
}
