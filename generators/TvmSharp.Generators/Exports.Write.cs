namespace TvmSharp.Generators;

internal static partial class Exports
{
    /// <summary>Writes the entry points of one type's exports.</summary>
    public static string Write(FunctionGroup group)
    {
        IndentedWriter writer = CSharpText.File();
        using (writer.Namespace(group.Namespace))
        using (writer.Block("partial class TvmExtension"))
        {
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block($"private static unsafe class {group.EntryClass}"))
            {
                bool first = true;
                foreach (FunctionModel function in group.Functions)
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    first = false;
                    WriteEntryPoint(writer, function);
                }
            }
        }

        return writer.ToString();
    }

    private static void WriteEntryPoint(IndentedWriter writer, FunctionModel function)
    {
        MethodModel method = function.Method;
        EntryPoints.Write(
            writer,
            function.EntrySymbol,
            "internal",
            function.EntryMethod,
            method.IsPacked ? null : Functions.Signature(function),
            method.Parameters,
            () =>
            {
                IEnumerable<string> arguments = method.IsPacked
                    ? [$"{EntryPoints.Marshalling}EntryPoint.PackedArgs(args, count)"]
                    : method.Parameters.Select(static (_, i) => EntryPoints.Local(i));
                string call = $"{method.Type}.{CSharpText.Identifier(method.Method)}({string.Join(", ", arguments)})";
                EntryPoints.WriteCall(writer, call, method.Result);
            });
    }
}
