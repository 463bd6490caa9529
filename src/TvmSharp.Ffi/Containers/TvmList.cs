using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A mutable sequence: <c>tvm::ffi::List</c>, type key <c>ffi.List</c>.</summary>
/// <typeparam name="T">Element type. Elements convert when they are read.</typeparam>
/// <remarks>
/// All wrappers and all languages that hold the list see its changes. Reading makes no native call, changing does.
/// Like .NET's own lists it must not be changed while another thread uses it.
/// </remarks>
[TvmObject("ffi.List")]
[CollectionBuilder(typeof(TvmList), nameof(TvmList.Create))]
public sealed unsafe class TvmList<T> : TvmSequence<T>, IList<T>, ITvmObject<TvmList<T>>
{
    internal TvmList(ObjectReference reference)
        : this(reference, ValueMarshaller<T>.OfValues)
    {
    }

    internal TvmList(ObjectReference reference, ValueMarshaller<T> elements)
        : base(reference, elements, null) => ValueMarshaller<TvmList<T>>.Meet<ListMarshaller<T, DefaultMarshaller<T>>>();

    static string ITvmObject<TvmList<T>>.TypeKey => "ffi.List";

    bool ICollection<T>.IsReadOnly => false;

    /// <summary>Reads or replaces an element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below the number of elements.</exception>
    /// <exception cref="InvalidCastException">The element is not a <typeparamref name="T"/>.</exception>
    public new T this[int index]
    {
        get => base[index];
        set
        {
            Check(index, Count - 1);
            Change(BuiltinFunctions.ListSetItem, index, value);
        }
    }

    static TvmList<T> ITvmObject<TvmList<T>>.Wrap(ObjectReference reference) => new(reference);

    /// <inheritdoc/>
    public void Add(T item)
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[2];
        CallWithItem(BuiltinFunctions.ListAppend, args, 1, item);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or above the number of elements.</exception>
    public void Insert(int index, T item)
    {
        Check(index, Count);
        Change(BuiltinFunctions.ListInsert, index, item);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not below the number of elements.</exception>
    public void RemoveAt(int index)
    {
        Check(index, Count - 1);
        BuiltinFunctions.ListErase.Call(this, index);
    }

    /// <summary>Removes the elements of a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the list.</exception>
    public void RemoveRange(Range range)
    {
        (int start, int length) = range.GetOffsetAndLength(Count);
        BuiltinFunctions.ListEraseRange.Call(this, start, start + length);
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        int index = IndexOf(item);
        if (index < 0)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    /// <inheritdoc/>
    public void Clear() => BuiltinFunctions.ListClear.Call(this);

    /// <summary>Turns the order of the elements round, in place.</summary>
    public void Reverse() => BuiltinFunctions.ListReverse.Call(this);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => CopyTo(array.AsSpan(arrayIndex));

    private protected override bool TryReadElement(TVMFFIAny* element, out T value) => Elements.TryRead(element, out value);

    private void Check(int index, int last)
    {
        if ((uint)index > (uint)last || last < 0)
        {
            ThrowOutOfRange(index);
        }
    }

    private void Change(Function function, int index, T item)
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[3];
        args[1] = new() { TypeIndex = TypeIndex.Int, Int64 = index };
        CallWithItem(function, args, 2, item);
    }

    /// <summary>Calls with the list itself as the first argument, and an item as the last.</summary>
    private void CallWithItem(Function function, TVMFFIAny* args, int position, T item)
    {
        Lend(args);
        try
        {
            Elements.WriteArgument(item, args + position);
            TVMFFIAny result = default;
            function.CallRaw(args, position + 1, &result);
            RefCount.Release(&result);
        }
        finally
        {
            Elements.ReleaseArgument(item, args + position);
            EndLoan();
        }
    }
}
