using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// The elements of an array that a node holds, without a wrapper for the array: what generated visitors walk over. Not for
/// use by hand.
/// </summary>
/// <remarks>
/// Methods of a visitor run between two reads, and may end what the node is part of: every member is an
/// <see cref="ObjectDisposedException"/> from then on.
/// </remarks>
/// <typeparam name="T">Class of the elements; their wrappers are of the most derived class that is known for each.</typeparam>
public readonly unsafe ref struct NodeElements<T>
    where T : TvmObject
{
    private readonly TvmObject _target;
    private readonly TVMFFIObject* _array;

    internal NodeElements(TvmObject target, TVMFFIObject* array)
    {
        _target = target;
        _array = array;
    }

    /// <summary>Number of elements.</summary>
    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int count = (int)Cell->Size;
            GC.KeepAlive(_target);
            return count;
        }
    }

    /// <summary>Whether nobody but the node holds the array.</summary>
    public bool IsUnique
    {
        get
        {
            bool isUnique = RefCount.Strong(Array) == 1;
            GC.KeepAlive(_target);
            return isUnique;
        }
    }

    private TVMFFISeqCell* Cell
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TVMFFISeqCell*)(Array + 1);
    }

    private TVMFFIObject* Array
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Throws when the node has ended, and its array with it.
            _ = _target.Handle;
            return _array;
        }
    }

    /// <summary>Reads an element, which shares the owner of the node.</summary>
    /// <param name="index">Position, from 0 to below <see cref="Count"/>. It is not checked.</param>
    /// <exception cref="InvalidCastException">The element is not a <typeparamref name="T"/>.</exception>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => At(index).Wrap();
    }

    /// <summary>An element, before there is a wrapper for it.</summary>
    /// <param name="index">Position, from 0 to below <see cref="Count"/>. It is not checked.</param>
    /// <exception cref="InvalidCastException">The element is no object.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NodeChild<T> At(int index)
    {
        TVMFFIAny* element = Cell->Elements + index;
        if (element->TypeIndex < TypeIndex.StaticObjectBegin)
        {
            ThrowNoObject(index, element->TypeIndex);
        }

        return new NodeChild<T>(_target, element->Obj);
    }

    /// <summary>Asks for the next element ahead of its use, where there is one: worth it if much is done with each.</summary>
    /// <param name="index">Position of the element at hand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchAfter(int index)
    {
        TVMFFISeqCell* cell = Cell;
        if (index + 1 < (int)cell->Size)
        {
            // Whatever it is: no address is wrong to ask for.
            Prefetch.Object((cell->Elements + index + 1)->Obj);
        }

        GC.KeepAlive(_target);
    }

    /// <summary>Replaces an element in place; what it was stays alive as long as the owner of the node.</summary>
    /// <param name="index">Position, from 0 to below <see cref="Count"/>. It is not checked.</param>
    /// <param name="value">Object.</param>
    public void Replace(int index, T value)
    {
        TVMFFIAny* element = Cell->Elements + index;
        TVMFFIObject* old = element->Obj;
        value.WriteOwned(element);
        _target.Reference.Owner.Retain(old);
        GC.KeepAlive(_target);
    }

    [DoesNotReturn]
    private void ThrowNoObject(int index, int typeIndex) => throw new InvalidCastException(
        $"Element {index} of an array in a `{_target.TypeKey}` is a `{ObjectTypes.KeyOf(typeIndex)}`, not a `{typeof(T).Name}`.");
}
