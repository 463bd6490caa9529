using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>A field of a type to be registered, as the generator knows it.</summary>
/// <param name="name">Name.</param>
/// <param name="doc">Documentation, may be empty.</param>
/// <param name="metadata">Metadata as JSON with the type schema.</param>
/// <param name="flags">All flags but those that say how it is set.</param>
/// <param name="storage">How it is stored, as a type index.</param>
/// <param name="convert">Converts a value on its way into the field.</param>
/// <param name="defaultValue">Default when the flags say that there is one.</param>
public readonly unsafe struct FieldEntryInfo(
    string name,
    string doc,
    string metadata,
    TvmFieldFlags flags,
    int storage,
    delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, TVMFFIAny*, int> convert,
    Any defaultValue = default)
{
    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>Documentation, may be empty.</summary>
    public string Doc { get; } = doc;

    /// <summary>Metadata as JSON with the type schema.</summary>
    public string Metadata { get; } = metadata;

    /// <summary>All flags but those that say how it is set.</summary>
    public TvmFieldFlags Flags { get; } = flags;

    /// <summary>How it is stored, as a type index.</summary>
    public int Storage { get; } = storage;

    /// <summary>Converts a value on its way into the field. It gets no state.</summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, TVMFFIAny*, int> Convert { get; } = convert;

    /// <summary>Default when the flags say that there is one.</summary>
    public Any DefaultValue { get; } = defaultValue;
}
