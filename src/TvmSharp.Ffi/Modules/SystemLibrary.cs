namespace TvmSharp.Ffi;

/// <summary>Functions that are part of the process itself, as modules: upstream's system library.</summary>
public static class SystemLibrary
{
    private const string SymbolPrefix = "__tvm_ffi_";

    /// <summary>The module of the functions whose names begin with a prefix: <c>ffi.SystemLib</c>.</summary>
    /// <param name="prefix">Prefix, which names may leave out; empty for all functions.</param>
    /// <returns>One and the same module for each prefix. Functions that are registered later are found too.</returns>
    public static Module Get(string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Function.Get("ffi.SystemLib").Call(prefix).As<Module>();
    }

    /// <summary>Adds a function: the symbol <c>__tvm_ffi_</c> and its name.</summary>
    /// <param name="name">Name, with the prefix under which <see cref="Get"/> finds it.</param>
    /// <param name="entry">
    /// Address of a <c>TVMFFISafeCallType</c>, such as a static method with <c>[UnmanagedCallersOnly]</c>, valid for the life
    /// of the process. Its handle is null.
    /// </param>
    /// <exception cref="NotSupportedException">This TVM has no such registry.</exception>
    public static void RegisterFunction(string name, nint entry)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        RegisterSymbol(SymbolPrefix + name, entry);
    }

    /// <summary>Adds a symbol as it is: <c>TVMFFIEnvModRegisterSystemLibSymbol</c>.</summary>
    /// <param name="symbol">Such as <c>__tvm_ffi_f</c>, <c>__tvm_ffi__metadata_f</c> or <c>__tvm_ffi__doc_f</c>.</param>
    /// <param name="address">Its address, valid for the life of the process. It replaces an earlier one.</param>
    /// <exception cref="NotSupportedException">This TVM has no such registry.</exception>
    public static unsafe void RegisterSymbol(string symbol, nint address) =>
        ModuleSymbols.Register(symbol, address, TvmRuntime.EnvApi->TVMFFIEnvModRegisterSystemLibSymbol);
}
