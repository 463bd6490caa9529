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

    /// <summary>First argument; null when there may be none.</summary>
    internal TVMFFIAny* Pointer => _args;

    /// <summary>An argument, borrowed. A moved object is taken over by the first conversion.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer arguments.</exception>
    public AnyView this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return new AnyView(_args + index);
        }
    }
}
