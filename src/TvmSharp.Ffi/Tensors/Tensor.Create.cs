using System.Numerics.Tensors;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

public sealed unsafe partial class Tensor
{
    /// <summary>Makes a tensor on the CPU whose elements are not set. The data is aligned to 64 bytes.</summary>
    /// <param name="shape">Extents in elements, outermost first; none for a single element.</param>
    /// <param name="type">Element type. Elements of less than a byte are packed.</param>
    /// <exception cref="ArgumentException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The size does not fit.</exception>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public static Tensor Empty(ReadOnlySpan<long> shape, DataType type) =>
        Import(CpuMemory.Allocate(shape, type, zeroed: false));

    /// <summary>Makes a tensor on the CPU whose bytes are zero. The data is aligned to 64 bytes.</summary>
    /// <inheritdoc cref="Empty"/>
    public static Tensor Zeros(ReadOnlySpan<long> shape, DataType type) =>
        Import(CpuMemory.Allocate(shape, type, zeroed: true));

    /// <summary>Makes a tensor on the CPU with a copy of the elements, of one dimension. The data is aligned to 64 bytes.</summary>
    /// <typeparam name="T">A type of <see cref="DataType.Of{T}"/>.</typeparam>
    /// <exception cref="NotSupportedException">There is no element type for the C# type.</exception>
    public static Tensor CopyFrom<T>(ReadOnlySpan<T> elements)
        where T : unmanaged => CopyFrom(elements, [elements.Length], DataType.Of<T>());

    /// <summary>Makes a tensor on the CPU with a copy of the elements. The data is aligned to 64 bytes.</summary>
    /// <typeparam name="T">A type of <see cref="DataType.Of{T}"/>.</typeparam>
    /// <param name="elements">Elements in row-major order, as many as the shape has.</param>
    /// <param name="shape">Extents in elements, outermost first; none for a single element.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements than the shape has.</exception>
    /// <exception cref="NotSupportedException">There is no element type for the C# type.</exception>
    public static Tensor CopyFrom<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
        where T : unmanaged => CopyFrom(elements, shape, DataType.Of<T>());

