using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

public sealed unsafe partial class Tensor
{
    /// <summary>
    /// Makes a tensor over the same data with any shape and strides, by <c>TVMFFITensorCreateUnsafeView</c>. Unsafe: nobody
    /// checks that its elements are inside this tensor's memory.
    /// </summary>
    /// <param name="shape">Extents in elements, outermost first.</param>
    /// <param name="strides">Distances between neighbours of each dimension, in elements.</param>
    /// <param name="elementOffset">Distance of the first element from this tensor's first, in elements.</param>
    /// <returns>A tensor that holds a reference to this one.</returns>
    /// <exception cref="ArgumentException">
    /// There are not as many strides as extents, or elements of less than a byte would not begin at a byte.
    /// </exception>
    public Tensor CreateUnsafeView(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long elementOffset = 0)
    {
        if (shape.Length != strides.Length)
        {
            throw new ArgumentException($"The shape has {shape.Length} dimensions, the strides are {strides.Length}.", nameof(strides));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(elementOffset);
        TVMFFIObject* source = Handle;
        DLTensor prototype = *(DLTensor*)(source + 1);
        (long bytes, long bits) = Math.DivRem(checked(elementOffset * DataType.ElementBits), 8);
        if (bits != 0)
        {
            throw new ArgumentException($"Element {elementOffset} of type `{DataType}` does not begin at a byte.", nameof(elementOffset));
        }

        prototype.ByteOffset = checked(prototype.ByteOffset + (ulong)bytes);
        if (Device.HasAddresses)
        {
            prototype.Data = (byte*)prototype.Data + prototype.ByteOffset;
            prototype.ByteOffset = 0;
        }

        // Upstream wants strides that are not null, even where there are none.
        long none;
        fixed (long* extents = shape, distances = strides)
        {
            prototype.NDim = shape.Length;
            prototype.Shape = extents;
            prototype.Strides = distances == null ? &none : distances;
            TVMFFIObject* view;
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITensorCreateUnsafeView(source, &prototype, &view));
            GC.KeepAlive(this);
            return new Tensor(ObjectReference.Take(view));
        }
    }

    /// <summary>A part of the tensor, over the same data.</summary>
    /// <param name="ranges">A range for each dimension, outermost first; dimensions that are left out stay whole.</param>
    /// <returns>A tensor of the same number of dimensions that holds a reference to this one.</returns>
    /// <exception cref="ArgumentException">There are more ranges than dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range is outside its dimension.</exception>
    public Tensor Slice(params ReadOnlySpan<Range> ranges)
    {
        if (ranges.Length > Rank)
        {
            throw new ArgumentException($"The tensor has {Rank} dimensions, there are {ranges.Length} ranges.", nameof(ranges));
        }

        long[] shape = Shape.ToArray();
        ReadOnlySpan<long> strides = Strides;
        long offset = 0;
        for (int i = 0; i < ranges.Length; i++)
        {
            long start = Position(ranges[i].Start, shape[i]);
            long end = Position(ranges[i].End, shape[i]);
            if (start < 0 || end < start || end > shape[i])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ranges), $"The range {ranges[i]} is outside dimension {i}, which has {shape[i]} elements.");
            }

            // An empty part has no first element.
            offset = end == start ? offset : checked(offset + (start * strides[i]));
            shape[i] = end - start;
        }

        return CreateView(shape, strides, shape.Contains(0) ? 0 : offset);
    }

    /// <summary>The elements at one position of a dimension, over the same data.</summary>
    /// <param name="dimension">Dimension, 0 the outermost.</param>
    /// <param name="position">Position in it.</param>
    /// <returns>A tensor without that dimension that holds a reference to this one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor Select(int dimension, long position)
    {
        CheckDimension(dimension, nameof(dimension));
        long extent = Shape[dimension];
        if (position < 0 || position >= extent)
        {
            throw new ArgumentOutOfRangeException(nameof(position), position, $"Dimension {dimension} has {extent} elements.");
        }

        long offset = checked(position * Strides[dimension]);
        long[] shape = [.. Shape[..dimension], .. Shape[(dimension + 1)..]];
        return CreateView(shape, [.. Strides[..dimension], .. Strides[(dimension + 1)..]], shape.Contains(0) ? 0 : offset);
    }

    /// <summary>The tensor with its dimensions in another order, over the same data.</summary>
    /// <param name="dimensions">For each dimension of the result the one of this tensor, each of them once.</param>
    /// <returns>A tensor that holds a reference to this one.</returns>
    /// <exception cref="ArgumentException">A dimension is missing or there twice.</exception>
    public Tensor Permute(params ReadOnlySpan<int> dimensions)
    {
        long[] shape = new long[Rank];
        long[] strides = new long[Rank];
        bool[] seen = new bool[Rank];
        if (dimensions.Length != Rank)
        {
            throw new ArgumentException($"The tensor has {Rank} dimensions, the order names {dimensions.Length}.", nameof(dimensions));
        }

        for (int i = 0; i < dimensions.Length; i++)
        {
            CheckDimension(dimensions[i], nameof(dimensions));
            if (seen[dimensions[i]])
            {
                throw new ArgumentException($"The order names dimension {dimensions[i]} twice.", nameof(dimensions));
            }

            seen[dimensions[i]] = true;
            shape[i] = Shape[dimensions[i]];
            strides[i] = Strides[dimensions[i]];
        }

        return CreateView(shape, strides, 0);
    }

    /// <summary>The tensor with another shape of as many elements, over the same data.</summary>
    /// <param name="shape">Extents in elements, outermost first; one may be -1, for what is left.</param>
    /// <returns>A tensor that holds a reference to this one.</returns>
    /// <exception cref="ArgumentException">The shape has more or fewer elements.</exception>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous.</exception>
    public Tensor Reshape(params ReadOnlySpan<long> shape)
    {
        if (!IsContiguous)
        {
            throw new InvalidOperationException(
                $"The tensor of shape {TensorLayout.Describe(Shape)} with strides {TensorLayout.Describe(Strides)} is not contiguous and cannot be given another shape without a copy.");
        }

        long[] extents = shape.ToArray();
        int open = extents.IndexOf(-1);
        if (open >= 0)
        {
            extents[open] = 1;
            long known = TensorLayout.CheckedElementCount(extents);
            extents[open] = known == 0 ? 0 : ElementCount / known;
        }

        if (TensorLayout.CheckedElementCount(extents) != ElementCount)
        {
            throw new ArgumentException(
                $"A tensor of shape {TensorLayout.Describe(Shape)} has {ElementCount} elements and cannot have the shape {TensorLayout.Describe(shape)}.",
                nameof(shape));
        }

        long[] strides = new long[extents.Length];
        TensorLayout.FillStrides(extents, strides);
        return CreateView(extents, strides, 0);
    }

    private static long Position(Index index, long extent) => index.IsFromEnd ? extent - index.Value : index.Value;

    private Tensor CreateView(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, long offset)
    {
        // A negative stride can put an element that is inside before the first one.
        return offset >= 0
            ? CreateUnsafeView(shape, strides, offset)
            : throw new NotSupportedException($"A view of a tensor with strides {TensorLayout.Describe(Strides)} cannot begin before its first element.");
    }

    private void CheckDimension(int dimension, string name)
    {
        if (dimension < 0 || dimension >= Rank)
        {
            throw new ArgumentOutOfRangeException(name, dimension, $"The tensor has {Rank} dimensions.");
        }
    }
}
