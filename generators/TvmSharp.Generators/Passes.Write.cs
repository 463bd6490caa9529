namespace TvmSharp.Generators;

internal static partial class Passes
{
    private const string PassType = "global::TvmSharp.Ir.Pass";
    private const string PassMarshaller = EntryPoints.Marshalling + $"ObjectMarshaller<{PassType}>";
    private const string PassFactory = "global::TvmSharp.Ir.Marshalling.PassFactory";

    // What TVM passes, whether or not the method takes it.
    private const string ModuleType = "global::TvmSharp.Ir.IRModule";
    private const string ContextType = "global::TvmSharp.Ir.PassContext";

    /// <summary>Writes the factories and entry points of one type's passes, each pass in a class of its own.</summary>
    public static string Write(FunctionGroup group)
    {
        IndentedWriter writer = CSharpText.File();
        using (writer.Namespace(group.Namespace))
        using (writer.Block("partial class TvmExtension"))
        {
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block($"private static class {group.EntryClass}"))
            {
                bool first = true;
                foreach (FunctionModel function in group.Functions)
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    first = false;
                    using (writer.Block($"internal static unsafe class {function.EntryMethod}"))
                    {
                        WriteFactory(writer, function);
                        writer.Line();
                        WriteCreate(writer, function, function.Method.Pass!);
                        writer.Line();
                        WriteRun(writer, function, function.Method.Pass!);
                        if (function.Method.Parameters.Count > 0)
                        {
                            writer.Line();
                            WriteState(writer, function.Method.Parameters);
                        }
                    }
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>The registered function, which makes a pass.</summary>
    private static void WriteFactory(IndentedWriter writer, FunctionModel function)
        => EntryPoints.Write(
            writer, function.EntrySymbol, "internal", "Factory", Functions.Signature(function), function.Method.Parameters,
            () =>
            {
                IEnumerable<string> arguments = function.Method.Parameters.Select(static (_, i) => EntryPoints.Local(i));
                writer.Line($"{PassMarshaller}.Write(Create({string.Join(", ", arguments)}), result);");
            });

    /// <summary>Makes a pass from C# or from the registered function.</summary>
    private static void WriteCreate(IndentedWriter writer, FunctionModel function, PassModel pass)
    {
        EquatableArray<ParameterModel> parameters = function.Method.Parameters;
        IEnumerable<string> declarations = parameters.Select(static (p, i) => $"{p.Value.Type} {EntryPoints.Local(i)}");
        IEnumerable<string> arguments = parameters.Select(static (_, i) => EntryPoints.Local(i));
        string state = parameters.Count > 0 ? $"new State({string.Join(", ", arguments)})" : "null";
        string required = pass.Required.Count > 0
            ? $"new string[] {{ {string.Join(", ", pass.Required.Select(CSharpText.Literal))} }}"
            : "global::System.Array.Empty<string>()";
        string factory = pass.Kind switch
        {
            PassKind.PrimFunc => "tirx.transform.CreatePrimFuncPass",
            PassKind.RelaxFunction => "relax.transform.MakeFunctionPass",
            PassKind.DataflowBlock => "relax.transform.MakeDataflowBlockPass",
            _ => "transform.MakeModulePass",
        };
        using (writer.Block($"internal static {PassType} Create({string.Join(", ", declarations)})"))
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                WriteKeep(writer, EntryPoints.Local(i), parameters[i].Value);
            }

            writer.Line($"return {PassFactory}.Create(");
            using (writer.Indent())
            {
                writer.Line($"{CSharpText.Literal(factory)},");
                writer.Line("&Run,");
                writer.Line($"{state},");
                writer.Line($"optLevel: {EntryPoints.Number(pass.OptLevel)},");
                writer.Line($"name: {CSharpText.Literal(function.Name)},");
                writer.Line($"required: {required},");
                writer.Line($"traceable: {(pass.Traceable ? "true" : "false")});");
            }
        }
    }

    /// <summary>Takes an object out of the scope of the factory's call: the pass needs it later.</summary>
    private static void WriteKeep(IndentedWriter writer, string local, ValueModel value)
    {
        switch (value.Holds)
        {
            case ValueHolds.Object:
                writer.Line(value.IsOptional ? $"{local}?.Keep();" : $"{local}.Keep();");
                break;
            case ValueHolds.Any:
                using (writer.Block($"if ({local} is {{ Kind: global::TvmSharp.Ffi.AnyKind.Object }} {local}Object)"))
                {
                    writer.Line($"{local} = {local}Object.As<global::TvmSharp.Ffi.TvmObject>().Keep();");
                }

                break;
        }
    }

    /// <summary>What TVM calls when the pass runs.</summary>
    private static void WriteRun(IndentedWriter writer, FunctionModel function, PassModel pass)
    {
        var received = new List<ParameterModel> { Received("subject", pass.Subject) };
        var arguments = new List<string> { EntryPoints.Local(0) };
        if (pass.Kind != PassKind.Module)
        {
            Receive("module", pass.Module, ModuleType, KnownNames.ModuleTypeKey);
        }

        Receive("context", pass.Context, ContextType, KnownNames.PassContextTypeKey);
        string signature = Functions.Signature(function.Name, received.Select(static p => p.Value), pass.Subject.Name);
        EntryPoints.Write(
            writer, symbol: null, "private", "Run", signature, received,
            () =>
            {
                int values = function.Method.Parameters.Count;
                if (values > 0)
                {
                    writer.Line($"State state = {EntryPoints.Marshalling}EntryPoint.State<State>(self);");
                }

                arguments.AddRange(Enumerable.Range(0, values).Select(static i => "state." + Field(i)));
                string call = $"{function.Method.Type}.{CSharpText.Identifier(function.Method.Method)}({string.Join(", ", arguments)})";
                EntryPoints.WriteCall(writer, call, pass.Subject);
            });

        void Receive(string name, ValueModel? taken, string type, string typeKey)
        {
            if (taken is not null)
            {
                arguments.Add(EntryPoints.Local(received.Count));
            }

            received.Add(Received(name, taken ?? Untaken(type, typeKey)));
        }
    }

    /// <summary>The values of the factory's parameters, which live as long as the pass.</summary>
    private static void WriteState(IndentedWriter writer, EquatableArray<ParameterModel> parameters)
    {
        using (writer.Block("private sealed class State"))
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                writer.Line($"internal readonly {parameters[i].Value.Type} {Field(i)};");
            }

            writer.Line();
            IEnumerable<string> declarations = parameters.Select(static (p, i) => $"{p.Value.Type} {EntryPoints.Local(i)}");
            using (writer.Block($"internal State({string.Join(", ", declarations)})"))
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    writer.Line($"{Field(i)} = {EntryPoints.Local(i)};");
                }
            }
        }
    }

    private static string Field(int index) => "Value" + EntryPoints.Number(index);

    private static ParameterModel Received(string name, ValueModel value) => new(name, value, Default: null, Doc: "");

    private static ValueModel Untaken(string type, string typeKey)
        => new(type, $"{EntryPoints.Marshalling}ObjectMarshaller<{type}>", typeKey, "", ValueHolds.Object);
}
