using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TvmSharp.Ffi.Abi;

/// <summary>
/// Asks for memory ahead of its use: in a walk over a tree that is larger than the caches, what a node refers to is what the
/// walk waits for. .NET has an instruction for it on x86 only; elsewhere nothing is done.
/// </summary>
internal static unsafe class Prefetch
{
    // A line of a cache has 64 bytes. The fields of a node come behind a header of 24 bytes and the fields of its base classes:
    // as a rule in another line than the header.
    private const int Fields = 48;

    /// <summary>An object whose header is about to be read: its fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FieldsOf(TVMFFIObject* obj)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)obj + Fields);
        }
    }

    /// <summary>An object that comes later: its header and its fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Object(TVMFFIObject* obj)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(obj);
            Sse.Prefetch0((byte*)obj + Fields);
        }
    }
}
