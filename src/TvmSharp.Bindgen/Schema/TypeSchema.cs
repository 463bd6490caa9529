namespace TvmSharp.Bindgen.Schema;

/// <summary>One object type.</summary>
/// <param name="Key">Type key, such as <c>tirx.For</c>.</param>
/// <param name="CppName">C++ class of the object without the leading <c>tvm::</c>, such as <c>tirx::ForNode</c>; null when only a running library knows the type.</param>
/// <param name="RefName">C++ class of the reference to it, such as <c>tirx::For</c>; null when there is none.</param>
/// <param name="Header">Header from the include directory, such as <c>tvm/tirx/stmt.h</c>; null when no header declares it.</param>
/// <param name="Parent">Type key of the parent; <c>ffi.Object</c> for roots.</param>
/// <param name="IsFinal">Whether no type derives from it (<c>TVM_FFI_DECLARE_OBJECT_INFO_FINAL</c>).</param>
/// <param name="IsReflected">Whether the class registers an <c>ObjectDef</c>; of the others only name and parent are known.</param>
/// <param name="StructuralKind">How structural equality treats it (<c>_type_s_eq_hash_kind</c>): <c>TreeNode</c>, <c>FreeVar</c>, <c>DAGNode</c>, <c>ConstTreeNode</c>, <c>UniqueInstance</c>; null when inherited or unsupported.</param>
/// <param name="Size">Bytes of the C++ class; null when unknown.</param>
/// <param name="Fields">Its own reflected fields, in the order of their registration.</param>
/// <param name="Constructor">Global function that makes one; null for none.</param>
/// <param name="IsNullable">Whether upstream passes none of it: headers have a parameter with an empty reference of this type as its default.</param>
/// <param name="IsMutable">Whether its fields change while others refer to it: C++ says so (<c>_type_mutable</c>, also of a base; <c>mutable</c> fields), or does not define the reference class by its macros.</param>
internal sealed record TypeSchema(
    string Key,
    string? CppName,
    string? RefName,
    string? Header,
    string Parent,
    bool IsFinal,
    bool IsReflected,
    string? StructuralKind,
    int? Size,
    IReadOnlyList<FieldSchema> Fields,
    string? Constructor,
    bool IsNullable = false,
    bool IsMutable = true);
