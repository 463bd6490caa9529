namespace TvmSharp.Ffi;

/// <summary>What can be done with a module: <c>ffi::Module::ModulePropertyMask</c>.</summary>
[Flags]
public enum ModuleProperties
{
    /// <summary>Nothing of the below.</summary>
    None = 0,

    /// <summary>It can be written as bytes into a library: <c>kBinarySerializable</c>.</summary>
    Serializable = 1,

    /// <summary>It has functions that can be called: <c>kRunnable</c>.</summary>
    Runnable = 2,

    /// <summary>It can be written as source or object code for a compiler or linker: <c>kCompilationExportable</c>.</summary>
    Exportable = 4,
}
