namespace TvmSharp.Generators;

internal static partial class Objects
{
    private const string Marshalling = EntryPoints.Marshalling;

    // It stands among the members of the user's: a name that nobody gives to those.
    private const string Layout = "__layout";
    private const string Made = "__made";

    /// <summary>Writes the rest of a class.</summary>
    public static string Write(ObjectModel model)
    {
        IndentedWriter writer = CSharpText.File();
        using (writer.Namespace(model.Namespace))
        {
            var blocks = new Stack<IDisposable>();
            for (int i = 0; i < model.Types.Count; i++)
            {
                bool isClass = i == model.Types.Count - 1;
                blocks.Push(writer.Block(isClass ? $"{model.Types[i]} : global::TvmSharp.Ffi.ITvmObject<{model.Type}>" : model.Types[i]));
            }

            WriteWrapper(writer, model);
            foreach (FieldModel field in model.Fields)
            {
                writer.Line();
                WriteField(writer, field);
            }

            writer.Line();
            WriteFactory(writer, model);
            foreach (IDisposable block in blocks)
            {
                block.Dispose();
            }
        }

        return writer.ToString();
    }

    /// <summary>Writes what names the classes when the assembly is loaded.</summary>
    public static string WriteClasses(EquatableArray<string> types)
    {
        IndentedWriter writer = CSharpText.File();
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block("file static class DefinedClasses"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            using (writer.Block("internal static void Register()"))
            {
                foreach (string type in types)
                {
                    writer.Line($"global::TvmSharp.Ffi.ObjectTypes.Register<{type}>();");
                }
            }
        }

        return writer.ToString();
    }

    private static void WriteWrapper(IndentedWriter writer, ObjectModel model)
    {
        IEnumerable<string> fields = model.AllFields.Select(static f
            => $", ({CSharpText.Literal(f.Name)}, {EntryPoints.Number(f.Offset)}, {EntryPoints.Number((int)f.Storage)})");
        writer.Line(CSharpText.GeneratedCode);
        writer.Line($"private static readonly {Marshalling}ObjectLayout {Layout} = new({CSharpText.Literal(model.Key)}{string.Concat(fields)});");
        writer.Line();
        if (!model.HasConstructor)
        {
            writer.Line(CSharpText.GeneratedCode);
            writer.Line($"{(model.IsSealed ? "private" : "private protected")} {model.Name}(global::TvmSharp.Ffi.ObjectReference reference)");
            using (writer.Indent())
            {
                writer.Line(": base(reference)");
            }

            writer.Line("{");
            writer.Line("}");
            writer.Line();
        }

        string slot = $"global::TvmSharp.Ffi.ITvmObject<{model.Type}>";
        writer.Line(CSharpText.GeneratedCode);
        writer.Line($"static string {slot}.TypeKey => {CSharpText.Literal(model.Key)};");
        writer.Line();
        if (model.AllFields.All(static f => f.IsReadOnly))
        {
            writer.Line(CSharpText.GeneratedCode);
            writer.Line($"static bool {slot}.IsImmutable => true;");
            writer.Line();
        }

        writer.Line(CSharpText.GeneratedCode);
        writer.Line($"static {model.Type} {slot}.Wrap(global::TvmSharp.Ffi.ObjectReference reference) => new({Layout}.Verify(reference));");
    }

    private static void WriteField(IndentedWriter writer, FieldModel field)
    {
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block(field.Declaration))
        {
            string offset = EntryPoints.Number(field.Offset);
            string value = field.Value.Type;
            string read = field.Storage switch
            {
                FieldStorage.Integer when value == "long" => Plain("long"),
                FieldStorage.Integer when IsEnum(field) => $"({value}){Plain("long")}",
                FieldStorage.Integer => $"{Accessor("ReadInteger")}<{value}>(this, {offset})",
                FieldStorage.Float when value == "double" => Plain("double"),
                FieldStorage.Float => $"{Accessor("ReadFloat")}<{value}>(this, {offset})",
                FieldStorage.Object or FieldStorage.Any =>
                    $"{Accessor("Read" + field.Storage)}<{value}, {field.Value.Marshaller}>(this, {offset}, isReadOnly: {(field.IsReadOnly ? "true" : "false")})",
                _ => Plain(value),
            };
            writer.Line($"{field.Getter} => {read};");
            if (field.Setter is not null)
            {
                writer.Line($"{field.Setter} => {Assignment("this", field, "value")};");
            }

            string Plain(string stored) => $"{Accessor("ReadPlain")}<{stored}>(this, {offset})";
        }
    }

    private static void WriteFactory(IndentedWriter writer, ObjectModel model)
    {
        FieldModel[] parameters = [.. Parameters(model.AllFields)];
        writer.Line($"/// <summary>Makes an object of type <c>{CSharpText.Xml(model.Key)}</c>.</summary>");
        foreach (FieldModel field in parameters)
        {
            string doc = field.Doc.Length > 0 ? CSharpText.Xml(field.Doc) : $"Field <c>{CSharpText.Xml(field.Name)}</c>.";
            writer.Line($"/// <param name=\"{Parameter(model, field)}\">{doc}</param>");
        }

        string accessibility = parameters.All(static p => p.Value.IsPublic) ? "public" : "internal";
        IEnumerable<string> declarations = parameters.Select(f
            => $"{f.Value.Type} {CSharpText.Identifier(Parameter(model, f))}{(f.Default is { } value ? " = " + value.Expression : "")}");
        writer.Line(CSharpText.GeneratedCode);
        using (writer.Block($"{accessibility} static {(model.HidesFactory ? "new " : "")}{model.Name} {model.Factory}({string.Join(", ", declarations)})"))
        {
            writer.Line($"{model.Name} {Made} = new({Layout}.CreateObject());");
            foreach (FieldModel field in model.AllFields)
            {
                bool isParameter = (field.Flags & FieldFlags.InitOff) == 0;
                if (isParameter || field.Default is not null)
                {
                    writer.Line($"{Assignment(Made, field, isParameter ? CSharpText.Identifier(Parameter(model, field)) : field.Default!.Expression)};");
                }
            }

            writer.Line($"return {Made};");
        }
    }

    private static string Assignment(string target, FieldModel field, string value)
    {
        string offset = EntryPoints.Number(field.Offset);
        string type = field.Value.Type;
        return field.Storage switch
        {
            FieldStorage.Integer when type == "long" => Call("WritePlain", "long", value),
            FieldStorage.Integer when IsEnum(field) => Call("WritePlain", "long", $"checked((long){value})"),
            FieldStorage.Integer => Call("WriteInteger", type, value),
            FieldStorage.Float when type == "double" => Call("WritePlain", "double", value),
            FieldStorage.Float => Call("WriteFloat", type, value),
            FieldStorage.Object or FieldStorage.Any => Call("Write" + field.Storage, $"{type}, {field.Value.Marshaller}", value),
            _ => Call("WritePlain", type, value),
        };

        string Call(string method, string arguments, string written) => $"{Accessor(method)}<{arguments}>({target}, {offset}, {written})";
    }

    private static bool IsEnum(FieldModel field) => field.Value.Marshaller.StartsWith(Marshalling + "EnumMarshaller<", StringComparison.Ordinal);

    private static string Accessor(string method) => $"{Marshalling}ObjectFields.{method}";

    /// <summary>Name of a field's parameter: the property's with a small first letter, unless another property has that name.</summary>
    private static string Parameter(ObjectModel model, FieldModel field)
    {
        string name = char.ToLowerInvariant(field.Property[0]) + field.Property.Substring(1);
        return model.AllFields.Any(f => f != field && f.Property == name) ? field.Property : name;
    }
}
