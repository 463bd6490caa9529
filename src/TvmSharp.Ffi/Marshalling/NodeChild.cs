using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// What a node refers to, before there is a wrapper for it: generated visitors look at its type first. Not for use by hand.
/// </summary>
/// <remarks>It is valid as long as nothing else is called: a method of a visitor may end what the node is part of.</remarks>
/// <typeparam name="T">Class of the child; the wrapper is of the most derived class that is known for it.</typeparam>
public readonly unsafe ref struct NodeChild<T>
    where T : TvmObject
{
    private readonly TvmObject _parent;
    private readonly TVMFFIObject* _child;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal NodeChild(TvmObject parent, TVMFFIObject* child)
    {
        _parent = parent;
        _child = child;
    }

    /// <summary>Type index of the child.</summary>
    public int TypeIndex
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int index = _child->TypeIndex;
            GC.KeepAlive(_parent);
            return index;
        }
    }

    /// <summary>Makes a wrapper, which shares the owner of the node.</summary>
    /// <exception cref="InvalidCastException">The class that is registered for the child's type is no <typeparamref name="T"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Wrap()
    {
        Prefetch.FieldsOf(_child);
        WrapperFactory factory = WrapperTable.FactoryOf(_child->TypeIndex);
        TvmObject wrapper = factory.Wrap(new ObjectReference(_child, _parent.Reference.Owner));
        GC.KeepAlive(_parent);
        return factory.Makes<T>() ? Unsafe.As<T>(wrapper) : throw Mismatch(wrapper);
    }

    private InvalidCastException Mismatch(TvmObject wrapper) =>
        new($"A `{_parent.TypeKey}` has a `{wrapper.TypeKey}`, wrapped as {wrapper.GetType().Name}, where a `{typeof(T).Name}` belongs. Was it made without its constructor?");
}
