namespace TvmSharp.Embedded.Nodes;

/// <summary>How a field of a node is stored, as upstream's C++ types are.</summary>
internal enum FieldKind
{
    /// <summary>A pointer to an object, null for None.</summary>
    Object,

    /// <summary>The same, of a class that upstream declares as optional.</summary>
    Optional,

    /// <summary>A pointer to an <c>ir.Type</c>, never null: a type that is not known is <c>Type::Missing()</c>.</summary>
    Type,

    /// <summary>A pointer to an <c>ir.DictAttrs</c>, never null.</summary>
    Attrs,

    /// <summary>A pointer to an <c>ir.SourceMap</c>, never null.</summary>
    SourceMap,

    /// <summary>A pointer to an array, never null.</summary>
    Array,

    /// <summary>A pointer to a list, never null.</summary>
    List,

    /// <summary>A pointer to a map, never null.</summary>
    Map,

    /// <summary>A pointer to a dictionary, never null.</summary>
    Dict,

    /// <summary>A pointer to a shape, never null.</summary>
    Shape,

    /// <summary>A string in the 16 bytes of a value.</summary>
    Text,

    /// <summary>Any value, in 16 bytes.</summary>
    Any,

    /// <summary>A string, number or other plain value, or None, in 16 bytes.</summary>
    OptionalValue,

    /// <summary>A C++ <c>std::string</c>: address, length and 16 bytes that hold a short text or the capacity.</summary>
    StandardString,

    /// <summary>64-bit integer.</summary>
    Int64,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>64-bit floating-point number.</summary>
    Float64,

    /// <summary>Element type.</summary>
    DataType,
}
