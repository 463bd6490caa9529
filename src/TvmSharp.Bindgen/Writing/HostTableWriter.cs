using System.Globalization;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>
/// Writes the table from which the embedded host makes its object types: one line for each type, field, constructor,
/// parameter, view and enumeration, as UTF-8 in the data of the assembly, so that nothing is compiled or loaded for it
/// before it is read.
/// </summary>
internal static class HostTableWriter
{
    /// <summary>Path of the file in the output directory.</summary>
    public const string Path = "TvmSharp.Embedded/Generated/SchemaTable.g.cs";

    private const char Separator = '|';

    /// <summary>The file.</summary>
    /// <param name="schema">The compiler's object model.</param>
    public static GeneratedFile Write(TvmSchema schema)
    {
        Dictionary<string, FunctionSchema> functions = schema.Functions.ToDictionary(static f => f.Name);
        CodeWriter writer = new($"TVM {schema.TvmVersion}");
        writer.Line("namespace TvmSharp.Embedded.Compiler;");
        writer.Line();
        writer.Summary("TVM's object types for <see cref=\"Schema\"/>.");
        writer.Open("internal static class SchemaTable");
        writer.Summary("Lines of fields between <c>|</c>, parents before children: <c>T</c> type, <c>F</c> its field, <c>C</c> its constructor, <c>P</c> a parameter of that, <c>V</c> view, <c>E</c> enumeration.");
        writer.Line("public static ReadOnlySpan<byte> Text =>");
        writer.Line("    \"\"\"");
        foreach (EnumSchema entry in schema.Enums)
        {
            Write(writer, "E", entry.CppName, entry.Underlying);
        }

        foreach (ViewSchema view in schema.Views)
        {
            Write(writer, "V", view.CppName, view.Key);
        }

        foreach (TypeSchema type in ParentsFirst(schema.Types))
        {
            WriteType(writer, type, type.Constructor is { } name ? functions.GetValueOrDefault(name) : null);
        }

        writer.Line("    \"\"\"u8;");
        writer.Close();
        return new(Path, writer.ToString());
    }

    private static void WriteType(CodeWriter writer, TypeSchema type, FunctionSchema? constructor)
    {
        string traits = (type.IsFinal ? "f" : "") + (type.IsReflected ? "r" : "") + (type.IsNullable ? "n" : "") + (type.IsMutable ? "m" : "");
        Write(writer, "T", type.Key, type.Parent, Number(type.Size), traits, type.StructuralKind ?? "", type.RefName ?? "");
        foreach (FieldSchema field in type.Fields)
        {
            Write(writer, "F", field.Name, field.Type.ToString(), Number(field.Offset), Number(field.Size), Flags(field), field.Default ?? "");
        }

        if (constructor is null || constructor.IsPacked)
        {
            return;
        }

        Write(writer, "C", constructor.Name);
        foreach (ParameterSchema parameter in constructor.Parameters)
        {
            Write(writer, "P", parameter.Name, parameter.Type.ToString());
        }
    }

    private static List<TypeSchema> ParentsFirst(IReadOnlyList<TypeSchema> types)
    {
        // A type that no header lays out has no objects here.
        Dictionary<string, TypeSchema> byKey = types.Where(static type => type.Size is not null).ToDictionary(static type => type.Key);
        HashSet<string> written = new(StringComparer.Ordinal);
        return [.. byKey.Values.SelectMany(WithParents).Where(type => written.Add(type.Key))];

        IEnumerable<TypeSchema> WithParents(TypeSchema type) =>
            byKey.TryGetValue(type.Parent, out TypeSchema? parent) ? WithParents(parent).Append(type) : [type];
    }

    private static string Flags(FieldSchema field) =>
        (field.Flags.HasFlag(FieldFlags.ReadOnly) ? "" : "w")
        + (field.Flags.HasFlag(FieldFlags.SEqHashIgnore) ? "i" : "")
        + (field.Flags.HasFlag(FieldFlags.SEqHashDefRecursive) ? "d" : "")
        + (field.Flags.HasFlag(FieldFlags.SEqHashDefNonRecursive) ? "n" : "")
        + (field.IsNullable ? "e" : "");

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void Write(CodeWriter writer, params ReadOnlySpan<string> fields) =>
        writer.Line("    " + string.Join(Separator, fields!));
}
