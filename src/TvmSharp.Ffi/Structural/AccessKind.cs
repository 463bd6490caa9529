namespace TvmSharp.Ffi;

/// <summary>What a step of an <see cref="AccessPath"/> goes to: <c>tvm::ffi::reflection::AccessKind</c>.</summary>
public enum AccessKind
{
    /// <summary>A field of an object.</summary>
    Attribute = 0,

    /// <summary>An element of an array or list.</summary>
    ArrayItem = 1,

    /// <summary>The value of a key of a map or dictionary.</summary>
    MapItem = 2,

    /// <summary>A field that the object does not have.</summary>
    AttributeMissing = 3,

    /// <summary>An element that the array or list does not have.</summary>
    ArrayItemMissing = 4,

    /// <summary>A key that the map or dictionary does not have.</summary>
    MapItemMissing = 5,
}
