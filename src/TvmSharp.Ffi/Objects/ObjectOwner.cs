using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// Holds one reference to one native object, for as many wrappers as share it. It ends with the scope it was
/// made in; outside any scope, or once it is kept, the garbage collector ends it.
/// </summary>
internal sealed unsafe class ObjectOwner
{
    /// <summary>Of wrappers that were moved: holds nothing.</summary>
    internal static readonly ObjectOwner Ended = new(null);

    // A TVMFFIObject*, as an integer because Interlocked has no overload for pointers.
    private nint _object;

    // Separate, so that the many owners that end with their scope never reach the finalizer queue.
    private Finalizer? _finalizer;

    private ObjectOwner(TVMFFIObject* obj) => _object = (nint)obj;

    /// <summary>Whether the owner goes on when its scope ends.</summary>
    internal bool IsKept => _finalizer is not null;

    internal bool IsReleased => _object == 0;

    /// <summary>Whether the reference is to this very object, not to one that contains it.</summary>
    internal bool IsOf(TVMFFIObject* obj) => _object == (nint)obj;

    /// <summary>Takes over a reference.</summary>
    internal static ObjectOwner Take(TVMFFIObject* obj)
    {
        ObjectOwner owner = new(obj);
        if (!ScopeStack.TryAdd(owner))
        {
            owner.Keep();
        }

        return owner;
    }

    /// <summary>Takes a reference of its own.</summary>
    internal static ObjectOwner Share(TVMFFIObject* obj)
    {
        RefCount.Increment(obj);
        return Take(obj);
    }

    internal void Keep()
    {
        if (_finalizer is not null)
        {
            return;
        }

        // Wrappers on several threads may share the owner. A finalizer that nobody holds would end it for all.
        Finalizer finalizer = new(this);
        if (Interlocked.CompareExchange(ref _finalizer, finalizer, null) is not null)
        {
            finalizer.Dispose();
        }
    }

    internal void Release()
    {
        TVMFFIObject* obj = Detach();
        if (obj != null)
        {
            RefCount.Decrement(obj);
        }
    }

    /// <summary>Ends the owner and gives its reference to the caller; null when it has ended already.</summary>
    internal TVMFFIObject* Detach()
    {
        TVMFFIObject* obj = (TVMFFIObject*)Interlocked.Exchange(ref _object, 0);
        _finalizer?.Dispose();
        return obj;
    }

    private sealed class Finalizer(ObjectOwner owner) : IDisposable
    {
        ~Finalizer() => owner.Release();

        public void Dispose() => GC.SuppressFinalize(this);
    }
}
