using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi;

/// <summary>The owners of the scopes that are open on one thread, innermost last.</summary>
/// <remarks>
/// Entering and leaving a scope is part of every call that TVM makes into C#: it is one access to a thread-static number
/// and nothing else, as long as no owner is made.
/// </remarks>
internal static class ScopeStack
{
    /// <summary>What an open scope adds to the state.</summary>
    internal const long OneScope = 1L << 32;

    // Number of open scopes in the upper half, number of owners in the lower.
    [ThreadStatic]
    private static long t_state;

    [ThreadStatic]
    private static ObjectOwner?[]? t_owners;

    /// <summary>Number of open scopes times <see cref="OneScope"/>, plus number of owners, of this thread.</summary>
    internal static ref long State => ref t_state;

    /// <summary>Number of scopes that are open on this thread.</summary>
    internal static int Depth => (int)(t_state >> 32);

    /// <summary>Puts an owner into the innermost scope of this thread; false when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryAdd(ObjectOwner owner)
    {
        ref long state = ref t_state;
        if (state < OneScope)
        {
            return false;
        }

        int count = (int)state++;
        ObjectOwner?[]? owners = t_owners;
        if (owners is not null && (uint)count < (uint)owners.Length)
        {
            owners[count] = owner;
        }
        else
        {
            Grow(count)[count] = owner;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ObjectOwner?[] Grow(int count)
    {
        Array.Resize(ref t_owners, Math.Max(64, count * 2));
        return t_owners!;
    }

    /// <summary>
    /// Ends the scopes that were opened since the state was what is given: releases, latest first, all owners that they
    /// still have. Does nothing when they have ended already.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Drain(ref long state, long mark)
    {
        if (state <= mark)
        {
            return;
        }

        // A release can run a deleter, which can open scopes of its own: their owners are above those of this one.
        while ((int)state > (int)mark)
        {
            int last = (int)--state;
            ObjectOwner?[] owners = t_owners!;
            ObjectOwner owner = owners[last]!;
            owners[last] = null;
            if (!owner.IsKept)
            {
                owner.Release();
            }
        }

        state = mark;
    }
}
