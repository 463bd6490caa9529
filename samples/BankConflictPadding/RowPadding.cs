using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>What becomes of the rows of one buffer in shared memory.</summary>
public sealed class RowPadding
{
    private RowPadding(Var buffer, long rowStride, long[] strides, string? obstacle)
    {
        Buffer = buffer;
        RowStride = rowStride;
        Strides = strides;
        Obstacle = obstacle;
    }

    /// <summary>The buffer.</summary>
    public Var Buffer { get; }

    /// <summary>Why it stays as it is; null for a buffer that is padded.</summary>
    public string? Obstacle { get; }

    /// <summary>Distance of two rows before, in elements; 0 where there are no rows of a known length.</summary>
    public long RowStride { get; }

    /// <summary>Distance of two rows afterwards, in elements; <see cref="RowStride"/> where the buffer stays as it is.</summary>
    public long PaddedRowStride => Obstacle is null ? Strides[^2] : RowStride;

    /// <summary>Distance of neighbours in each dimension afterwards, in elements; empty where the buffer stays as it is.</summary>
    internal IReadOnlyList<long> Strides { get; }

    /// <summary>Decides about all buffers of scope <c>shared</c> or <c>shared.dyn</c> that a function allocates, in their order.</summary>
    /// <param name="function">The function.</param>
    /// <param name="factor">Positive; in elements.</param>
    /// <param name="offset">Not negative; in elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not positive, or the offset is negative.</exception>
    public static IReadOnlyList<RowPadding> Plan(PrimFunc function, int factor, int offset)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        SharedBufferCollector collector = new();
        collector.Visit(function);
        return [.. collector.Buffers.Select(buffer => Decide(buffer, factor, offset))];
    }

    private static RowPadding Decide(SharedBuffer buffer, int factor, int offset)
    {
        BufferType type = buffer.Type;
        if (type.Shape.Count < 2)
        {
            return Stay("it has no rows");
        }

        if (Constants(type.Shape) is not { } shape)
        {
            return Stay("its shape is not constant");
        }

        long rowStride = shape[^1];
        if (buffer.Obstacle is { } obstacle)
        {
            return Stay(obstacle, rowStride);
        }

        if (type.Layout is not null || type.Strides.Count != 0 || type.AllocatedAddr.Count != 0 || type.ElemOffset is not IntImm { Value: 0 })
        {
            return Stay("it has a layout, strides or an address of its own", rowStride);
        }

        // src/s_tir/transform/compact_buffer_region.cc, CalcStrides, with the dimension before the last aligned.
        long padded = rowStride + ((factor + (long)offset - (rowStride % factor)) % factor);
        if (padded == rowStride)
        {
            return Stay("its rows are padded already", rowStride);
        }

        if (padded % buffer.Lanes != 0)
        {
            return Stay($"vectors of {buffer.Lanes} elements are read or written, and would not be aligned in rows of {padded}", rowStride);
        }

        long[] strides = new long[shape.Length];
        strides[^1] = 1;
        strides[^2] = padded;
        for (int i = shape.Length - 3; i >= 0; i--)
        {
            strides[i] = strides[i + 1] * shape[i + 1];
        }

        return new(buffer.Var, rowStride, strides, null);

        RowPadding Stay(string reason, long stride = 0) => new(buffer.Var, stride, [], reason);
    }

    private static long[]? Constants(TvmArray<Expr> shape)
    {
        long[] values = new long[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (shape[i] is not IntImm extent)
            {
                return null;
            }

            values[i] = extent.Value;
        }

        return values;
    }
}
