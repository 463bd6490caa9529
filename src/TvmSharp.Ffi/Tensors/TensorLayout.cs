using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>What shape, strides and element type say about the memory of a tensor.</summary>
internal static unsafe class TensorLayout
{
    /// <summary>Number of elements of a shape.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    internal static long ElementCount(ReadOnlySpan<long> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (long extent in shape)
        {
            count = checked(count * extent);
        }

        return count;
    }

    /// <summary>Number of elements of a shape that memory is wanted for.</summary>
    /// <exception cref="ArgumentException">An extent is negative.</exception>
    internal static long CheckedElementCount(ReadOnlySpan<long> shape)
    {
        foreach (long extent in shape)
        {
            if (extent < 0)
            {
                throw new ArgumentException($"The shape {Describe(shape)} has a negative extent.", nameof(shape));
            }
        }

        return ElementCount(shape);
    }

    /// <summary>Bytes of so many elements, packed.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    internal static long ByteSize(long elements, DataType type)
    {
        (long eights, long rest) = Math.DivRem(elements, 8);
        return checked((eights * type.ElementBits) + (((rest * type.ElementBits) + 7) / 8));
    }

    /// <summary>Strides of a shape in row-major order without gaps.</summary>
    internal static void FillStrides(ReadOnlySpan<long> shape, Span<long> strides)
    {
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride = unchecked(stride * shape[i]);
        }
    }

    /// <summary>Whether elements follow one another in row-major order without gaps, as upstream's <c>IsContiguous</c>.</summary>
    internal static bool IsContiguous(DLTensor* tensor)
    {
        ReadOnlySpan<long> shape = new(tensor->Shape, tensor->NDim);
        if (tensor->Strides == null || shape.Contains(0))
        {
            return true;
        }

        long expected = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] == 1)
            {
                continue;
            }

            if (tensor->Strides[i] != expected)
            {
                return false;
            }

            expected *= shape[i];
        }

        return true;
    }

    /// <summary>Numbers as messages have them.</summary>
    internal static string Describe(ReadOnlySpan<long> numbers) => $"[{string.Join(", ", numbers.ToArray())}]";
}
