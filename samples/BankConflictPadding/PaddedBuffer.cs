using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>The one-dimensional buffer that takes the place of one with rows.</summary>
internal sealed class PaddedBuffer
{
    private readonly IReadOnlyList<long> _strides;
    private readonly DataType _indexType;

    /// <param name="original">The buffer with rows.</param>
    /// <param name="strides">Distance of neighbours in each of its dimensions, in elements.</param>
    public PaddedBuffer(Var original, IReadOnlyList<long> strides)
    {
        BufferType type = (BufferType)original.Ty;
        _strides = strides;
        _indexType = type.Shape[0].DType;
        IntImm extent = Constant(((IntImm)type.Shape[0]).Value * strides[0]);
        Flat = Var.Create(
            original.Name,
            BufferType.Create(
                type.StorageScope, type.DType, [extent], [], type.ElemOffset, type.DataAlignment, type.OffsetFactor, null, [], type.Span),
            original.Span);
    }

    /// <summary>The flat buffer.</summary>
    public Var Flat { get; }

    /// <summary>The index of an element.</summary>
    /// <param name="indices">Its indices in the buffer with rows; the last may be a <see cref="Ramp"/>.</param>
    public Expr Index(ReadOnlySpan<Expr> indices)
    {
        // TVM recognizes a vector that lies side by side by the ramp that is the whole index.
        if (indices[^1] is Ramp vector)
        {
            return Ramp.Create(Index([.. indices[..^1], vector.Base]), vector.Stride, vector.Lanes);
        }

        Expr? sum = null;
        long constant = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] is IntImm index)
            {
                constant += index.Value * _strides[i];
                continue;
            }

            Expr term = _strides[i] == 1 ? indices[i] : indices[i] * _strides[i];
            sum = sum is null ? term : sum + term;
        }

        return sum is null ? Constant(constant) : constant == 0 ? sum : sum + constant;
    }

    /// <summary>From the first to the last element of a region, with what lies between them.</summary>
    /// <param name="region">A range for each dimension of the buffer with rows.</param>
    public BufferRegion Region(TvmArray<TvmSharp.Ir.Range> region)
    {
        Expr first = Index([.. region.Select(static range => range.Min)]);
        Expr last = Index([.. region.Select(static range => range.Extent is IntImm extent
            ? IntImm.Create(extent.DType, extent.Value - 1)
            : range.Extent - 1)]);
        Expr extent = last is IntImm distance ? IntImm.Create(distance.DType, distance.Value + 1) : last + 1;
        return BufferRegion.Create(Flat, [TvmSharp.Ir.Range.FromMinExtent(first, extent)]);
    }

    private IntImm Constant(long value) => IntImm.Create(_indexType, value);
}
