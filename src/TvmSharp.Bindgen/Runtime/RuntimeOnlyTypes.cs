using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Sources;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>Types that stand in sources of TVM only: no header tells of them, a running TVM does.</summary>
internal static class RuntimeOnlyTypes
{
    // tvm-ffi's own types are no part of TVM's object model.
    private const string FfiPrefix = "ffi.";

    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["int"] = "int64", ["float"] = "float64", ["bool"] = "bool", ["None"] = "void", ["Any"] = "Any", ["std::string"] = "String",
        ["DataType"] = "DLDataType", ["Device"] = "DLDevice", ["Optional"] = "Optional", ["Variant"] = "Variant", ["Tuple"] = "Tuple",
        ["ffi.Object"] = "ObjectRef",
    };

    /// <summary>A schema with the types that only the running library has, by key. They have no C++ name, no header and no constructor.</summary>
    /// <remarks>Reflection says less than C++: integers of all widths are <c>int64</c>, and the names of members are those of reflection.</remarks>
    public static TvmSchema AddTo(TvmSchema schema, RuntimeSchema runtime)
    {
        Dictionary<string, string> names = schema.Types.ToDictionary(static type => type.Key, static type => type.RefName ?? type.CppName ?? type.Key, StringComparer.Ordinal);
        IEnumerable<TypeSchema> added = runtime.Types
            .Where(type => type.Parent is not null && !type.Key.StartsWith(FfiPrefix, StringComparison.Ordinal) && !names.ContainsKey(type.Key))
            .Select(type => new TypeSchema(
                type.Key, null, null, null, type.Parent!, false, type.Size is not null, type.StructuralKind, type.Size, [.. type.Fields.Select(Field)], null));
        return schema with { Types = [.. schema.Types.Concat(added).OrderBy(static type => type.Key, StringComparer.Ordinal)] };

        FieldSchema Field(RuntimeField field) => new(
            field.Name,
            field.Name,
            field.Type is { } type ? Spell(type) : new TypeExpression("Any"),
            field.Offset,
            field.Size,
            field.IsWritable ? FieldFlags.None : FieldFlags.ReadOnly,
            null);

        TypeExpression Spell(TypeExpression type)
        {
            // The signature of a function is not part of how it crosses.
            string name = BuiltIn.GetValueOrDefault(type.Name) ?? names.GetValueOrDefault(type.Name) ?? type.Name;
            name = name.StartsWith(FfiPrefix, StringComparison.Ordinal) && CppTypeReader.IsValue(name[FfiPrefix.Length..]) ? name[FfiPrefix.Length..] : name;
            return name == "Function" ? new TypeExpression(name) : new TypeExpression(name, [.. type.Arguments.Select(Spell)]);
        }
    }
}
