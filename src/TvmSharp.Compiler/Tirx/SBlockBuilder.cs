using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>Declares the axes, regions and initialization of a block; see <see cref="PrimFuncBuilder.Block"/>.</summary>
public sealed class SBlockBuilder
{
    private readonly PrimFuncBuilder _function;
    private readonly List<IterVar> _axes = [];
    private readonly List<Expr> _values = [];
    private readonly List<BufferRegion> _reads = [];
    private readonly List<BufferRegion> _writes = [];
    private Stmt? _init;

    internal SBlockBuilder(PrimFuncBuilder function) => _function = function;

    /// <summary>Declares an axis whose iterations are independent of each other.</summary>
    /// <param name="name">Name of its variable.</param>
    /// <param name="extent">Number of iterations.</param>
    /// <param name="value">Where it stands, in the variables of the loops around the block.</param>
    public Var Spatial(string name, Expr extent, Expr value) => Axis(name, extent, value, IterVarType.DataPar);

    /// <summary>Declares an axis that is reduced over.</summary>
    /// <param name="name">Name of its variable.</param>
    /// <param name="extent">Number of iterations.</param>
    /// <param name="value">Where it stands, in the variables of the loops around the block.</param>
    public Var Reduce(string name, Expr extent, Expr value) => Axis(name, extent, value, IterVarType.CommReduce);

    /// <summary>Says which elements the block reads. Upstream's schedules go by it.</summary>
    /// <param name="elements">Reads of buffers, such as <c>a[i, k]</c>.</param>
    /// <exception cref="ArgumentException">One of them is no read of a buffer.</exception>
    public void Reads(params ReadOnlySpan<Expr> elements) => Add(_reads, elements);

    /// <summary>Says which elements the block writes. Upstream's schedules go by it.</summary>
    /// <param name="elements">Elements, such as <c>c[i, j]</c>.</param>
    /// <exception cref="ArgumentException">One of them is no element of a buffer.</exception>
    public void Writes(params ReadOnlySpan<Expr> elements) => Add(_writes, elements);

    /// <summary>Writes what runs before the first iteration of the reduction.</summary>
    /// <param name="write">Writes the statements.</param>
    public void Init(Action write)
    {
        ArgumentNullException.ThrowIfNull(write);
        _init = _function.Scope("initialization of a block", write);
    }

    internal SBlockRealize Close(string name, Stmt body) => SBlockRealize.Create(
        [.. _values],
        true,
        SBlock.Create([.. _axes], [.. _reads], [.. _writes], name, body, _init, [], [], TvmMap.Create<string, Any>([])));

    private Var Axis(string name, Expr extent, Expr value, IterVarType type)
    {
        ArgumentNullException.ThrowIfNull(extent);
        ArgumentNullException.ThrowIfNull(value);
        Var axis = Var.Create(name, PrimType.Create(extent.DType));
        _axes.Add(IterVar.Create(Ir.Range.FromMinExtent(IntImm.Create(extent.DType, 0), extent), axis, (int)type, ""));
        _values.Add(value);
        return axis;
    }

    private static void Add(List<BufferRegion> regions, ReadOnlySpan<Expr> elements)
    {
        foreach (Expr element in elements)
        {
            BufferLoad load = element as BufferLoad
                ?? throw new ArgumentException($"`{element}` is no element of a buffer.", nameof(elements));
            regions.Add(BufferRegion.Create(
                load.Buffer,
                [.. load.Indices.Select(static index => Ir.Range.FromMinExtent(index, IntImm.Create(index.DType, 1)))]));
        }
    }
}
