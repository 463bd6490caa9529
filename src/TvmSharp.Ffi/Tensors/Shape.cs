using System.Collections;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Extents of a tensor: <c>tvm::ffi::Shape</c>, type key <c>ffi.Shape</c>. It never changes.</summary>
/// <remarks>Reading makes no native call. <c>Shape shape = [2, 3];</c> makes one, by <c>ffi.Shape</c>.</remarks>
[TvmObject("ffi.Shape")]
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed unsafe class Shape : TvmObject, IReadOnlyList<long>, ITvmObject<Shape>
{
    private const int MaxStackArguments = 16;

    private Shape(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Shape>.TypeKey => "ffi.Shape";

    static bool ITvmObject<Shape>.IsImmutable => true;

    /// <summary>Number of dimensions.</summary>
    public int Count
    {
        get
        {
            int count = checked((int)Cell->Size);
            GC.KeepAlive(this);
            return count;
        }
    }

    /// <summary>Number of elements of a tensor of this shape, 1 for one without dimensions.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public long ElementCount
    {
        get
        {
            long count = TensorLayout.ElementCount(AsSpan());
            GC.KeepAlive(this);
            return count;
        }
    }

    private TVMFFIShapeCell* Cell => (TVMFFIShapeCell*)(Handle + 1);

    /// <summary>Extent of a dimension, in elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="Count"/>.</exception>
    public long this[int index]
    {
        get
        {
            ReadOnlySpan<long> extents = AsSpan();
            if ((uint)index >= (uint)extents.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The shape has {extents.Length} dimensions.");
            }

            long extent = extents[index];
            GC.KeepAlive(this);
            return extent;
        }
    }

    static Shape ITvmObject<Shape>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>Makes a shape. Collection expressions call this.</summary>
    /// <param name="extents">Extents in elements, outermost first.</param>
    public static Shape Create(params ReadOnlySpan<long> extents)
    {
        TVMFFIAny[]? rented = extents.Length > MaxStackArguments ? new TVMFFIAny[extents.Length] : null;
        Span<TVMFFIAny> arguments = rented ?? stackalloc TVMFFIAny[MaxStackArguments];
        for (int i = 0; i < extents.Length; i++)
        {
            arguments[i] = new() { TypeIndex = TypeIndex.Int, Int64 = extents[i] };
        }

        fixed (TVMFFIAny* data = arguments)
        {
            TVMFFIAny result = default;
            BuiltinFunctions.Shape.CallRaw(data, extents.Length, &result);
            return new Shape(ObjectReference.Take(result.Obj));
        }
    }

    /// <summary>The extents where they are: valid as long as this wrapper is, which the caller keeps in use.</summary>
    public ReadOnlySpan<long> AsSpan() => new(Cell->Data, checked((int)Cell->Size));

    /// <summary>Goes through the extents without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<long> IEnumerable<long>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the extents of a shape.</summary>
    public struct Enumerator : IEnumerator<long>
    {
        private readonly Shape _shape;
        private int _index;

        internal Enumerator(Shape shape)
        {
            _shape = shape;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly long Current => _shape[_index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _shape.Count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
