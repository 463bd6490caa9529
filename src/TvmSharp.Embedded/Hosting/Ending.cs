using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>
/// Drops what objects hold when they end. Objects that end inside of one another do so to a limited depth, and the rest waits
/// for the outermost: values of any depth end without using up the stack.
/// </summary>
internal static unsafe class Ending
{
    private const int MaximumDepth = 100;

    [ThreadStatic]
    private static int t_depth;

    // References to drop when the outermost object has ended.
    [ThreadStatic]
    private static Stack<nint>? t_pending;

    /// <summary>An object begins to end; <see cref="Leave"/> goes with it.</summary>
    public static void Enter() => t_depth++;

    /// <summary>Drops the reference in a slot of an object that is ending, and leaves null.</summary>
    public static void Release(TVMFFIObject** slot)
    {
        TVMFFIObject* held = *slot;
        *slot = null;
        Release(Value.Object(held));
    }

    /// <summary>Drops what a value in an object that is ending holds, and leaves None.</summary>
    public static void Release(TVMFFIAny* slot)
    {
        TVMFFIAny held = *slot;
        *slot = default;
        Release(held);
    }

    /// <summary>Drops what a value held that was part of an object which is ending.</summary>
    public static void Release(TVMFFIAny held)
    {
        if (t_depth > MaximumDepth && Value.IsObject(held))
        {
            (t_pending ??= []).Push((nint)held.Obj);
        }
        else
        {
            Host.Release(held);
        }
    }

    /// <summary>The object has dropped all that it held.</summary>
    public static void Leave()
    {
        while (t_depth == 1 && t_pending is { Count: > 0 } pending)
        {
            Host.DecRef((TVMFFIObject*)pending.Pop());
        }

        t_depth--;
    }
}
