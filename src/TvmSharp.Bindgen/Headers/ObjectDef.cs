using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Headers;

/// <summary>A registration of a class for reflection: <c>refl::ObjectDef&lt;Class&gt;().def_ro(...)</c>.</summary>
/// <param name="File">File, from the root of the source tree.</param>
/// <param name="Line">Line.</param>
/// <param name="Class">Class as it is written there; the parameter of a template inside of one.</param>
/// <param name="Fields">Fields in order.</param>
internal sealed record ObjectDef(string File, int Line, string Class, IReadOnlyList<ObjectDefField> Fields);

/// <summary>A field that is registered.</summary>
/// <param name="Line">Line.</param>
/// <param name="Name">Name for reflection.</param>
/// <param name="Member">Name of the C++ member.</param>
/// <param name="Flags">What reflection says of it.</param>
/// <param name="Default">Default value as it is written; null for none.</param>
internal sealed record ObjectDefField(int Line, string Name, string Member, FieldFlags Flags, string? Default);
