using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Weak reference counting as <c>tvm/ffi/object.h</c> does it, without a native call.</summary>
internal static unsafe class WeakCount
{
    private const ulong WeakOne = 0x1_0000_0000;

    /// <summary>Adds a weak reference to an object that is alive.</summary>
    internal static void Increment(TVMFFIObject* obj) => Interlocked.Add(ref obj->CombinedRefCount, WeakOne);

    /// <summary>Drops a weak reference; the last of all references frees the memory.</summary>
    internal static void Decrement(TVMFFIObject* obj)
    {
        if (Interlocked.Add(ref obj->CombinedRefCount, unchecked(0 - WeakOne)) == 0 && obj->Deleter != null)
        {
            obj->Deleter(obj, ObjectDeleterFlags.Weak);
        }
    }

    /// <summary>Adds a strong reference unless the last one is gone. Needs a weak reference.</summary>
    internal static bool TryPromote(TVMFFIObject* obj)
    {
        ulong seen = Volatile.Read(ref obj->CombinedRefCount);
        while ((uint)seen != 0)
        {
            ulong before = Interlocked.CompareExchange(ref obj->CombinedRefCount, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Number of weak references, the one that all strong ones share among them.</summary>
    internal static uint Of(TVMFFIObject* obj) => (uint)(Volatile.Read(ref obj->CombinedRefCount) >> 32);
}
