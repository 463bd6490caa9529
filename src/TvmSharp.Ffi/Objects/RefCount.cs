using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Reference counting as <c>tvm/ffi/object.h</c> does it, without a native call.</summary>
internal static unsafe class RefCount
{
    /// <summary>Count of a new object: one strong reference, and the weak one that all strong ones share.</summary>
    internal const ulong One = 0x1_0000_0001;

    private const ulong WeakOne = 0x1_0000_0000;

    internal static void Increment(TVMFFIObject* obj) => Interlocked.Increment(ref obj->CombinedRefCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Decrement(TVMFFIObject* obj)
    {
        ulong before = Interlocked.Decrement(ref obj->CombinedRefCount) + 1;
        if ((uint)before == 1)
        {
            DeleteLast(obj, before);
        }
    }

    /// <summary>Number of strong references.</summary>
    internal static uint Strong(TVMFFIObject* obj) => (uint)Volatile.Read(ref obj->CombinedRefCount);

    /// <summary>Drops what an owned value refers to.</summary>
    internal static void Release(TVMFFIAny* value)
    {
        if (value->TypeIndex >= TypeIndex.StaticObjectBegin)
        {
            Decrement(value->Obj);
        }
    }

    /// <summary>Ends an object whose last strong reference has gone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DeleteLast(TVMFFIObject* obj, ulong before)
    {
        if (before == One)
        {
            // Nobody else can reach the object any more, so both halves go at once.
            if (obj->Deleter != null)
            {
                obj->Deleter(obj, ObjectDeleterFlags.Both);
            }
        }
        else
        {
            // Weak references outlive the last strong one: its contents go now, its memory with the last of them.
            if (obj->Deleter != null)
            {
                obj->Deleter(obj, ObjectDeleterFlags.Strong);
            }

            if (Interlocked.Add(ref obj->CombinedRefCount, unchecked(0 - WeakOne)) + WeakOne == WeakOne
                && obj->Deleter != null)
            {
                obj->Deleter(obj, ObjectDeleterFlags.Weak);
            }
        }
    }
}
