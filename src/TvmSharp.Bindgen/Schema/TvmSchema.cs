namespace TvmSharp.Bindgen.Schema;

/// <summary>All that the bindings of one TVM are written from. Each list is sorted by its first column, ordinally.</summary>
/// <param name="TvmVersion">Version of TVM, such as <c>0.26.0</c>.</param>
/// <param name="Types">Object types by key.</param>
/// <param name="Enums">Enumerations by C++ name.</param>
/// <param name="Views">Views by C++ name.</param>
/// <param name="Functions">Global functions by name.</param>
internal sealed record TvmSchema(
    string TvmVersion,
    IReadOnlyList<TypeSchema> Types,
    IReadOnlyList<EnumSchema> Enums,
    IReadOnlyList<ViewSchema> Views,
    IReadOnlyList<FunctionSchema> Functions);
