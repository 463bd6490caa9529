namespace TvmSharp.Generators;

internal static partial class Imports
{
    // What is written stands among the members and parameters of the user's: names that nobody gives to those.
    private const string Functions = "__Imports";
    private const string Arguments = "__arguments";
    private const string Storage = "__storage";
    private const string Result = "__result";
    private const string Written = "__written";
    private const string Function = "__function";
    private const string Error = "__error";
    private const string Text = "__text";
    private const string ObjectPointer = "global::TvmSharp.Ffi.Abi.TVMFFIObject*";
    private const string Call = EntryPoints.Marshalling + "ImportedFunction.Call";

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
        string name = CSharpText.Literal(import.Name);
        string space = import.Namespace.Length > 0 ? import.Namespace + "." : "";
        string function = $"global::{space}{Functions}.{field}";
        IEnumerable<string> declarations = parameters.Select(static p => $"{p.Value.Type} {CSharpText.Identifier(p.Name)}");
        writer.Line(CSharpText.GeneratedCode);

        // Arguments are written before they are read. Zeroing them takes time, and where the JIT does it with 256-bit registers
        // the SSE code of native libraries is several times slower after it.
        writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        if (parameters.All(static p => p.Value.Holds == ValueHolds.Nothing))
        {
            // A native call saves and restores all registers of the method that makes it: the caller does that once for a loop.
            writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        }

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

            for (int i = 0; i < parameters.Count; i++)
            {
                if (parameters[i].Value.IsString)
                {
                    writer.Line($"{EntryPoints.Marshalling}TextBuffer {Text}{EntryPoints.Number(i)};");
                }
            }

            writer.Line($"{EntryPoints.Any} {Result} = default;");
            string call = $"{Arguments}, {EntryPoints.Number(parameters.Count)}, &{Result})";
            if (parameters.All(static p => p.Value.Holds == ValueHolds.Nothing))
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    WriteArgument(writer, i, parameters[i]);
                }

                using (writer.Block($"if ({Call}({function}.Find({name}), {call} != 0)"))
                {
                    writer.Line($"throw {EntryPoints.Marshalling}EntryPoint.TakeRaised();");
                }
            }
            else
            {
                WriteGuardedArguments(writer, parameters, function, name);
                writer.Line();

                // Before arguments are released: that runs deleters, which may call functions that raise and clear errors of
                // their own.
                writer.Line(
                    $"{ObjectPointer} {Error} = {Call}Apart({Function}, {call} == 0 ? null : {EntryPoints.Marshalling}EntryPoint.MoveRaised();");
                WriteReleases(writer, parameters, null);
                using (writer.Block($"if ({Error} != null)"))
                {
                    writer.Line($"throw {EntryPoints.Marshalling}EntryPoint.ToException({Error});");
                }
            }

            writer.Line();
            writer.Line(import.Result is { } result
                ? $"return {EntryPoints.Marshalling}EntryPoint.TakeResult<{result.Type}, {result.Marshaller}>(&{Result}, {name});"
                : $"{EntryPoints.Marshalling}EntryPoint.TakeResult<global::TvmSharp.Ffi.Any, {EntryPoints.Marshalling}AnyMarshaller>(&{Result}, {name});");
        }
    }

    /// <summary>
    /// Writes the arguments of a call, where those that were written are released when one that follows cannot be. The call
    /// stands outside: in a try block the JIT would not compile it in place.
    /// </summary>
    private static void WriteGuardedArguments(IndentedWriter writer, EquatableArray<ParameterModel> parameters, string function, string name)
    {
        writer.Line($"{ObjectPointer} {Function};");
        writer.Line($"int {Written} = 0;");
        using (writer.Block("try"))
        {
            writer.Line($"{Function} = {function}.Find({name});");
            for (int i = 0; i < parameters.Count; i++)
            {
                WriteArgument(writer, i, parameters[i]);
                if (parameters[i].Value.Holds != ValueHolds.Nothing)
                {
                    writer.Line($"{Written} = {EntryPoints.Number(i + 1)};");
                }
            }
        }

        using (writer.Block("catch"))
        {
            WriteReleases(writer, parameters, Written);
            writer.Line("throw;");
        }
    }

    /// <summary>Writes the release of arguments: of all, or of as many as were written.</summary>
    private static void WriteReleases(IndentedWriter writer, EquatableArray<ParameterModel> parameters, string? written)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Value.Holds == ValueHolds.Nothing)
            {
                continue;
            }

            string argument = $"{Arguments} + {EntryPoints.Number(i)}";
            string release = parameters[i].Value.IsString
                ? $"{parameters[i].Value.Marshaller}.ReleaseArgument({argument}, &{Text}{EntryPoints.Number(i)});"
                : $"{parameters[i].Value.Marshaller}.ReleaseArgument({CSharpText.Identifier(parameters[i].Name)}, {argument});";
            if (written is null)
            {
                writer.Line(release);
            }
            else
            {
                using (writer.Block($"if ({written} > {EntryPoints.Number(i)})"))
                {
                    writer.Line(release);
                }
            }
        }
    }

    private static void WriteArgument(IndentedWriter writer, int index, ParameterModel parameter)
    {
        string number = EntryPoints.Number(index);
        string buffer = parameter.Value.IsString ? $", &{Text}{number}" : "";
        writer.Line(
            $"{parameter.Value.Marshaller}.WriteArgument({CSharpText.Identifier(parameter.Name)}, {Arguments} + {number}{buffer});");
    }
}
