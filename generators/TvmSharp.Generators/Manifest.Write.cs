namespace TvmSharp.Generators;

internal static partial class Manifest
{
    private const string Indent = "    ";

    /// <summary>Writes the file that carries the manifest in the assembly's metadata.</summary>
    public static string Write(ManifestModel model) => AssemblyMetadata.Write("TvmSharp.Manifest", Json(model));

    /// <summary>The manifest, one function or type to a line.</summary>
    private static string Json(ManifestModel model)
    {
        return $$"""
            {
              "format": 1,
              "prefix": {{JsonText.Quote(model.Prefix)}},
              "assembly": {{JsonText.Quote(model.AssemblyName)}},
              "functions": {{List(model.Functions.Select(Function))}},
              "types": {{List(model.Types.Select(Type))}}
            }

            """.Replace("\r\n", "\n");
    }

    private static string List(IEnumerable<string> items)
    {
        string list = string.Join(",", items.Select(static i => "\n" + Indent + i));
        return list.Length == 0 ? "[]" : $"[{list}\n  ]";
    }

    private static string Type(TypeEntry type)
        => JsonText.Object(
            ("key", JsonText.Quote(type.Object.Key)),
            ("parent", JsonText.Quote(type.Object.Parent ?? "ffi.Object")),
            ("doc", JsonText.Quote(type.Object.Doc)),
            ("fields", JsonText.Array(type.Object.Fields.Select(Field))),
            ("methods", JsonText.Array(type.Methods.Select(static m => JsonText.Object(
                ("name", JsonText.Quote(m.Entry.Name)),
                ("static", m.IsStatic ? "true" : "false"),
                ("doc", JsonText.Quote(m.Function.Method.Summary)),
                ("arguments", JsonText.Array(m.Function.Method.Parameters.Select(Argument))),
                ("result", Result(m.Function)))))));

    private static string Field(FieldModel field)
    {
        List<(string, string)> members =
        [
            ("name", JsonText.Quote(field.Name)),
            ("schema", field.Value.Schema),
            ("doc", JsonText.Quote(field.Doc)),
            ("writable", field.IsReadOnly ? "false" : "true"),
            ("init", (field.Flags & FieldFlags.InitOff) == 0 ? "true" : "false"),
            ("kw_only", (field.Flags & FieldFlags.KeywordOnly) != 0 ? "true" : "false"),
        ];
        if (field.Default is { } value)
        {
            members.Add(("default", value.Json));
        }

        return JsonText.Object(members);
    }

    private static string Result(FunctionModel function)
        => JsonText.Object(
            ("schema", Functions.ResultSchema(function)),
            ("doc", JsonText.Quote(Functions.ResultDoc(function))));

    private static string Function(FunctionModel function)
        => JsonText.Object(
            ("name", JsonText.Quote(function.Name)),
            ("kind", JsonText.Quote(function.Method.Pass is null ? "export" : "pass")),
            ("doc", JsonText.Quote(function.Method.Summary)),
            ("entry", JsonText.Quote(function.EntrySymbol)),
            ("packed", function.Method.IsPacked ? "true" : "false"),
            ("arguments", JsonText.Array(function.Method.Parameters.Select(Argument))),
            ("result", Result(function)),
            ("metadata", Functions.Metadata(function)));

    private static string Argument(ParameterModel parameter)
    {
        List<(string, string)> members =
        [
            ("name", JsonText.Quote(parameter.Name)),
            ("schema", parameter.Value.Schema),
            ("doc", JsonText.Quote(parameter.Doc)),
        ];
        if (parameter.Default is { } value)
        {
            members.Add(("default", value.Json));
        }

        return JsonText.Object(members);
    }
}
