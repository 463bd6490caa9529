using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Memory of a thread for strings that are arguments: taken before a call and given back after it, as on a stack, because
/// a string object would cost more than most calls.
/// </summary>
internal unsafe struct ArgumentMemory
{
    /// <summary>Most bytes that one argument takes.</summary>
    internal const int Largest = 1024;

    private const int Size = 16 * Largest;

    [ThreadStatic]
    private static ArgumentMemory t_current;

    // Holds the memory, which ends with the thread. It does not move.
    [ThreadStatic]
    private static byte[]? t_block;

    private byte* _next;
    private byte* _end;

    /// <summary>The memory of this thread.</summary>
    internal static ref ArgumentMemory Current => ref t_current;

    /// <summary>What can be taken: <see cref="Largest"/> bytes, or nothing when too many calls are nested.</summary>
    internal Span<byte> Rest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_end - _next >= Largest || TryAllocate())
            {
                return new Span<byte>(_next, Largest);
            }

            return default;
        }
    }

    /// <summary>Takes the first bytes of the rest.</summary>
    /// <returns>Their address.</returns>
    internal byte* Take(int count)
    {
        byte* start = _next;
        _next += count;
        return start;
    }

    /// <summary>Gives back what begins at an address, and all that was taken after it.</summary>
    internal void Release(void* start) => _next = (byte*)Math.Min((nuint)_next, (nuint)start);

    /// <summary>Allocates at first use.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAllocate()
    {
        if (_end != null)
        {
            return false;
        }

        t_block = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        _next = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(t_block, 0);
        _end = _next + Size;
        return true;
    }
}
