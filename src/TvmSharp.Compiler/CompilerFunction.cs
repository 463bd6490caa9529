using TvmSharp.Ffi;

namespace TvmSharp;

/// <summary>
/// A global function of the compiler's, looked up at the first use and kept for good. A static field of this type needs no
/// initialization, which every use would have to check.
/// </summary>
internal struct CompilerFunction
{
    private Function? _function;

    /// <summary>Finds the function.</summary>
    /// <param name="name">Global name.</param>
    /// <exception cref="MissingFunctionException">This TVM has no such function.</exception>
    internal Function Get(string name) => _function ?? LookUp(name);

    private Function LookUp(string name)
    {
        Function found = TvmCompiler.GetFunction(name);
        found.Keep();
        return _function = found;
    }
}
