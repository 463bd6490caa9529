namespace TvmSharp.Bindgen.Schema;

/// <summary>One reflected field of an object type, the type's own.</summary>
/// <param name="Name">Name under which it is reflected.</param>
/// <param name="Member">Name of the C++ member; it may differ.</param>
/// <param name="Type">C++ type.</param>
/// <param name="Offset">Bytes from the start of the object to the field; null when unknown.</param>
/// <param name="Size">Bytes; null when unknown.</param>
/// <param name="Flags">What reflection says of the field.</param>
/// <param name="Default">Default value as C++ has it; null for none.</param>
/// <param name="IsMutable">Whether it changes while others refer to the object: C++ says so of it or of the class.</param>
/// <param name="IsNullable">Whether upstream leaves it empty though its type does not say so; see <see cref="Sources.NullableFields"/>.</param>
internal sealed record FieldSchema(
    string Name, string Member, TypeExpression Type, int? Offset, int? Size, FieldFlags Flags, string? Default, bool IsMutable = true, bool IsNullable = false);
