using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Follows the first warp of a kernel's first thread block through all its loops, and notes what it touches of shared memory.</summary>
/// <remarks>
/// A branch on what the program computes is taken both ways, by all threads. A vectorized loop that is still a loop counts as
/// one that is not.
/// </remarks>
public sealed class WarpTracer : StmtExprVisitor
{
    private const int Limit = 1_000_000;

    private readonly List<WarpAccess> _accesses = [];
    private readonly LaneValues _values = new();
    private readonly ThreadExtents _threads = new();
    private bool[] _active = new bool[LaneValues.WarpSize];

    private WarpTracer()
    {
    }

    /// <summary>The accesses in the order in which the warp makes them.</summary>
    /// <exception cref="NotSupportedException">
    /// The function has <c>while</c>, <c>break</c>, <c>continue</c> or <c>return</c>, a loop or launch whose extent is not known,
    /// or launches of different sizes.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are more than a million accesses.</exception>
    public static IReadOnlyList<WarpAccess> Trace(PrimFunc function)
    {
        ArgumentNullException.ThrowIfNull(function);
        WarpTracer tracer = new();
        tracer._threads.Visit(function);
        for (int lane = 0; lane < LaneValues.WarpSize; lane++)
        {
            tracer._active[lane] = lane < tracer._threads["threadIdx.x"] * tracer._threads["threadIdx.y"] * tracer._threads["threadIdx.z"];
        }

        tracer.Visit(function);
        return tracer._accesses;
    }

    /// <inheritdoc/>
    protected override void VisitAttrStmt(AttrStmt node)
    {
        if (node.AttrKey is "thread_extent" or "virtual_thread" && node.Node.ToObject() is IterVar thread)
        {
            Launch(thread.Var, thread.ThreadTag, node.Value, node.Body);
        }
        else
        {
            base.VisitAttrStmt(node);
        }
    }

    /// <inheritdoc/>
    protected override void VisitFor(For node)
    {
        if (node is { Kind: ForKind.ThreadBinding, ThreadBinding: { } thread })
        {
            Launch(node.LoopVar, thread.ThreadTag, node.Extent, node.Body);
            return;
        }

        Repeat(node.LoopVar, Known(node.Min, node), Known(node.Extent, node), node.Step is { } step ? Known(step, node) : null, node.Body);
    }

    /// <inheritdoc/>
    protected override void VisitBufferLoad(BufferLoad node)
    {
        base.VisitBufferLoad(node);
        Note(node.Buffer, node.Indices, isStore: false);
    }

    /// <inheritdoc/>
    protected override void VisitBufferStore(BufferStore node)
    {
        base.VisitBufferStore(node);
        Note(node.Buffer, node.Indices, isStore: true);
    }

    /// <inheritdoc/>
    protected override void VisitIfThenElse(IfThenElse node)
    {
        VisitExpr(node.Condition);
        Branch(
            node.Condition,
            () => VisitStmt(node.ThenCase),
            () =>
            {
                if (node.ElseCase is { } elseCase)
                {
                    VisitStmt(elseCase);
                }
            });
    }

    /// <inheritdoc/>
    protected override void VisitCall(Call node)
    {
        if (node is { Op: Op { Name: "tirx.if_then_else" }, Args: [Expr condition, Expr trueValue, Expr falseValue] })
        {
            VisitExpr(condition);
            Branch(condition, () => VisitExpr(trueValue), () => VisitExpr(falseValue));
        }
        else
        {
            base.VisitCall(node);
        }
    }

    /// <inheritdoc/>
    protected override void VisitLet(Let node)
    {
        VisitExpr(node.Value);
        _values.Set(node.Var, _values.Of(node.Value));
        VisitExpr(node.Body);
    }

    /// <inheritdoc/>
    protected override void VisitBind(Bind node)
    {
        base.VisitBind(node);
        _values.Set(node.Var, _values.Of(node.Value));
    }

    /// <inheritdoc/>
    protected override void VisitSBlockRealize(SBlockRealize node)
    {
        SBlock block = node.Block;
        Expr isFirst = IntImm.Create(DataType.Bool, 1);
        for (int i = 0; i < block.IterVars.Count; i++)
        {
            IterVar axis = block.IterVars[i];
            _values.Set(axis.Var, _values.Of(node.IterValues[i]));
            if (axis is { IterType: IterVarType.CommReduce, Dom: { } domain })
            {
                isFirst &= axis.Var.EqualTo(domain.Min);
            }
        }

        Branch(
            node.Predicate,
            () =>
            {
                if (block.Init is { } init)
                {
                    Branch(isFirst, () => VisitStmt(init), static () => { });
                }

                VisitStmt(block.Body);
            },
            static () => { });
    }

    /// <inheritdoc/>
    protected override void VisitBufferDef(Var buffer, bool allocData)
    {
    }

