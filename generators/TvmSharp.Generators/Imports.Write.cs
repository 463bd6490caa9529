namespace TvmSharp.Generators;

internal static partial class Imports
{
    // Parameters keep the names of the stub, so locals have names that nobody gives a parameter.
    private const string Arguments = "__arguments";
    private const string Result = "__result";
    private const string Written = "__written";

    /// <summary>Writes the bodies of one type's stubs.</summary>
    public static string Write(ImportGroup group)
    {
        IndentedWriter writer = CSharpText.File();
        var fields = new UniqueNames();
        var table = new List<(string Field, string Name)>();
        ImportModel first = group.Imports[0];
        using (writer.Namespace(first.Namespace))
        {
            var blocks = new Stack<IDisposable>(first.Types.Select(t => (IDisposable)writer.Block(t)));
            bool separate = false;
            foreach (ImportModel import in group.Imports)
            {
                if (separate)
                {
                    writer.Line();
                }

                separate = true;
                string field = fields.Add(import.Method);
                table.Add((field, import.Name));
                WriteBody(writer, import, field);
            }

            foreach (IDisposable block in blocks)
            {
                block.Dispose();
            }

            writer.Line();
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block("file static class Imported"))
            {
                foreach ((string field, string name) in table)
                {
                    writer.Line(
                        $"internal static readonly {EntryPoints.Marshalling}ImportedFunction {field} = new({CSharpText.Literal(name)});");
                }
            }
        }

        return writer.ToString();
    }

    private static void WriteBody(IndentedWriter writer, ImportModel import, string field)
    {
        EquatableArray<ParameterModel> parameters = import.Parameters;
        string count = EntryPoints.Number(parameters.Count);
        string function = $"Imported.{field}";
        IEnumerable<string> declarations = parameters.Select(static p => $"{p.Value.Type} {CSharpText.Identifier(p.Name)}");
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block($"{import.Modifiers} {import.Result?.Type ?? "void"} {import.Method}({string.Join(", ", declarations)})"))
        using (writer.Block("unsafe"))
        {
            writer.Line(parameters.Count == 0
                ? $"{EntryPoints.Any}* {Arguments} = null;"
                : $"{EntryPoints.Any}* {Arguments} = stackalloc {EntryPoints.Any}[{count}];");
            writer.Line($"{EntryPoints.Any} {Result} = default;");
            if (parameters.Any(static p => p.Value.Holds != ValueHolds.Nothing))
            {
                WriteGuardedCall(writer, parameters, function);
            }
            else
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    WriteArgument(writer, i, parameters[i]);
                }

                WriteCall(writer, function, count);
            }

            writer.Line();
            string name = CSharpText.Literal(import.Name);
            writer.Line(import.Result is { } result
                ? $"return {EntryPoints.Marshalling}EntryPoint.TakeResult<{result.Type}, {result.Marshaller}>(&{Result}, {name});"
                : $"{EntryPoints.Marshalling}EntryPoint.TakeResult<global::TvmSharp.Ffi.Any, {EntryPoints.Marshalling}AnyMarshaller>(&{Result}, {name});");
        }
    }

    /// <summary>Writes a call after which arguments are released, those that were written before one failed too.</summary>
    private static void WriteGuardedCall(IndentedWriter writer, EquatableArray<ParameterModel> parameters, string function)
    {
        writer.Line($"int {Written} = 0;");
        using (writer.Block("try"))
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                WriteArgument(writer, i, parameters[i]);
                if (parameters[i].Value.Holds != ValueHolds.Nothing)
                {
                    writer.Line($"{Written} = {EntryPoints.Number(i + 1)};");
                }
            }

            WriteCall(writer, function, EntryPoints.Number(parameters.Count));
        }

        using (writer.Block("finally"))
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (parameters[i].Value.Holds != ValueHolds.Nothing)
                {
                    using (writer.Block($"if ({Written} > {EntryPoints.Number(i)})"))
                    {
                        writer.Line(
                            $"{parameters[i].Value.Marshaller}.ReleaseArgument({CSharpText.Identifier(parameters[i].Name)}, "
                            + $"{Arguments} + {EntryPoints.Number(i)});");
                    }
                }
            }
        }
    }

    private static void WriteArgument(IndentedWriter writer, int index, ParameterModel parameter)
        => writer.Line(
            $"{parameter.Value.Marshaller}.WriteArgument({CSharpText.Identifier(parameter.Name)}, "
            + $"{Arguments} + {EntryPoints.Number(index)});");

    private static void WriteCall(IndentedWriter writer, string function, string count)
    {
        using (writer.Block($"if ({function}.Call({Arguments}, {count}, &{Result}) != 0)"))
        {
            writer.Line($"{EntryPoints.Marshalling}EntryPoint.ThrowRaised();");
        }
    }
}
