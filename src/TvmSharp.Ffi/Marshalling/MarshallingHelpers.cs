using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What several marshallers share.</summary>
internal static unsafe class MarshallingHelpers
{
    /// <summary>Writes a value that fits into the payload.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="typeIndex">Type index; for small strings with their length in the upper half.</param>
    /// <param name="payload">The payload.</param>
    /// <remarks>
    /// In one store: tvm-ffi copies arguments as a whole right after they are written, and a processor would wait for the
    /// parts to reach its cache before it put them together.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(TVMFFIAny* target, ulong typeIndex, ulong payload) =>
        Vector128.Create(typeIndex, payload).Store((ulong*)target);

    /// <summary>The object a view refers to: its own, or the one behind a moved reference; else null.</summary>
    internal static TVMFFIObject* ObjectOf(TVMFFIAny* view) => view->TypeIndex switch
    {
        >= TypeIndex.StaticObjectBegin => view->Obj,
        TypeIndex.ObjectRValueRef => *(TVMFFIObject**)view->Ptr,
        _ => null,
    };

    /// <summary>Takes over the object of a moved reference, or shares the object of an ordinary view.</summary>
    internal static ObjectReference TakeOrShare(TVMFFIAny* view) =>
        view->TypeIndex == TypeIndex.ObjectRValueRef ? TakeMoved(view) : ObjectReference.Share(view->Obj);

    /// <summary>Takes over the object of a moved reference, as <c>TVMFFIAnyViewToOwnedAny</c> does.</summary>
    internal static ObjectReference TakeMoved(TVMFFIAny* view)
    {
        TVMFFIObject** slot = (TVMFFIObject**)view->Ptr;
        TVMFFIObject* obj = *slot;
        if (obj == null)
        {
            throw new InvalidOperationException("The rvalue reference was already moved from.");
        }

        *slot = null;
        return ObjectReference.Take(obj);
    }

    /// <summary>Name of the type of a view, the object behind a moved reference included.</summary>
    internal static string TypeNameOf(TVMFFIAny* view)
    {
        TVMFFIObject* moved = view->TypeIndex == TypeIndex.ObjectRValueRef ? *(TVMFFIObject**)view->Ptr : null;
        return moved != null ? MovedTypeName(moved->TypeIndex) : ObjectTypes.KeyOf(view->TypeIndex);
    }

    /// <summary>Name of the type of a moved object.</summary>
    internal static string MovedTypeName(int typeIndex) => $"RValueRef<{ObjectTypes.KeyOf(typeIndex)}>";
}
