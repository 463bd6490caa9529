using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// A global function that a generated stub calls; looked up at the first call and kept for good. A static field of this
/// type needs no initialization, which every call would have to check.
/// </summary>
public unsafe struct ImportedFunction
{
    // A TVMFFIObject*, as an integer because Interlocked has no overload for pointers.
    private nint _function;

    /// <summary>Finds the function.</summary>
    /// <param name="name">Global name.</param>
    /// <returns>A function that lives as long as the process.</returns>
    /// <exception cref="MissingFunctionException">This TVM has no such function.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVMFFIObject* Find(string name)
    {
        TVMFFIObject* function = (TVMFFIObject*)_function;
        return function != null ? function : LookUp(name);
    }

    /// <summary>Calls a function. Never throws.</summary>
    /// <param name="function">What <see cref="Find"/> returned.</param>
    /// <param name="args">Arguments.</param>
    /// <param name="count">Number of arguments.</param>
    /// <param name="result">Set to None by the caller, who owns what is put there.</param>
    /// <returns>0, or -1 with the error raised.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Call(TVMFFIObject* function, TVMFFIAny* args, int count, TVMFFIAny* result) =>
        ((TVMFFIFunctionCell*)(function + 1))->SafeCall(function, args, count, result);

    /// <summary><see cref="Call"/> as a method of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int CallApart(TVMFFIObject* function, TVMFFIAny* args, int count, TVMFFIAny* result) =>
        Call(function, args, count, result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TVMFFIObject* LookUp(string name)
    {
        TVMFFIObject* found = Function.Lookup(name);
        if (found == null)
        {
            throw new MissingFunctionException(name);
        }

        nint first = Interlocked.CompareExchange(ref _function, (nint)found, 0);
        if (first == 0)
        {
            return found;
        }

        // Another thread was first.
        RefCount.Decrement(found);
        return (TVMFFIObject*)first;
    }
}
