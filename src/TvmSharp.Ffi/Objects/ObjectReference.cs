using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A native object together with the owner that keeps it alive: what a wrapper is made from.</summary>
public readonly unsafe struct ObjectReference
{
    internal ObjectReference(TVMFFIObject* obj, ObjectOwner owner)
    {
        Object = obj;
        Owner = owner;
    }

    internal TVMFFIObject* Object { get; }

    internal ObjectOwner Owner { get; }

    /// <summary>Takes over a reference to an object.</summary>
    /// <param name="owned">An object whose reference the caller gives up. Not null.</param>
    public static ObjectReference Take(TVMFFIObject* owned) => new(owned, ObjectOwner.Take(owned));

    /// <summary>Takes a reference of its own to a borrowed object.</summary>
    /// <param name="borrowed">An object that is alive during the call. Not null.</param>
    public static ObjectReference Share(TVMFFIObject* borrowed) => new(borrowed, ObjectOwner.Share(borrowed));
}
