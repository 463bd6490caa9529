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
        writer.Line("/// <summary>Registers all functions, passes and types of the extension with TVM, or none when one fails.</summary>");
        writer.Line("/// <param name=\"overwrite\">Whether functions whose names are taken are replaced, and types that exist stay as they are; otherwise both are an error.</param>");
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
                            WriteEntry(writer, entry, ",");
                        }
                    }
                }

                WriteTypes(writer, model.Types);
                writer.Line("overwrite);");
            }
        }
    }

    private static void WriteTypes(IndentedWriter writer, EquatableArray<TypeEntry> types)
    {
        const string Info = EntryPoints.Marshalling + "TypeEntryInfo";
        if (types.Count == 0)
        {
            writer.Line($"global::System.Array.Empty<{Info}>(),");
            return;
        }

        using (writer.Block($"new {Info}[]", ","))
        {
            foreach (TypeEntry type in types)
            {
                WriteType(writer, type);
            }
        }
    }

    private static void WriteType(IndentedWriter writer, TypeEntry type)
    {
        ObjectModel model = type.Object;
        writer.Line($"new {EntryPoints.Marshalling}TypeEntryInfo(");
        using (writer.Indent())
        {
            writer.Line($"{CSharpText.Literal(model.Key)},");
            writer.Line(model.Parent is null ? "null," : $"{CSharpText.Literal(model.Parent)},");
            writer.Line($"{CSharpText.Literal(model.Doc)},");
            writer.Line($"(global::TvmSharp.Ffi.StructuralKind){EntryPoints.Number(model.StructuralKind)},");
            using (writer.Block($"new {EntryPoints.Marshalling}FieldEntryInfo[]", ","))
            {
                for (int i = 0; i < model.Fields.Count; i++)
                {
                    FieldModel field = model.Fields[i];
                    writer.Line($"new {EntryPoints.Marshalling}FieldEntryInfo(");
                    using (writer.Indent())
                    {
                        writer.Line($"{CSharpText.Literal(field.Name)},");
                        writer.Line($"{CSharpText.Literal(field.Doc)},");
                        writer.Line($"{CSharpText.Literal(field.Metadata)},");
                        writer.Line($"(global::TvmSharp.Ffi.TvmFieldFlags){EntryPoints.Number((int)field.Flags)},");
                        writer.Line($"{EntryPoints.Number((int)field.Storage)},");
                        writer.Line($"&{type.EntryClass}.{type.Converters[i].EntryMethod}{(field.Default is { } value ? $", {value.Value}" : "")}),");
                    }
                }
            }

            using (writer.Block($"new {EntryPoints.Marshalling}MethodEntryInfo[]", "),"))
            {
                foreach (MethodEntry method in type.Methods)
                {
                    writer.Line($"new {EntryPoints.Marshalling}MethodEntryInfo(");
                    using (writer.Indent())
                    {
                        WriteEntry(writer, method.Entry, ",");
                        writer.Line($"isStatic: {(method.IsStatic ? "true" : "false")}),");
                    }
                }
            }
        }
    }

    private static void WriteEntry(IndentedWriter writer, TableEntry entry, string end)
    {
        writer.Line($"new {EntryPoints.Marshalling}EntryPointInfo(");
        using (writer.Indent())
        {
            writer.Line($"{CSharpText.Literal(entry.Name)},");
            writer.Line($"{CSharpText.Literal(entry.Doc)},");
            writer.Line($"{CSharpText.Literal(entry.Metadata)},");
            writer.Line($"&{entry.EntryReference}){end}");
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
