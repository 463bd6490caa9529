using System.Globalization;
using System.Text.RegularExpressions;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>
/// Writes a static class with a method for each pass and analysis that TVM registers: those functions that return a
/// <c>Pass</c>, and those with <c>analysis</c> in their names. <c>tirx.transform.StmtSimplify</c> is
/// <c>TvmSharp.Tirx.Transform.StmtSimplify</c>.
/// </summary>
internal sealed partial class GlobalFunctionWriter
{
    /// <summary>Directory of the files, from the output directory.</summary>
    public const string Directory = ObjectModelWriter.Directory + "/Functions";

    private const string PassType = "transform::Pass";

    private readonly ICollection<SourceProblem> _problems;
    private readonly ObjectModelTypes _types;

    private GlobalFunctionWriter(TvmSchema schema, ICollection<SourceProblem> problems)
    {
        _problems = problems;
        _types = new ObjectModelTypes(schema, new ObjectModelNames(schema));
    }

    /// <summary>The files: one for each class.</summary>
    /// <param name="schema">The object model.</param>
    /// <param name="problems">Gets the functions that have no method, and why.</param>
    public static IReadOnlyList<GeneratedFile> Write(TvmSchema schema, ICollection<SourceProblem> problems)
    {
        GlobalFunctionWriter writer = new(schema, problems);
        return
        [
            .. schema.Functions.Where(IsWanted).GroupBy(static function => Prefix(function.Name))
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => writer.WriteClass(group.Key, [.. group]))
                .OfType<GeneratedFile>(),
        ];
    }

    private static bool IsWanted(FunctionSchema function) =>
        function.Returns?.Name == PassType || Prefix(function.Name).Split('.').Contains("analysis");

    private static string Prefix(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];

    private GeneratedFile? WriteClass(string prefix, IReadOnlyList<FunctionSchema> functions)
    {
        // What TVM registers as "transform" itself is of the headers in tvm/ir.
        string[] parts = [.. (prefix.Contains('.', StringComparison.Ordinal) ? prefix : "ir." + prefix).Split('.').Select(DotNetNames.Pascal)];
        string space = string.Join('.', parts[..^1]);
        CodeWriter writer = new("TVM's sources");
        writer.Line("using TvmSharp.Ffi;");
        writer.Line("using TvmSharp.Ffi.Marshalling;");
        writer.Line();
        writer.Line($"namespace TvmSharp.{space};");
        writer.Line();
        writer.Summary($"Functions that TVM registers as <c>{prefix}.*</c>.");
        writer.Line("/// <remarks>");
        writer.Line("/// Each raises <see cref=\"MissingFunctionException\"/> where the TVM at hand has no such function, as the embedded host,");
        writer.Line("/// and <see cref=\"TvmException\"/> where TVM refuses an argument.");
        writer.Line("/// </remarks>");
        writer.Open($"public static class {parts[^1]}");
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (FunctionSchema function in functions)
        {
            if (function.IsPacked)
            {
                Report(function, $"`{function.Name}` is registered packed: its parameters are not known, and it has no C# method.");
            }
            else if (!taken.Add(MethodName(function)))
            {
                Report(function, $"`{function.Name}` would have the name of another: it has no C# method.");
            }
            else
            {
                WriteMethod(writer, function);
            }
        }

        writer.Close();
        return taken.Count == 0 ? null : new GeneratedFile($"{Directory}/{string.Join('/', parts)}.g.cs", Shorten(writer.ToString(), space));
    }

    private void WriteMethod(CodeWriter writer, FunctionSchema function)
    {
        Parameter[] parameters = [.. function.Parameters.Select(parameter => Bind(function, parameter))];

        // C# wants those that may be left out behind those that may not.
        int required = parameters.Length;
        while (required > 0 && parameters[required - 1].Default is not null)
        {
            required--;
        }

        DotNetType? result = function.Returns is { Name: "void" } ? null : Bind(function, "The result", function.Returns ?? new TypeExpression("Any"));
        writer.Summary(function.Header is { } header
            ? $"<c>{function.Name}</c>: <c>tvm::{CodeWriter.Escape(function.CppName!)}</c> of <c>{header}</c>."
            : $"<c>{function.Name}</c>, which <c>{function.Source}</c> registers and no header declares.");
        foreach (Parameter parameter in parameters)
        {
            string defaults = parameter.Schema.Default is { } value ? $", <c>{CodeWriter.Escape(value)}</c> by default" : "";
            writer.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\"><c>{parameter.Schema.Name}</c>: <c>{CodeWriter.Escape(parameter.Schema.Type.ToString())}</c>{defaults}.</param>");
        }

        if (result is not null && function.Returns?.Name != PassType)
        {
            writer.Line(function.Returns is { } returns
                ? $"/// <returns><c>{CodeWriter.Escape(returns.ToString())}</c>.</returns>"
                : "/// <returns>Of a type that the registration leaves to C++ to find.</returns>");
        }

        string list = string.Join(", ", parameters.Select((parameter, i) => i < required ? $"{parameter.Type.Name} {parameter.Name}"
            : $"{(parameter.Fallback is null ? parameter.Type : parameter.Type.ToNullable()).Name} {parameter.Name} = {parameter.Default}"));
        string arguments = string.Join(", ", parameters.Select((parameter, i) => Argument(
            i < required || parameter.Fallback is null ? parameter.Name : $"{parameter.Name} ?? {parameter.Fallback}", parameter.Type)));
        string call = $"TvmCompiler.GetFunction(\"{function.Name}\").Call({arguments})";
        string convert = result is null or { Name: "Any" } ? "" : $".To<{result.Name}, {result.Marshaller}>()";
        string declaration = $"public static {result?.Name ?? "void"} {MethodName(function)}({list})";

        // Many of TVM's references may be null for C++, which then crashes where it wants a node.
        string[] needed = [.. parameters.Where((parameter, i) => i < required && parameter.Type is { IsValueType: false, IsNullable: false }).Select(static parameter => parameter.Name)];
        if (needed.Length == 0)
        {
            writer.Line($"{declaration} =>");
            writer.Line($"    {call}{convert};");
        }
        else
        {
            writer.Open(declaration);
            foreach (string name in needed)
            {
                writer.Line($"ArgumentNullException.ThrowIfNull({name});");
            }

            writer.Line($"{(result is null ? "" : "return ")}{call}{convert};");
            writer.Close();
        }

        writer.Separate();
    }

    private static string Argument(string value, DotNetType type) =>
        type.ConvertsToAny && !(type.IsValueType && type.IsNullable) ? value : $"Any.From<{type.Name}, {type.Marshaller}>({value})";

    private Parameter Bind(FunctionSchema function, ParameterSchema parameter)
    {
        DotNetType type = Bind(function, $"Parameter `{parameter.Name}`", parameter.Type);
        string name = ObjectModelWriter.Camel(parameter.Name);
        (string? value, string? fallback) = parameter.Default switch
        {
            null => (type.IsNullable ? "null" : null, null),
            { } text when type.IsNullable && NullPattern().IsMatch(text) => ("null", null),
            "true" or "false" or ['"', .., '"'] => (parameter.Default, null),
            "{}" when type.Name.StartsWith("TvmArray<", StringComparison.Ordinal) => ("null", $"TvmArray.Create{type.Name["TvmArray".Length..]}([])"),
            "{}" when type.Name.StartsWith("TvmMap<", StringComparison.Ordinal) => ("null", $"TvmMap.Create{type.Name["TvmMap".Length..]}([])"),
            { } text when double.TryParse(text, CultureInfo.InvariantCulture, out _) => (text, null),
            _ => ((string?)null, (string?)null),
        };
        if (value is null && parameter.Default is not null)
        {
            Report(function, $"`{parameter.Default}`, the default of `{parameter.Name}` of `{function.Name}`, has no C# form: the parameter must be given.");
        }

        return new Parameter(parameter, name, type, value, fallback);
    }

    private DotNetType Bind(FunctionSchema function, string what, TypeExpression type)
    {
        if (_types.Find(type) is { } found)
        {
            return found;
        }

        Report(function, $"{what} of `{function.Name}` is of type `{type}`, which has no C# type: it is any value.");
        return _types.Find(new TypeExpression("Any"))!;
    }

    private void Report(FunctionSchema function, string message) => _problems.Add(new SourceProblem(function.Source ?? function.Name, 1, message));

    private static string MethodName(FunctionSchema function) => DotNetNames.Pascal(function.Name[(function.Name.LastIndexOf('.') + 1)..]);

    // The namespaces around the class need not be spelled, from the innermost on.
    private static string Shorten(string text, string space)
    {
        for (string around = space; around.Length > 0; around = Prefix(around))
        {
            text = text.Replace($"{ObjectModelNames.Root}.{around}.", "", StringComparison.Ordinal);
        }

        return text.Replace($"{ObjectModelNames.Root}.", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(.*\()?(std::nullopt|nullptr)\)?$")]
    private static partial Regex NullPattern();

    /// <param name="Schema">The parameter as TVM has it.</param>
    /// <param name="Name">Its C# name.</param>
    /// <param name="Type">Its C# type.</param>
    /// <param name="Default">Its C# default; null for none.</param>
    /// <param name="Fallback">What null stands for; null for null.</param>
    private sealed record Parameter(ParameterSchema Schema, string Name, DotNetType Type, string? Default, string? Fallback);
}
