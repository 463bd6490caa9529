using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Memory of a thread for strings that are arguments: taken before a call and given back after it, as on a stack, because
/// a string object would cost more than most calls.
/// </summary>
internal static unsafe class ArgumentMemory
{
    /// <summary>Most bytes that one argument takes.</summary>
    internal const int Largest = 1024;

    private const int Size = 16 * Largest;

    // Holds the memory, which ends with the thread. It does not move.
    [ThreadStatic]
    private static byte[]? t_block;

    [ThreadStatic]
    private static Extent t_extent;

    /// <summary>The rest of the memory, or nothing when too little is left.</summary>
    internal static Span<byte> Rest
    {
        get
        {
            ref Extent extent = ref t_extent;
            if (extent.End == null)
            {
                t_block = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
                extent.Next = (byte*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(t_block, 0);
                extent.End = extent.Next + Size;
            }

            return extent.End - extent.Next < Largest ? default : new Span<byte>(extent.Next, Largest);
        }
    }

    /// <summary>Takes the first bytes of the rest.</summary>
    internal static void Take(int count) => t_extent.Next += count;

    /// <summary>Gives back what begins at an address, and all that was taken after it.</summary>
    internal static void Release(TVMFFIAny* argument)
    {
        ref Extent extent = ref t_extent;
        extent.Next = (byte*)Math.Min((nuint)extent.Next, (nuint)argument->Ptr);
    }

    private struct Extent
    {
        internal byte* Next;
        internal byte* End;
    }
}
