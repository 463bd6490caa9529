namespace TvmSharp.Embedded.Ffi;

/// <summary>Symbols by name: upstream's <c>Library</c>.</summary>
internal abstract class Library
{
    /// <summary>What the names of functions start with.</summary>
    public const string FunctionPrefix = "__tvm_ffi_";

    /// <summary>Address of a symbol, 0 when there is none.</summary>
    public abstract nint Find(string name);

    /// <summary>Address of a function, 0 when there is none.</summary>
    public virtual nint FindFunction(string name) => Find(FunctionPrefix + name);

    /// <summary>Ends the use of the symbols.</summary>
    public virtual void Close()
    {
    }
}
