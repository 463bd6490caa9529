using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>An error object that a callee raised, on its way through C# back to a caller.</summary>
internal sealed unsafe class RaisedException(TVMFFIObject* error) : Exception("A call through the C ABI raised an error.")
{
    private TVMFFIObject* _error = error;

    /// <summary>Takes the error object, with its reference, out of the exception.</summary>
    public TVMFFIObject* Take()
    {
        TVMFFIObject* error = _error;
        _error = null;
        return error;
    }
}
