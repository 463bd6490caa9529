namespace TvmSharp.Ffi.Marshalling;

/// <summary>A method of a type to be registered, as the generator knows it.</summary>
/// <param name="entry">Name, documentation, metadata and entry point. The object is the first argument.</param>
/// <param name="isStatic">Whether it gets no object.</param>
public readonly struct MethodEntryInfo(EntryPointInfo entry, bool isStatic)
{
    /// <summary>Name, documentation, metadata and entry point. The object is the first argument.</summary>
    public EntryPointInfo Entry { get; } = entry;

    /// <summary>Whether it gets no object.</summary>
    public bool IsStatic { get; } = isStatic;
}