    /// <summary>Makes a tensor on the CPU with a copy of the elements. The data is aligned to 64 bytes.</summary>
    /// <typeparam name="T">
    /// The type of the elements as <see cref="TensorView.AsSpan{T}"/> has it, or <see cref="byte"/> for the bytes of any.
    /// </typeparam>
    /// <param name="elements">Items in row-major order, as many as the shape and the element type have.</param>
    /// <param name="shape">Extents in elements, outermost first; none for a single element.</param>
    /// <param name="type">Element type.</param>
    /// <exception cref="ArgumentException">There are more or fewer items than the shape has.</exception>
    /// <exception cref="InvalidCastException">The items are not of the element type.</exception>
    public static Tensor CopyFrom<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, DataType type)
        where T : unmanaged
    {
        CheckSize<T>(elements.Length, shape, type);
        DLManagedTensorVersioned* managed = CpuMemory.Allocate(shape, type, zeroed: false);
        elements.CopyTo(new(managed->DLTensor.Data, elements.Length));
        return Import(managed);
    }

    /// <summary>Makes a tensor on the CPU with a copy of the elements, and their shape. The data is aligned to 64 bytes.</summary>
    /// <typeparam name="T">A type of <see cref="DataType.Of{T}"/>.</typeparam>
    /// <exception cref="NotSupportedException">There is no element type for the C# type.</exception>
    public static Tensor CopyFrom<T>(in ReadOnlyTensorSpan<T> elements)
        where T : unmanaged
    {
        long[] shape = new long[elements.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = elements.Lengths[i];
        }

        DataType type = DataType.Of<T>();
        int count = checked((int)elements.FlattenedLength);
        DLManagedTensorVersioned* managed = CpuMemory.Allocate(shape, type, zeroed: false);
        elements.FlattenTo(new Span<T>(managed->DLTensor.Data, count));
        return Import(managed);
    }

    /// <summary>Makes a tensor of one dimension over managed memory.</summary>
    /// <inheritdoc cref="FromMemory{T}(Memory{T}, ReadOnlySpan{long}, DataType)"/>
    public static Tensor FromMemory<T>(Memory<T> memory)
        where T : unmanaged => FromMemory(memory, [memory.Length], DataType.Of<T>());

    /// <summary>Makes a tensor over managed memory.</summary>
    /// <inheritdoc cref="FromMemory{T}(Memory{T}, ReadOnlySpan{long}, DataType)"/>
    public static Tensor FromMemory<T>(Memory<T> memory, ReadOnlySpan<long> shape)
        where T : unmanaged => FromMemory(memory, shape, DataType.Of<T>());

    /// <summary>Makes a tensor over managed memory, an array or a part of one.</summary>
    /// <remarks>
    /// Nothing is copied: the tensor and .NET see each other's writes. The memory is pinned until the last reference to the
    /// tensor ends. Arrays are aligned to 8 bytes, so that functions that want more need <see cref="CopyFrom{T}(ReadOnlySpan{T})"/>.
    /// </remarks>
    /// <typeparam name="T">
    /// The type of the elements as <see cref="TensorView.AsSpan{T}"/> has it, or <see cref="byte"/> for the bytes of any.
    /// </typeparam>
    /// <param name="memory">Items in row-major order, as many as the shape and the element type have.</param>
    /// <param name="shape">Extents in elements, outermost first; none for a single element.</param>
    /// <param name="type">Element type.</param>
    /// <exception cref="ArgumentException">There are more or fewer items than the shape has.</exception>
    /// <exception cref="InvalidCastException">The items are not of the element type.</exception>
    /// <exception cref="NotSupportedException">There is no element type for the C# type.</exception>
    public static Tensor FromMemory<T>(Memory<T> memory, ReadOnlySpan<long> shape, DataType type)
        where T : unmanaged
    {
        CheckSize<T>(memory.Length, shape, type);
        return Import(CpuMemory.Pin(memory, shape, type));
    }

    /// <summary>
    /// Makes a tensor with the allocator of the environment (<see cref="TensorAllocator"/>), by <c>TVMFFIEnvTensorAlloc</c>:
    /// what a framework around TVM wants its results to be made with.
    /// </summary>
    /// <param name="shape">Extents in elements, outermost first.</param>
    /// <param name="type">Element type.</param>
    /// <param name="device">Where the data is to be; the allocator may know other devices than the CPU.</param>
    /// <exception cref="TvmException">No allocator is set, or it failed.</exception>
    public static Tensor AllocateFromEnvironment(ReadOnlySpan<long> shape, DataType type, Device device)
    {
        _ = TensorLayout.CheckedElementCount(shape);
        fixed (long* extents = shape)
        {
            DLTensor prototype = new() { Device = device, DType = type, NDim = shape.Length, Shape = extents };
            return new Tensor(ObjectReference.Take(EnvironmentFunctions.AllocateTensor(&prototype)));
        }
    }

    private static void CheckSize<T>(int items, ReadOnlySpan<long> shape, DataType type)
        where T : unmanaged
    {
        long elements = TensorLayout.CheckedElementCount(shape);
        int lanes = type.ItemsPerElement<T>();
        if (lanes == 0 && typeof(T) != typeof(byte))
        {
            throw new InvalidCastException($"Items of type {typeof(T)} are no elements of type `{type}`. Pass its bytes.");
        }

        long wanted = lanes == 0 ? TensorLayout.ByteSize(elements, type) : checked(elements * lanes);
        if (wanted != items)
        {
            throw new ArgumentException(
                $"A tensor of shape {TensorLayout.Describe(shape)} and type `{type}` is {wanted} items of type {typeof(T)}, not {items}.");
        }
    }
}
