using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A global function that a generated stub calls; looked up at the first call and kept.</summary>
/// <param name="name">Global name.</param>
public sealed unsafe class ImportedFunction(string name)
{
    private Function? _function;

    /// <summary>Global name.</summary>
    public string Name { get; } = name;

    /// <summary>Calls the function.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="count">Number of arguments.</param>
    /// <param name="result">Set to None by the caller, who owns what is put there.</param>
    /// <returns>0, or -1 with the error raised.</returns>
    /// <exception cref="MissingFunctionException">This TVM has no such function.</exception>
    public int Call(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        Function function = _function ??= (Function)Function.Get(Name).Keep();
        TVMFFIObject* obj = function.Handle;
        int code = ((TVMFFIFunctionCell*)(obj + 1))->SafeCall(obj, args, count, result);

        // Another thread may have put its own look-up in place of this one meanwhile.
        GC.KeepAlive(function);
        return code;
    }
}
