namespace TvmSharp.Ffi.Marshalling;

/// <summary>An object type to be registered, as the generator knows it.</summary>
/// <param name="key">Type key.</param>
/// <param name="parent">Type key of the type it derives from; null for <c>ffi.Object</c>.</param>
/// <param name="doc">Documentation, may be empty.</param>
/// <param name="structuralKind">How its objects are compared.</param>
/// <param name="fields">Its own fields, in their order.</param>
/// <param name="methods">Its own methods.</param>
public sealed class TypeEntryInfo(
    string key, string? parent, string doc, StructuralKind structuralKind, FieldEntryInfo[] fields, MethodEntryInfo[] methods)
{
    /// <summary>Type key.</summary>
    public string Key { get; } = key;

    /// <summary>Type key of the type it derives from; null for <c>ffi.Object</c>.</summary>
    public string? Parent { get; } = parent;

    /// <summary>Documentation, may be empty.</summary>
    public string Doc { get; } = doc;

    /// <summary>How its objects are compared.</summary>
    public StructuralKind StructuralKind { get; } = structuralKind;

    /// <summary>Its own fields, in their order.</summary>
    public IReadOnlyList<FieldEntryInfo> Fields { get; } = fields;

    /// <summary>Its own methods.</summary>
    public IReadOnlyList<MethodEntryInfo> Methods { get; } = methods;
}
