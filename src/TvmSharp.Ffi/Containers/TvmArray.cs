using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>An immutable sequence: <c>tvm::ffi::Array</c>, type key <c>ffi.Array</c>.</summary>
/// <typeparam name="T">Element type. Elements convert when they are read.</typeparam>
/// <remarks>Reading makes no native call.</remarks>
[TvmObject("ffi.Array")]
[CollectionBuilder(typeof(TvmArray), nameof(TvmArray.Create))]
public sealed unsafe class TvmArray<T> : TvmObject, IReadOnlyList<T>, ITvmObject<TvmArray<T>>
{
    private readonly ValueMarshaller<T> _elements;

    internal TvmArray(ObjectReference reference)
        : this(reference, ValueMarshaller<T>.Default)
    {
    }

    internal TvmArray(ObjectReference reference, ValueMarshaller<T> elements)
        : base(reference)
    {
        _elements = elements;

        // As an element of another container this very class is wanted, not the untyped one that stands for its type.
        ValueMarshaller<TvmArray<T>>.SetDefault<ObjectMarshaller<TvmArray<T>>>();
    }

    static string ITvmObject<TvmArray<T>>.TypeKey => "ffi.Array";

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            long size = Cell->Size;
            GC.KeepAlive(this);
            return checked((int)size);
        }
    }

    private TVMFFISeqCell* Cell => (TVMFFISeqCell*)(Handle + 1);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below <see cref="Count"/>.</exception>
    /// <exception cref="InvalidCastException">The element is not a <typeparamref name="T"/>.</exception>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            TVMFFISeqCell* cell = Cell;
            if ((ulong)index >= (ulong)cell->Size)
            {
                ThrowOutOfRange(index);
            }

            TVMFFIAny* element = cell->Data + index;
            if (!PlainValues.TryRead(element, out T value) && !_elements.TryReadShared(element, Reference, out value))
            {
                ThrowMismatch(index);
            }

            GC.KeepAlive(this);
            return value;
        }
    }

    static TvmArray<T> ITvmObject<TvmArray<T>>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The elements in their order, without allocating for plain values.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [DoesNotReturn]
    private void ThrowOutOfRange(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {Count} elements.");

    [DoesNotReturn]
    private void ThrowMismatch(int index)
    {
        string found = MarshallingHelpers.TypeNameOf(Cell->Data + index);
        GC.KeepAlive(this);
        throw new InvalidCastException($"Element {index} of the array is a `{found}`, not a `{_elements.TypeName}`.");
    }

    /// <summary>Enumerates an array.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly TvmArray<T> _array;
        private readonly int _count;
        private int _index = -1;

        internal Enumerator(TvmArray<T> array)
        {
            _array = array;
            _count = array.Count;
        }

        /// <inheritdoc/>
        public readonly T Current => _array[_index];

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
