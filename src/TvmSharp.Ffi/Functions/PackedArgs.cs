using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Arguments of one call, borrowed from the caller: <c>tvm::ffi::PackedArgs</c>.</summary>
public readonly unsafe ref struct PackedArgs
{
    private readonly TVMFFIAny* _args;

    internal PackedArgs(TVMFFIAny* args, int length)
    {
        _args = args;
        Length = length;
    }

    /// <summary>Number of arguments.</summary>
    public int Length { get; }

    /// <summary>An argument. A moved reference is taken over by the first read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer arguments.</exception>
    public Any this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return Any.FromView(_args + index);
        }
    }
}
