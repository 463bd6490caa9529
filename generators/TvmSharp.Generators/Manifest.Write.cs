namespace TvmSharp.Generators;

internal static partial class Manifest
{
    private const string Indent = "    ";

    /// <summary>Writes the file that carries the manifest in the assembly's metadata.</summary>
    public static string Write(ManifestModel model) => AssemblyMetadata.Write("TvmSharp.Manifest", Json(model));

    /// <summary>The manifest, one function to a line.</summary>
    private static string Json(ManifestModel model)
    {
        IEnumerable<string> functions = model.Functions.Select(static f => "\n" + Indent + Function(f));
        string list = model.Functions.Count == 0 ? "[]" : "[" + string.Join(",", functions) + "\n  ]";
        return $$"""
            {
              "format": 1,
              "prefix": {{JsonText.Quote(model.Prefix)}},
              "assembly": {{JsonText.Quote(model.AssemblyName)}},
              "functions": {{list}}
            }

            """.Replace("\r\n", "\n");
    }

    private static string Function(FunctionModel function)
        => JsonText.Object(
            ("name", JsonText.Quote(function.Name)),
            ("kind", JsonText.Quote(function.Method.Pass is null ? "export" : "pass")),
            ("doc", JsonText.Quote(function.Method.Summary)),
            ("entry", JsonText.Quote(function.EntrySymbol)),
            ("arguments", JsonText.Array(function.Method.Parameters.Select(Argument))),
            ("result", JsonText.Object(
                ("schema", Functions.ResultSchema(function)),
                ("doc", JsonText.Quote(Functions.ResultDoc(function))))),
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
