namespace TvmSharp.Generators;

internal static partial class Extension
{
    /// <summary>Writes the class <c>TvmExtension</c>.</summary>
    public static string Write(ExtensionClassModel model)
    {
        IndentedWriter writer = CSharpText.File();
        using (writer.Namespace(model.Namespace))
        {
            writer.Line($"/// <summary>The TVM extension <c>{CSharpText.Xml(model.Prefix)}</c>.</summary>");
            writer.Line(CSharpText.GeneratedCode);
            using (writer.Block("public static partial class TvmExtension"))
            {
                WriteRegister(writer, model);
                if (model.Passes.Count > 0)
                {
                    writer.Line();
                    WritePasses(writer, model);
                }
            }
        }

        return writer.ToString();
    }

    private static void WriteRegister(IndentedWriter writer, ExtensionClassModel model)
    {
        const string Info = EntryPoints.Marshalling + "EntryPointInfo";
        writer.Line("/// <summary>Registers all functions and passes of the extension with TVM, or none when one fails.</summary>");
        writer.Line("/// <param name=\"overwrite\">Whether names that are taken are replaced; otherwise they are an error.</param>");
        using (writer.Block("public static void Register(bool overwrite = false)"))
        using (writer.Block("unsafe"))
        {
            writer.Line($"{EntryPoints.Marshalling}EntryPoint.Register(");
            using (writer.Indent())
            {
                if (model.Table.Count == 0)
                {
                    writer.Line($"global::System.Array.Empty<{Info}>(),");
                }
                else
                {
                    using (writer.Block($"new {Info}[]", ","))
                    {
                        foreach (TableEntry entry in model.Table)
                        {
                            writer.Line($"new {Info}(");
                            using (writer.Indent())
                            {
                                writer.Line($"{CSharpText.Literal(entry.Name)},");
                                writer.Line($"{CSharpText.Literal(entry.Doc)},");
                                writer.Line($"{CSharpText.Literal(entry.Metadata)},");
                                writer.Line($"&{entry.EntryReference}),");
                            }
                        }
                    }
                }

                writer.Line("overwrite);");
            }
        }
    }

    private static void WritePasses(IndentedWriter writer, ExtensionClassModel model)
    {
        writer.Line("/// <summary>Makes the passes of the extension, registered or not.</summary>");
        using (writer.Block("public static class Passes"))
        {
            bool first = true;
            foreach (PassFactoryModel pass in model.Passes)
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                WriteFactory(writer, pass);
            }
        }
    }

    private static void WriteFactory(IndentedWriter writer, PassFactoryModel pass)
    {
        string summary = pass.Summary.Length > 0 ? CSharpText.Xml(pass.Summary) : $"Makes the pass <c>{pass.RegisteredName}</c>.";
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (ParameterModel parameter in pass.Parameters)
        {
            string doc = parameter.Doc.Length > 0 ? CSharpText.Xml(parameter.Doc) : "Parameter of the pass.";
            writer.Line($"/// <param name=\"{parameter.Name}\">{doc}</param>");
        }

        writer.Line($"/// <returns>The pass <c>{pass.RegisteredName}</c>.</returns>");

        // A parameter of an internal type cannot be part of a public method.
        string accessibility = pass.Parameters.All(static p => p.Value.IsPublic) ? "public" : "internal";
        IEnumerable<string> parameters = pass.Parameters.Select(static p
            => $"{p.Value.Type} {CSharpText.Identifier(p.Name)}{(p.Default is { } value ? " = " + value.Expression : "")}");
        IEnumerable<string> arguments = pass.Parameters.Select(static p => CSharpText.Identifier(p.Name));
        writer.Line($"{accessibility} static global::TvmSharp.Ir.Pass {pass.Name}({string.Join(", ", parameters)})");
        using (writer.Indent())
        {
            writer.Line($"=> {pass.Creator}({string.Join(", ", arguments)});");
        }
    }
}
