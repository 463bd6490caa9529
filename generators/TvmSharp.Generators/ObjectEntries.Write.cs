namespace TvmSharp.Generators;

/// <summary>What TVM calls of a type that is defined: conversions of the values of its fields, and its methods.</summary>
internal static class ObjectEntries
{
    /// <summary>Writes the entry points of one type.</summary>
    public static string Write(TypeEntryGroup group)
    {
        IndentedWriter writer = CSharpText.File();
        using (writer.Namespace(group.Namespace))
        using (writer.Block("partial class TvmExtension"))
        {
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block($"private static unsafe class {group.Type.EntryClass}"))
            {
                bool first = true;
                for (int i = 0; i < group.Type.Converters.Count; i++)
                {
                    Separate();
                    WriteConverter(writer, group.Type.Object.Key, group.Type.Object.Fields[i], group.Type.Converters[i]);
                }

                foreach (MethodEntry method in group.Type.Methods)
                {
                    Separate();
                    WriteMethod(writer, method);
                }

                void Separate()
                {
                    if (!first)
                    {
                        writer.Line();
                    }

                    first = false;
                }
            }
        }

        return writer.ToString();
    }

    private static void WriteConverter(IndentedWriter writer, string key, FieldModel field, ConverterEntry entry)
    {
        writer.Line(EntryPoints.Attribute(entry.EntrySymbol));
        writer.Line($"internal static int {entry.EntryMethod}(void* self, {EntryPoints.Any}* value, {EntryPoints.Any}* result)");
        using (writer.Indent())
        {
            writer.Line(
                $"=> {EntryPoints.Marshalling}ObjectFields.Convert<{field.Value.Type}, {field.Value.Marshaller}>("
                + $"{CSharpText.Literal(key)}, {CSharpText.Literal(field.Name)}, value, result);");
        }
    }

    private static void WriteMethod(IndentedWriter writer, MethodEntry entry)
    {
        MethodModel method = entry.Function.Method;
        EntryPoints.Write(
            writer,
            entry.Function.EntrySymbol,
            "internal",
            entry.Function.EntryMethod,
            Functions.Signature(entry.Function),
            method.Parameters,
            () =>
            {
                IEnumerable<string> arguments = method.Parameters.Select(static (_, i) => EntryPoints.Local(i)).Skip(entry.IsStatic ? 0 : 1);
                string target = entry.IsStatic ? method.Type : EntryPoints.Local(0);
                EntryPoints.WriteCall(writer, $"{target}.{CSharpText.Identifier(method.Method)}({string.Join(", ", arguments)})", method.Result);
            });
    }
}
