using TvmSharp.Ffi;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ir.Marshalling;

/// <summary>Makes passes from entry points. Generated code calls this; it is not for use by hand.</summary>
public static unsafe class PassFactory
{
    /// <summary>Makes a pass.</summary>
    /// <param name="factory">Global function that makes passes of its kind, such as <c>transform.MakeModulePass</c>.</param>
    /// <param name="entry">Entry point: (module, context) to module, or (what it runs on, module, context) to what it runs on.</param>
    /// <param name="state">What the entry point gets as its state; null for none.</param>
    /// <param name="optLevel">Optimization level.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the pass can be traced.</param>
    public static Pass Create(
        string factory,
        delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry,
        object? state,
        int optLevel,
        string name,
        string[] required,
        bool traceable) =>
        TvmCompiler.GetFunction(factory).Call(
            EntryPoint.CreateFunction(entry, state), PassInfo.Create(optLevel, name, required, traceable)).As<Pass>();
}
