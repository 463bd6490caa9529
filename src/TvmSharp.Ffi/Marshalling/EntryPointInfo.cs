using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A global function to be registered, as the generator knows it.</summary>
/// <param name="name">Global name.</param>
/// <param name="doc">Documentation, may be empty.</param>
/// <param name="metadata">Metadata as JSON with the type schema.</param>
/// <param name="entry">Entry point; it gets no state.</param>
public readonly unsafe struct EntryPointInfo(
    string name, string doc, string metadata, delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> entry)
{
    /// <summary>Global name.</summary>
    public string Name { get; } = name;

    /// <summary>Documentation, may be empty.</summary>
    public string Doc { get; } = doc;

    /// <summary>Metadata as JSON with the type schema.</summary>
    public string Metadata { get; } = metadata;

    /// <summary>Entry point; it gets no state.</summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> Entry { get; } = entry;
}
