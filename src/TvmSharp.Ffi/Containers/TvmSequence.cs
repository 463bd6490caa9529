using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>What <see cref="TvmArray{T}"/> and <see cref="TvmList{T}"/> share: the cells of <c>TVMFFISeqCell</c>.</summary>
/// <typeparam name="T">Element type. Elements convert when they are read.</typeparam>
/// <remarks>Reading makes no native call. <c>foreach</c> allocates nothing but what the elements need.</remarks>
public abstract unsafe class TvmSequence<T> : TvmObject, IReadOnlyList<T>
{
    // Reads elements that share the owner; null where they do not, or are no wrappers.
    private readonly WrapperReader? _wrappers;

    private protected TvmSequence(ObjectReference reference, ValueMarshaller<T> elements, WrapperReader? wrappers)
        : base(reference)
    {
        Elements = elements;
        _wrappers = wrappers;
    }

    /// <summary>Number of elements.</summary>
    public int Count
    {
        get
        {
            long size = Cell->Size;
            GC.KeepAlive(this);
            return checked((int)size);
        }
    }

    private protected ValueMarshaller<T> Elements { get; }

    private protected TVMFFISeqCell* Cell => (TVMFFISeqCell*)(Handle + 1);

    /// <summary>Reads an element.</summary>
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

            TVMFFIAny* element = cell->Elements + index;
            if (!PlainValues.TryRead(element, out T value) && !TryReadWrapper(element, out value) && !TryReadElement(element, out value))
            {
                ThrowMismatch(index);
            }

            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>The elements of a range, in an array of .NET's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the sequence.</exception>
    public T[] this[Range range]
    {
        get
        {
            (int start, int length) = range.GetOffsetAndLength(Count);
            T[] items = new T[length];
            for (int i = 0; i < length; i++)
            {
                items[i] = this[start + i];
            }

            return items;
        }
    }

    /// <summary>Position of the first element that equals a value; -1 when there is none.</summary>
    public int IndexOf(T item)
    {
        int index = 0;
        foreach (T element in this)
        {
            if (EqualityComparer<T>.Default.Equals(element, item))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    /// <summary>Whether an element equals a value.</summary>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <summary>The elements in an array of .NET's.</summary>
    public T[] ToArray() => this[..];

    /// <summary>Copies all elements.</summary>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyTo(Span<T> destination)
    {
        int count = Count;
        if (destination.Length < count)
        {
            throw new ArgumentException($"The destination has room for {destination.Length} of {count} elements.", nameof(destination));
        }

        for (int i = 0; i < count; i++)
        {
            destination[i] = this[i];
        }
    }

    /// <summary>Enumerates the elements without allocating an enumerator.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected abstract bool TryReadElement(TVMFFIAny* element, out T value);

    /// <summary>Reads what needs no call of a virtual method.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadWrapper(TVMFFIAny* element, out T value)
    {
        TvmObject? wrapper = typeof(T).IsValueType ? null : _wrappers?.TryReadShared(element, Reference.Owner);
        value = typeof(T).IsValueType ? default! : Unsafe.As<TvmObject?, T>(ref wrapper);
        return wrapper is not null;
    }

    [DoesNotReturn]
    private protected void ThrowOutOfRange(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} elements.");

    [DoesNotReturn]
    private void ThrowMismatch(int index)
    {
        string found = MarshallingHelpers.TypeNameOf(Cell->Elements + index);
        GC.KeepAlive(this);
        throw new InvalidCastException($"Element {index} of the {TypeKey} is a `{found}`, not a `{Elements.TypeName}`.");
    }

    /// <summary>Position in a sequence.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly TvmSequence<T> _sequence;
        private readonly int _count;
        private int _index;

        internal Enumerator(TvmSequence<T> sequence)
        {
            _sequence = sequence;
            _count = sequence.Count;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly T Current => _sequence[_index];

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        /// <exception cref="InvalidOperationException">The sequence has another length than at the start.</exception>
        public bool MoveNext()
        {
            if (_sequence.Count != _count)
            {
                throw new InvalidOperationException("The list was modified while it was enumerated.");
            }

            return ++_index < _count;
        }

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
