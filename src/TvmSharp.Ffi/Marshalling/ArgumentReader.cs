using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Reads the arguments of one call, in their order, for a delegate.</summary>
public unsafe ref struct ArgumentReader
{
    private readonly TypedCallback _callback;
    private readonly TVMFFIAny* _args;
    private readonly int _last;

    internal ArgumentReader(TypedCallback callback, TVMFFIAny* args, int count)
    {
        _callback = callback;
        _args = args;
        _last = count - 1;
        Reading = -1;
    }

    /// <summary>Position of the argument that is being read; -1 after the last, when the delegate runs.</summary>
    internal int Reading { get; private set; }

    /// <summary>Reads an argument.</summary>
    internal T Read<T, TMarshaller>(int index)
        where TMarshaller : struct, IMarshaller<T>
    {
        Reading = index;
        if (!TMarshaller.TryRead(_args + index, out T value))
        {
            ThrowMismatch(index);
        }

        if (index == _last)
        {
            Reading = -1;
        }

        return value;
    }

    private readonly void ThrowMismatch(int index) => throw new MismatchException(
        _callback.DescribeMismatch(_callback.Name + _callback.Signature, index, _args + index));
}
