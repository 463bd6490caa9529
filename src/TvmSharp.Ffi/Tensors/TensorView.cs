using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A borrowed tensor: <c>tvm::ffi::TensorView</c>, a <c>DLTensor*</c>. It is valid as long as what it was made from.</summary>
/// <remarks>
/// As a parameter of a <c>[TvmExport]</c> method it accepts tensors and bare <c>DLTensor*</c>, and is valid during the
/// call. Nothing is owned or copied, and reading makes no native call. What has to outlive the call is a
/// <see cref="Tensor"/>. A view of a <see cref="Tensor"/> keeps that in use; the spans that it gives do not.
/// </remarks>
public readonly unsafe ref struct TensorView
{
    private const int MaxStackRank = 16;

    private readonly DLTensor* _tensor;
    private readonly Tensor? _owner;

    /// <summary>Views a tensor of somebody else's.</summary>
    /// <param name="tensor">Not null; shape, strides and data are valid as long as the view is used.</param>
    public TensorView(DLTensor* tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        _tensor = tensor;
    }

    internal TensorView(DLTensor* tensor, Tensor owner)
    {
        _tensor = tensor;
        _owner = owner;
    }

    /// <summary>The tensor object that the view was made from, if any.</summary>
    internal Tensor? Owner => _owner;

    /// <summary>The tensor; valid as long as the view is.</summary>
    /// <exception cref="InvalidOperationException">The view is the default one.</exception>
    public DLTensor* Pointer => _tensor != null ? _tensor : throw new InvalidOperationException("This TensorView is of no tensor.");

    /// <summary>Element type.</summary>
    public DataType DataType
    {
        get
        {
            DataType type = Pointer->DType;
            GC.KeepAlive(_owner);
            return type;
        }
    }

    /// <summary>Where the data is.</summary>
    public Device Device
    {
        get
        {
            Device device = Pointer->Device;
            GC.KeepAlive(_owner);
            return device;
        }
    }

    /// <summary>Number of dimensions, upstream's <c>ndim</c>.</summary>
    public int Rank
    {
        get
        {
            int rank = Pointer->NDim;
            GC.KeepAlive(_owner);
            return rank;
        }
    }

    /// <summary>Extents in elements, outermost first, where they are.</summary>
    public ReadOnlySpan<long> Shape => new(Pointer->Shape, _tensor->NDim);

    /// <summary>
    /// Distances between neighbours of each dimension, in elements; where they are, or computed when the tensor has none
    /// because it is in row-major order without gaps.
    /// </summary>
    public ReadOnlySpan<long> Strides
    {
        get
        {
            if (Pointer->Strides != null)
            {
                return new(_tensor->Strides, _tensor->NDim);
            }

            long[] strides = new long[_tensor->NDim];
            TensorLayout.FillStrides(Shape, strides);
            return strides;
        }
    }

    /// <summary>Address of the data without <see cref="ByteOffset"/>; on some devices a handle.</summary>
    public nint Data
    {
        get
        {
            nint data = (nint)Pointer->Data;
            GC.KeepAlive(_owner);
            return data;
        }
    }

    /// <summary>Distance of the first element from <see cref="Data"/>, in bytes.</summary>
    public long ByteOffset
    {
        get
        {
            long offset = checked((long)Pointer->ByteOffset);
            GC.KeepAlive(_owner);
            return offset;
        }
    }

    /// <summary>Number of elements, 1 for a tensor without dimensions: upstream's <c>numel</c>.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public long ElementCount
    {
        get
        {
            long count = TensorLayout.ElementCount(Shape);
            GC.KeepAlive(_owner);
            return count;
        }
    }

    /// <summary>Bytes of all elements, packed, without gaps that strides leave: upstream's <c>GetDataSize</c>.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public long ByteSize => TensorLayout.ByteSize(ElementCount, DataType);

    /// <summary>Whether elements follow one another in row-major order without gaps. Empty tensors are.</summary>
    public bool IsContiguous
    {
        get
        {
            bool contiguous = TensorLayout.IsContiguous(Pointer);
            GC.KeepAlive(_owner);
            return contiguous;
        }
    }

    /// <summary>Whether the first element is at a multiple of so many bytes; of a handle, its offset.</summary>
    public bool IsAligned(int alignment)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alignment);
        nuint address = (nuint)ByteOffset + (Device.HasAddresses ? (nuint)Data : 0);
        return address % (nuint)alignment == 0;
    }

    /// <summary>The elements where they are, to be read and written.</summary>
    /// <typeparam name="T">
    /// The type of <see cref="DataType"/>; <see cref="ushort"/> also for <c>bfloat16</c>, <see cref="byte"/> also for the 8-bit
    /// floating-point types. Vectors are as many items as they have lanes.
    /// </typeparam>
    /// <returns>A span that is valid as long as the tensor is alive, and that does not keep it so.</returns>
    /// <exception cref="InvalidOperationException">
    /// The data is not in the memory of the process, has gaps or another order, or is more than a span can hold.
    /// </exception>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        int items = CheckItems<T>();
        return new(FirstByte(), SpanLength(checked(ElementCount * items)));
    }

    /// <summary>As <see cref="AsSpan{T}"/>, to be read.</summary>
    /// <inheritdoc cref="AsSpan{T}"/>
    public ReadOnlySpan<T> AsReadOnlySpan<T>()
        where T : unmanaged => AsSpan<T>();

    /// <summary>The bytes of the elements, of whatever type; elements of less than a byte are packed, the first lowest.</summary>
    /// <returns>A span that is valid as long as the tensor is alive, and that does not keep it so.</returns>
    /// <exception cref="InvalidOperationException">
    /// The data is not in the memory of the process, has gaps or another order, or is more than a span can hold.
    /// </exception>
    public Span<byte> AsBytes() => new(FirstByte(), SpanLength(ByteSize));

    /// <summary>
    /// The elements where they are, with shape and strides, for <c>System.Numerics.Tensors</c>. A tensor without dimensions
    /// becomes one of one dimension.
    /// </summary>
    /// <typeparam name="T">As <see cref="AsSpan{T}"/> has it, of scalar elements.</typeparam>
    /// <returns>A span that is valid as long as the tensor is alive, and that does not keep it so.</returns>
    /// <exception cref="InvalidOperationException">The data is not in the memory of the process.</exception>
    /// <exception cref="InvalidCastException">The elements are of another type, or vectors.</exception>
    /// <exception cref="NotSupportedException">A tensor span cannot have these strides, such as negative ones.</exception>
    public TensorSpan<T> AsTensorSpan<T>()
        where T : unmanaged
    {
        if (CheckItems<T>() != 1)
        {
            throw new InvalidCastException($"The tensor's elements are vectors, `{DataType}`; a tensor span has scalar elements.");
        }

        CheckHost();
        if (Rank == 0)
        {
            return new((T*)First(), 1, [1]);
        }

        int rank = Rank;
        Span<nint> lengths = rank <= MaxStackRank ? stackalloc nint[rank] : new nint[rank];
        Span<nint> strides = rank <= MaxStackRank ? stackalloc nint[rank] : new nint[rank];
        long last = 0;
        long count = ElementCount;
        ReadOnlySpan<long> from = Strides;
        for (int i = 0; i < rank; i++)
        {
            lengths[i] = checked((nint)Shape[i]);

            // A dimension of one element has no neighbours; whatever stride it came with must not stand in the way.
            strides[i] = lengths[i] <= 1 ? 0 : checked((nint)from[i]);
            last = count == 0 ? last : checked(last + ((lengths[i] - 1) * strides[i]));
        }

        try
        {
            // A tensor span of nothing wants an address all the same.
            T* first = (T*)(count == 0 ? (byte*)_tensor : First());
            return IsContiguous
                ? new(first, checked((nint)count), lengths)
                : new(first, checked((nint)(last + 1)), lengths, strides);
        }
        catch (ArgumentException error)
        {
            throw new NotSupportedException(
                $"A tensor span cannot have the shape {TensorLayout.Describe(Shape)} with strides {TensorLayout.Describe(from)}. Copy the tensor.",
                error);
        }
    }

    /// <summary>As <see cref="AsTensorSpan{T}"/>, to be read.</summary>
    /// <inheritdoc cref="AsTensorSpan{T}"/>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan<T>()
        where T : unmanaged => AsTensorSpan<T>();

    /// <summary>Copies the elements in row-major order, whatever the strides are.</summary>
    /// <typeparam name="T">As <see cref="AsSpan{T}"/> has it.</typeparam>
    /// <exception cref="InvalidOperationException">The data is not in the memory of the process.</exception>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        int items = CheckItems<T>();
        T[] result = new T[checked(ElementCount * items)];
        CopyTo<T>(result);
        return result;
    }

    /// <summary>Copies the elements in row-major order, whatever the strides are.</summary>
    /// <typeparam name="T">As <see cref="AsSpan{T}"/> has it.</typeparam>
    /// <param name="destination">As many items as there are elements, times lanes, or more.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The data is not in the memory of the process.</exception>
    /// <exception cref="InvalidCastException">The elements are of another type; the message names both.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        int items = CheckItems<T>();
        CheckHost();
        long count = ElementCount;
        if (checked(count * items) > destination.Length)
        {
            throw new ArgumentException($"The tensor has {count * items} items, the destination has room for {destination.Length}.", nameof(destination));
        }

        if (count == 0)
        {
            return;
        }

        T* first = (T*)First();
        if (IsContiguous)
        {
            new ReadOnlySpan<T>(first, (int)count * items).CopyTo(destination);
        }
        else
        {
            CopyStrided(first, items, destination);
        }

        GC.KeepAlive(_owner);
    }

    /// <summary>The tensor in TVM's printed form, such as <c>float32[2, 3]@cpu:0</c>.</summary>
    public override string ToString() =>
        _tensor == null ? nameof(TensorView) : $"{DataType}{TensorLayout.Describe(Shape)}@{Device}";

    private void CopyStrided<T>(T* first, int items, Span<T> destination)
        where T : unmanaged
    {
        ReadOnlySpan<long> shape = Shape;
        ReadOnlySpan<long> strides = Strides;
        Span<long> position = shape.Length <= MaxStackRank ? stackalloc long[shape.Length] : new long[shape.Length];
        position.Clear();
        long offset = 0;
        for (int written = 0; ; written += items)
        {
            new ReadOnlySpan<T>(first + (offset * items), items).CopyTo(destination[written..]);
            int dimension = shape.Length - 1;
            for (; dimension >= 0; dimension--)
            {
                offset += strides[dimension];
                if (++position[dimension] < shape[dimension])
                {
                    break;
                }

                offset -= strides[dimension] * shape[dimension];
                position[dimension] = 0;
            }

            if (dimension < 0)
            {
                return;
            }
        }
    }

    /// <summary>How many items one element is.</summary>
    private int CheckItems<T>()
        where T : unmanaged
    {
        int items = DataType.ItemsPerElement<T>();
        if (items == 0)
        {
            ThrowElementType<T>();
        }

        return items;
    }

    private void CheckHost()
    {
        if (!Device.IsHostMemory)
        {
            throw new InvalidOperationException($"The tensor is on {Device}, where .NET cannot read it. Copy it to the CPU first.");
        }
    }

    /// <summary>Address of the first element of data without gaps.</summary>
    private byte* FirstByte()
    {
        CheckHost();
        return IsContiguous
            ? First()
            : throw new InvalidOperationException(
                $"The tensor of shape {TensorLayout.Describe(Shape)} with strides {TensorLayout.Describe(Strides)} is not contiguous. Use AsTensorSpan, or copy it with ToArray.");
    }

    private byte* First()
    {
        byte* data = (byte*)Pointer->Data;
        return data != null || ElementCount == 0
            ? data + _tensor->ByteOffset
            : throw new InvalidOperationException("The tensor has elements but no data.");
    }

    private static int SpanLength(long length) => length is >= 0 and <= int.MaxValue
        ? (int)length
        : throw new InvalidOperationException($"The tensor has {length} items, more than a span can hold. Use AsTensorSpan, or a slice.");

    [DoesNotReturn]
    private void ThrowElementType<T>()
        where T : unmanaged
    {
        string wanted = DataType.TryOf<T>() is { } type ? $"`{type}` ({typeof(T)})" : typeof(T).ToString();
        throw new InvalidCastException($"The tensor's elements are `{DataType}`, not {wanted}. AsBytes gives the bytes of any type.");
    }
}
