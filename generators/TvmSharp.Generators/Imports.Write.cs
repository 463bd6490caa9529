namespace TvmSharp.Generators;

internal static partial class Imports
{
    // What is written stands among the members and parameters of the user's: names that nobody gives to those.
    private const string Functions = "__Imports";
    private const string Arguments = "__arguments";
    private const string Storage = "__storage";
    private const string Result = "__result";
    private const string Written = "__written";

    /// <summary>Writes the bodies of one type's stubs.</summary>
    public static string Write(ImportGroup group)
    {
        IndentedWriter writer = CSharpText.File();
        var fields = new UniqueNames(Functions);
        var table = new List<string>();
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
                table.Add(field);
                WriteBody(writer, import, field);
            }

            foreach (IDisposable block in blocks)
            {
                block.Dispose();
            }

            writer.Line();
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block($"file static class {Functions}"))
            {
                foreach (string field in table)
                {
                    writer.Line($"internal static {EntryPoints.Marshalling}ImportedFunction {field};");
                }
            }

            foreach (int count in group.Imports.Select(static i => i.Parameters.Count).Where(static c => c > 0).Distinct().OrderBy(static c => c))
            {
                WriteStorage(writer, count);
            }
        }

        return writer.ToString();
    }

    /// <summary>Writes the type of the arguments of a call: as a local it is cheaper than memory from stackalloc.</summary>
    private static void WriteStorage(IndentedWriter writer, int count)
    {
        writer.Line();
        writer.Line(CSharpText.GeneratedCode);
        writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({EntryPoints.Number(count)})]");
        using (writer.Block($"file struct {StorageType(count)}"))
        {
            writer.Line($"private {EntryPoints.Any} _first;");
        }
    }

    private static string StorageType(int count) => "__Arguments" + EntryPoints.Number(count);

    private static void WriteBody(IndentedWriter writer, ImportModel import, string field)
    {
        EquatableArray<ParameterModel> parameters = import.Parameters;
        string count = EntryPoints.Number(parameters.Count);
        string name = CSharpText.Literal(import.Name);
        string space = import.Namespace.Length > 0 ? import.Namespace + "." : "";
        string function = $"global::{space}{Functions}.{field}";
        IEnumerable<string> declarations = parameters.Select(static p => $"{p.Value.Type} {CSharpText.Identifier(p.Name)}");
        writer.Line(CSharpText.GeneratedCode);

        // Arguments are written before they are read. Zeroing them takes time, and where the JIT does it with 256-bit registers
        // the SSE code of native libraries is several times slower after it.
        writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        using (writer.Block($"{import.Modifiers} {import.Result?.Type ?? "void"} {import.Method}({string.Join(", ", declarations)})"))
        using (writer.Block("unsafe"))
        {
            if (parameters.Count == 0)
            {
                writer.Line($"{EntryPoints.Any}* {Arguments} = null;");
            }
            else
            {
                writer.Line($"global::{space}{StorageType(parameters.Count)} {Storage};");
                writer.Line($"{EntryPoints.Any}* {Arguments} = ({EntryPoints.Any}*)&{Storage};");
            }

            writer.Line($"{EntryPoints.Any} {Result} = default;");
            if (parameters.Any(static p => p.Value.Holds != ValueHolds.Nothing))
            {
                WriteGuardedCall(writer, parameters, function, name);
            }
            else
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    WriteArgument(writer, i, parameters[i]);
                }

                WriteCall(writer, function + ".Call", name, count);
            }

            writer.Line();
            writer.Line(import.Result is { } result
                ? $"return {EntryPoints.Marshalling}EntryPoint.TakeResult<{result.Type}, {result.Marshaller}>(&{Result}, {name});"
                : $"{EntryPoints.Marshalling}EntryPoint.TakeResult<global::TvmSharp.Ffi.Any, {EntryPoints.Marshalling}AnyMarshaller>(&{Result}, {name});");
        }
    }

    /// <summary>Writes a call after which arguments are released, those that were written before one failed too.</summary>
    private static void WriteGuardedCall(IndentedWriter writer, EquatableArray<ParameterModel> parameters, string function, string name)
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

            WriteCall(writer, function + ".CallInTry", name, EntryPoints.Number(parameters.Count));
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

    private static void WriteCall(IndentedWriter writer, string function, string name, string count)
    {
        using (writer.Block($"if ({function}({name}, {Arguments}, {count}, &{Result}) != 0)"))
        {
            writer.Line($"throw {EntryPoints.Marshalling}EntryPoint.TakeRaised();");
        }
    }
}