    /// <inheritdoc/>
    protected override void VisitWhile(While node) => throw CannotFollow(node);

    /// <inheritdoc/>
    protected override void VisitBreak(Break node) => throw CannotFollow(node);

    /// <inheritdoc/>
    protected override void VisitContinue(Continue node) => throw CannotFollow(node);

    /// <inheritdoc/>
    protected override void VisitReturn(Return node) => throw CannotFollow(node);

    private static NotSupportedException CannotFollow(Stmt node) =>
        new($"A `{node.TypeKey}` cannot be followed without running the program.");

    private void Launch(Var thread, string tag, Expr extent, Stmt body)
    {
        long x = _threads["threadIdx.x"], y = _threads["threadIdx.y"];
        switch (tag)
        {
            case "threadIdx.x":
                _values.Set(thread, lane => lane % x);
                break;
            case "threadIdx.y":
                _values.Set(thread, lane => lane / x % y);
                break;
            case "threadIdx.z":
                _values.Set(thread, lane => lane / x / y);
                break;
            case { } when tag.StartsWith("blockIdx.", StringComparison.Ordinal):
                _values.Set(thread, static _ => 0);
                break;
            default:
                // Virtual threads run one after another.
                Repeat(thread, new long[LaneValues.WarpSize], _values.Of(extent) ?? throw new NotSupportedException(
                    $"The number of threads of `{tag}` is `{extent}`, not a constant."), null, body);
                return;
        }

        VisitStmt(body);
    }

    private long[] Known(Expr expr, For loop) => _values.Of(expr) ?? throw new NotSupportedException(
        $"The loop over `{loop.LoopVar.Name}` depends on `{expr}`, which is not known.");

    private void Repeat(Var variable, long[] min, long[] extent, long[]? step, Stmt body)
    {
        bool[] outer = _active;
        for (long iteration = 0; ; iteration++)
        {
            long Distance(int lane) => iteration * (step?[lane] ?? 1);
            _active = [.. outer.Select((active, lane) => active && Distance(lane) < extent[lane])];
            if (!_active.Contains(true))
            {
                break;
            }

            _values.Set(variable, lane => min[lane] + Distance(lane));
            VisitStmt(body);
        }

        _active = outer;
    }

    private void Branch(Expr condition, Action then, Action otherwise)
    {
        bool[] outer = _active;
        long[]? holds = _values.Of(condition);
        Run(then, 1);
        Run(otherwise, 0);
        _active = outer;

        void Run(Action branch, long value)
        {
            _active = [.. outer.Select((active, lane) => active && (holds is null || (holds[lane] != 0 ? 1 : 0) == value))];
            if (_active.Contains(true))
            {
                branch();
            }
        }
    }

    private void Note(Var buffer, TvmArray<Expr> indices, bool isStore)
    {
        if (buffer.Ty is not BufferType { StorageScope: "shared" or "shared.dyn" } type)
        {
            return;
        }

        if (_accesses.Count == Limit)
        {
            throw new InvalidOperationException($"The warp makes more than {Limit} accesses to shared memory: count a smaller kernel.");
        }

        int bytes = Math.Max(1, type.DType.DType.Bits * type.DType.DType.Lanes / 8);
        Ramp? vector = indices.Count == 0 ? null : indices[^1] as Ramp;
        if (vector is { Stride: IntImm { Value: 1 } })
        {
            _accesses.Add(new(buffer, isStore, bytes * vector.DType.Lanes, Addresses(type, [.. indices.SkipLast(1), vector.Base], bytes)));
            return;
        }

        // A vector whose elements lie apart is as many accesses.
        for (int lane = 0; lane < (vector?.DType.Lanes ?? 1); lane++)
        {
            Expr[] element = vector is null ? [.. indices] : [.. indices.SkipLast(1), vector.Base + (vector.Stride * lane)];
            _accesses.Add(new(buffer, isStore, bytes, Addresses(type, element, bytes)));
        }
    }

    private long?[]? Addresses(BufferType type, Expr[] indices, int bytes)
    {
        long[] sum = new long[LaneValues.WarpSize];
        for (int i = 0; i < indices.Length; i++)
        {
            if (_values.Of(indices[i]) is not { } index || (type.Strides.Count != 0 ? _values.Of(type.Strides[i]) : Extent(i)) is not { } factor)
            {
                return null;
            }

            // By its stride, or as the next digit of a number whose digits count to the extents.
            for (int lane = 0; lane < sum.Length; lane++)
            {
                sum[lane] = type.Strides.Count != 0 ? sum[lane] + (index[lane] * factor[lane]) : (sum[lane] * factor[lane]) + index[lane];
            }
        }

        return [.. sum.Select((offset, lane) => _active[lane] ? offset * bytes : (long?)null)];

        long[]? Extent(int dimension) => _values.Of(type.Shape[dimension]);
    }
}
