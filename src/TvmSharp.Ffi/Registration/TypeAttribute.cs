namespace TvmSharp.Ffi;

/// <summary>
/// Names under which a type tells TVM how to print, compare, hash, convert, visit or write its objects:
/// <c>tvm::ffi::reflection::type_attr</c> (reflection/accessor.h). For <see cref="TvmTypeBuilder.Attribute"/>, and for
/// <see cref="TvmMethodAttribute"/> where the value is a function.
/// </summary>
public static class TypeAttribute
{
    /// <summary>Prints: <c>(self, Func&lt;Any, string&gt; print) -> string</c>.</summary>
    public const string Repr = "__ffi_repr__";

    /// <summary>Recursive hash: <c>(self, Func&lt;Any, long&gt; hash) -> long</c>.</summary>
    public const string Hash = "__ffi_hash__";

    /// <summary>Recursive equality: <c>(self, other, Func&lt;Any, Any, bool&gt; equal) -> bool</c>. Needs <see cref="Hash"/> beside it to be hashed.</summary>
    public const string Equal = "__ffi_eq__";

    /// <summary>Recursive order: <c>(self, other, Func&lt;Any, Any, long&gt; compare) -> long</c>, negative, 0 or positive.</summary>
    public const string Compare = "__ffi_compare__";

    /// <summary>Makes an object of another value where one is needed: <c>(value) -> self</c>.</summary>
    public const string Convert = "__ffi_convert__";

    /// <summary>Schema of the values that <see cref="Convert"/> takes: JSON text.</summary>
    public const string ConvertTypeSchema = "__ffi_convert_type_schema__";

    /// <summary>Hash as a key of a map: <c>(self) -> long</c>.</summary>
    public const string AnyHash = "__any_hash__";

    /// <summary>Equality as a key of a map: <c>(self, other) -> bool</c>.</summary>
    public const string AnyEqual = "__any_equal__";

    /// <summary>Structural equality: <c>(self, other, Function compare) -> bool</c>.</summary>
    public const string StructuralEqual = "__s_equal__";

    /// <summary>Structural hash: <c>(self, long initial, Function hash) -> long</c>.</summary>
    public const string StructuralHash = "__s_hash__";

    /// <summary>
    /// What a <see cref="StructuralWalk"/> goes to: <c>(StructuralVisitor visitor, self) -> VisitInterrupt?</c>. The visitor
    /// comes first, so that a method for it is static.
    /// </summary>
    public const string StructuralVisit = "__s_visit__";

    /// <summary>What JSON graphs have of an object: <c>(self) -> value</c>.</summary>
    public const string DataToJson = "__data_to_json__";

    /// <summary>Makes an object of what JSON graphs have of it: <c>(value) -> self</c>.</summary>
    public const string DataFromJson = "__data_from_json__";

    private static readonly string[] Names =
    [
        Repr, Hash, Equal, Compare, Convert, ConvertTypeSchema, AnyHash, AnyEqual, StructuralEqual, StructuralHash, StructuralVisit,
        DataToJson, DataFromJson,
    ];

    /// <summary>Whether a name is one of these.</summary>
    internal static bool IsKnown(string name) => Array.IndexOf(Names, name) >= 0;

    /// <summary>Whether a name is one of these, or of those that tvm-ffi itself gives a value for each type.</summary>
    internal static bool IsReserved(string name) =>
        name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);
}
