using TvmSharp.Ffi;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ir.Marshalling;

/// <summary>Makes passes from entry points. Generated code calls this; it is not for use by hand.</summary>
public static unsafe class PassFactory
{
    /// <summary>A pass over whole modules, by <c>transform.MakeModulePass</c>.</summary>
    /// <param name="entry">Entry point: (module, context) to module.</param>
    /// <param name="state">What the entry point gets as its state; null for none.</param>
    /// <param name="optLevel">Optimization level.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the pass can be traced.</param>
    public static Pass CreateModulePass(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        int optLevel,
        string name,
        string[] required,
        bool traceable) =>
        Create("transform.MakeModulePass", entry, state, PassInfo.Create(optLevel, name, required, traceable));

    /// <summary>A pass over the PrimFuncs of a module, by <c>tirx.transform.CreatePrimFuncPass</c>.</summary>
    /// <param name="entry">Entry point: (function, module, context) to function.</param>
    /// <param name="state">What the entry point gets as its state; null for none.</param>
    /// <param name="optLevel">Optimization level.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the pass can be traced.</param>
    public static Pass CreatePrimFuncPass(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        int optLevel,
        string name,
        string[] required,
        bool traceable) =>
        Create("tirx.transform.CreatePrimFuncPass", entry, state, PassInfo.Create(optLevel, name, required, traceable));

    /// <summary>A pass over the relax functions of a module, by <c>relax.transform.MakeFunctionPass</c>.</summary>
    /// <param name="entry">Entry point: (function, module, context) to function.</param>
    /// <param name="state">What the entry point gets as its state; null for none.</param>
    /// <param name="optLevel">Optimization level.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the pass can be traced.</param>
    public static Pass CreateRelaxFunctionPass(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        int optLevel,
        string name,
        string[] required,
        bool traceable) =>
        Create("relax.transform.MakeFunctionPass", entry, state, PassInfo.Create(optLevel, name, required, traceable));

    /// <summary>A pass over the dataflow blocks of the relax functions of a module, by <c>relax.transform.MakeDataflowBlockPass</c>.</summary>
    /// <param name="entry">Entry point: (block, module, context) to block.</param>
    /// <param name="state">What the entry point gets as its state; null for none.</param>
    /// <param name="optLevel">Optimization level.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the pass can be traced.</param>
    public static Pass CreateDataflowBlockPass(
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        int optLevel,
        string name,
        string[] required,
        bool traceable) =>
        Create("relax.transform.MakeDataflowBlockPass", entry, state, PassInfo.Create(optLevel, name, required, traceable));

    private static Pass Create(
        string factory,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        PassInfo info) =>
        TvmCompiler.GetFunction(factory).Call(EntryPoint.CreateFunction(entry, state), info).As<Pass>();
}
