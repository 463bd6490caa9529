using System.Collections;
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
        get
        {
            TVMFFISeqCell* cell = Cell;
            long size = cell->Size;
            if ((ulong)index >= (ulong)size)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {size} elements.");
            }

            if (!_elements.TryRead(cell->Data + index, out T value))
            {
                string found = MarshallingHelpers.TypeNameOf(cell->Data + index);
                GC.KeepAlive(this);
                throw new InvalidCastException($"Element {index} of the array is a `{found}`, not a `{_elements.TypeName}`.");
            }

            GC.KeepAlive(this);
            return value;
        }
    }

    static TvmArray<T> ITvmObject<TvmArray<T>>.Wrap(ObjectReference reference) => new(reference);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        int count = Count;
        for (int i = 0; i < count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
