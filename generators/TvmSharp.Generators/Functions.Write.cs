using System.Globalization;

namespace TvmSharp.Generators;

/// <summary>How a function describes itself to TVM.</summary>
internal static partial class Functions
{
    /// <summary>Type of what the factory of a pass returns.</summary>
    private const string PassSchema = $$"""{"type":"{{KnownNames.PassTypeKey}}"}""";

    /// <summary>The signature as upstream's messages show it, such as <c>f(0: int) -> int</c>.</summary>
    public static string Signature(FunctionModel function)
        => Signature(
            function.Name,
            function.Method.Parameters.Select(static p => p.Value),
            function.Method.Pass is null ? function.Method.Result?.Name ?? "void" : KnownNames.PassTypeKey);

    /// <inheritdoc cref="Signature(FunctionModel)"/>
    public static string Signature(string name, IEnumerable<ValueModel> parameters, string result)
    {
        IEnumerable<string> items = parameters.Select(
            static (p, i) => i.ToString(CultureInfo.InvariantCulture) + ": " + p.Name);
        return $"{name}({string.Join(", ", items)}) -> {result}";
    }

    /// <summary>Schema of what the function returns.</summary>
    public static string ResultSchema(FunctionModel function)
        => function.Method switch
        {
            { Pass: not null } => PassSchema,
            { Result: { } result } => result.Schema,
            _ => """{"type":"None"}""",
        };

    /// <summary>The documentation as one text: summary, parameters, result.</summary>
    public static string Doc(FunctionModel function)
    {
        IEnumerable<string> parameters = function.Method.Parameters
            .Where(static p => p.Doc.Length > 0)
            .Select(static p => $"{p.Name}: {p.Doc}");
        string result = ResultDoc(function);
        string[] paragraphs =
        [
            function.Method.Summary,
            string.Join("\n", parameters),
            result.Length > 0 ? "Returns: " + result : "",
        ];
        return string.Join("\n\n", paragraphs.Where(static p => p.Length > 0));
    }

    /// <summary>
    /// What is said about the result. A pass's documentation speaks of what the pass returns, not of what its
    /// factory does.
    /// </summary>
    public static string ResultDoc(FunctionModel function)
        => function.Method.Pass is null ? function.Method.ResultDoc : "";

    /// <summary>The metadata: upstream's type schema, a JSON text inside JSON, and what it has no place for.</summary>
    public static string Metadata(FunctionModel function)
    {
        EquatableArray<ParameterModel> parameters = function.Method.Parameters;
        string type = JsonText.Quote("ffi.Function");
        string schema = function.Method.IsPacked
            ? JsonText.Object(("type", type))
            : JsonText.Object(
                ("type", type),
                ("args", JsonText.Array(parameters.Select(static p => p.Value.Schema).Prepend(ResultSchema(function)))));
        string doc = Doc(function);
        IEnumerable<(string, string)> entries =
        [
            ("type_schema", JsonText.Quote(schema)),
            ("arg_names", JsonText.Array(parameters.Select(static p => JsonText.Quote(p.Name)))),
            ("arg_defaults", JsonText.Object(
                parameters.Where(static p => p.Default is not null).Select(static p => (p.Name, p.Default!.Json)))),
        ];

        // TVM gives no access to the documentation of global functions: whoever asks finds it here.
        return JsonText.Object(doc.Length > 0 ? entries.Append(("doc", JsonText.Quote(doc))) : entries);
    }
}
