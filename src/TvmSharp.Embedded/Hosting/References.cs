using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>
/// References that live as long as an operation which calls back: what a callback passes ends with the callback,
/// and the address of an object that has ended may come back as another's.
/// </summary>
internal sealed unsafe class References : IDisposable
{
    private readonly List<nint> _objects = [];

    /// <summary>Holds what a value refers to and returns the value.</summary>
    public TVMFFIAny Hold(TVMFFIAny value)
    {
        if (Value.IsObject(value))
        {
            Host.IncRef(value.Obj);
            _objects.Add((nint)value.Obj);
        }

        return value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _objects.Count - 1; i >= 0; i--)
        {
            Host.DecRef((TVMFFIObject*)_objects[i]);
        }

        _objects.Clear();
    }
}
