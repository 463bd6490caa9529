using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// An object on its way to another owner: <c>tvm::ffi::RValueRef</c>. Passed as an argument it hands its reference over,
/// so that TVM may find that nobody else holds the object and rewrite it in place.
/// </summary>
/// <remarks>
/// Parameters that take no rvalue references refuse it with a TypeError, and the reference ends with the call. It is
/// passed once: passing it again is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed unsafe class Moved
{
    private readonly ObjectOwner _owner;

    internal Moved(TVMFFIObject* owned)
    {
        TypeIndex = owned->TypeIndex;
        _owner = ObjectOwner.Take(owned);
    }

    /// <summary>Takes the object over, as a parameter of an export does with an argument that is moved.</summary>
    /// <typeparam name="T">Wrapper class.</typeparam>
    /// <exception cref="InvalidCastException">The object is of another type; it is not taken over.</exception>
    /// <exception cref="ObjectDisposedException">The object was moved already, or its scope has ended.</exception>
    public T Take<T>()
        where T : TvmObject, ITvmObject<T>
    {
        if (!ObjectType<T>.Contains(TypeIndex))
        {
            throw new InvalidCastException($"The object that was moved is a `{ObjectTypes.KeyOf(TypeIndex)}`, not a `{T.TypeKey}`.");
        }

        ObjectReference reference = ObjectReference.Take(Take());
        return WrapperTable.Wrap(reference) as T ?? T.Wrap(reference);
    }

    /// <summary>Type index of the object.</summary>
    internal int TypeIndex { get; }

    /// <summary>Writes a view of a slot with the object; whoever takes it over clears the slot.</summary>
    internal void WriteView(TVMFFIAny* view)
    {
        TVMFFIObject* obj = Take();
        TVMFFIObject** slot = (TVMFFIObject**)NativeMemory.Alloc((nuint)sizeof(void*));
        *slot = obj;
        *view = default;
        view->TypeIndex = Abi.TypeIndex.ObjectRValueRef;
        view->Ptr = slot;
    }

    /// <summary>Writes the object with its reference.</summary>
    internal void WriteOwned(TVMFFIAny* result)
    {
        *result = default;
        result->Obj = Take();
        result->TypeIndex = TypeIndex;
    }

    /// <summary>Ends a view: drops an object that nobody took over.</summary>
    internal static void ReleaseView(TVMFFIAny* view)
    {
        if (view->TypeIndex != Abi.TypeIndex.ObjectRValueRef)
        {
            return;
        }

        TVMFFIObject** slot = (TVMFFIObject**)view->Ptr;
        TVMFFIObject* left = *slot;
        NativeMemory.Free(slot);
        if (left != null)
        {
            RefCount.Decrement(left);
        }
    }

    private TVMFFIObject* Take()
    {
        TVMFFIObject* obj = _owner.Detach();
        return obj != null
            ? obj
            : throw new ObjectDisposedException(nameof(Moved), "The object was moved already, or its scope has ended. Each Move() is passed once.");
    }
}
