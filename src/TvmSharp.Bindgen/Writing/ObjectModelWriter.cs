using System.Globalization;
using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>Writes the compiler's object model: a class for each type that TVM's headers declare, and their enumerations.</summary>
internal sealed partial class ObjectModelWriter
{
    /// <summary>Directory of the files, from the output directory.</summary>
    public const string Directory = "TvmSharp.Compiler/Generated";

    private const string RootClass = "TvmObject";

    // Members that every wrapper class has; a field of such a name gets another.
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal)
    {
        "CallMethod", "Create", "Equals", "FirstMismatch", "GetField", "GetHashCode", "GetType", "IdentityComparer", "IsInstanceOf",
        "IsSameAs", "Keep", "MemberwiseClone", "Move", "ReferenceEquals", "SetField", "StructuralEquals", "StructuralHash", "ToString",
        "TypeInfo", "TypeKey", "UseCount", "With",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    private readonly TvmSchema _schema;
    private readonly ICollection<SourceProblem> _problems;
    private readonly ObjectModelNames _names;
    private readonly ObjectModelTypes _types;
    private readonly RuntimeTypes _runtimeTypes;
    private readonly Dictionary<string, TypeSchema> _byKey;
    private readonly Dictionary<string, FunctionSchema> _functions;

    private ObjectModelWriter(TvmSchema schema, ICollection<SourceProblem> problems)
    {
        _schema = schema;
        _problems = problems;
        _names = new ObjectModelNames(schema);
        _types = new ObjectModelTypes(schema, _names);
        _runtimeTypes = new RuntimeTypes(schema);
        _byKey = schema.Types.ToDictionary(static type => type.Key, StringComparer.Ordinal);
        _functions = schema.Functions.ToDictionary(static function => function.Name, StringComparer.Ordinal);
    }

    /// <summary>The files: one for each header, and the list of all wrapper classes.</summary>
    /// <param name="schema">The object model.</param>
    /// <param name="problems">Gets the fields and constructors whose types cannot be bound.</param>
    public static IReadOnlyList<GeneratedFile> Write(TvmSchema schema, ICollection<SourceProblem> problems)
    {
        ObjectModelWriter writer = new(schema, problems);
        var types = schema.Types.Where(ObjectModelNames.IsWritten).ToLookup(static type => type.Header!, StringComparer.Ordinal);
        var enums = schema.Enums.Where(one => writer._names.EnumOf(one.CppName) is not null).ToLookup(static one => one.Header, StringComparer.Ordinal);
        return
        [
            .. types.Select(static group => group.Key).Concat(enums.Select(static group => group.Key))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(header => writer.WriteHeader(header, types[header], enums[header])),
            writer.WriteRegistration(),
        ];
    }

    private GeneratedFile WriteHeader(string header, IEnumerable<TypeSchema> types, IEnumerable<EnumSchema> enums)
    {
        CodeWriter writer = new(header);
        writer.Line("using TvmSharp.Ffi;");
        writer.Line("using TvmSharp.Ffi.Marshalling;");
        writer.Line();
        writer.Line($"namespace TvmSharp.{ObjectModelNames.ModuleOf(header)};");
        foreach (EnumSchema one in enums)
        {
            writer.Separate();
            WriteEnum(writer, one);
        }

        foreach (TypeSchema type in types.OrderBy(static type => type.Key, StringComparer.Ordinal))
        {
            writer.Separate();
            WriteClass(writer, type);
        }

        string path = string.Join('/', Path.ChangeExtension(header, null).Split('/').Skip(1).Select(DotNetNames.Pascal));
        return new GeneratedFile($"{Directory}/{path}.g.cs", Shorten(writer.ToString(), header));
    }

    // The file's own namespace and the one around it need not be spelled.
    private static string Shorten(string text, string header) => text
        .Replace($"{ObjectModelNames.Root}.{ObjectModelNames.ModuleOf(header)}.", "", StringComparison.Ordinal)
        .Replace($"{ObjectModelNames.Root}.", "", StringComparison.Ordinal);

    private GeneratedFile WriteRegistration()
    {
        CodeWriter writer = new("TVM's headers");
        writer.Line("using TvmSharp.Ffi;");
        writer.Line();
        writer.Line("namespace TvmSharp;");
        writer.Line();
        writer.Open("public static partial class TvmCompiler");
        writer.Summary("The TVM that the bindings were generated from, as messages name it.");
        writer.Line($"internal const string BindingsSource = \"TVM {_schema.TvmVersion}\";");
        writer.Close();
        writer.Open("internal static partial class WrapperClasses");
        writer.Open("private static void RegisterGenerated()");
        foreach (TypeSchema type in _schema.Types.Where(ObjectModelNames.IsWritten))
        {
            writer.Line($"ObjectTypes.Register<{_names.ClassOf(type.Key)![(ObjectModelNames.Root.Length + 1)..]}>();");
        }

        writer.Close();
        writer.Close();
        return new GeneratedFile($"{Directory}/WrapperClasses.g.cs", writer.ToString());
    }

    private void WriteEnum(CodeWriter writer, EnumSchema one)
    {
        string name = Simple(_names.EnumOf(one.CppName)!);
        writer.Summary($"<c>tvm::{CodeWriter.Escape(one.CppName)}</c> of <c>{one.Header}</c>.");
        string underlying = _types.Find(new TypeExpression(one.Underlying))!.Name;
        writer.Open($"public enum {name}{(underlying == "int" ? "" : $" : {underlying}")}");
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (EnumMember member in one.Members)
        {
            writer.Summary($"<c>{member.Name}</c>.");
            string memberName = DotNetNames.EnumMember(name, member.Name);
            writer.Line($"{(taken.Add(memberName) ? memberName : member.Name)} = {member.Value.ToString(CultureInfo.InvariantCulture)},");
            writer.Separate();
        }

        writer.Close();
    }

    private void WriteClass(CodeWriter writer, TypeSchema type)
    {
        string full = _names.ClassOf(type.Key)!, name = Simple(full);
        writer.Summary($"<c>{type.Key}</c>: {(type.CppName is null ? "" : $"<c>tvm::{CodeWriter.Escape(type.CppName)}</c> ")}of <c>{type.Header}</c>.");
        writer.Line($"[TvmObject(\"{type.Key}\")]");
        writer.Open($"public {(type.IsFinal ? "sealed " : "")}partial class {name} : {ParentOf(type)}, ITvmObject<{full}>");
        writer.Summary("Wraps an object.");
        writer.Line($"/// <param name=\"reference\">An object of type <c>{type.Key}</c>.</param>");
        writer.Line($"{(type.IsFinal ? "internal" : "protected internal")} {name}(ObjectReference reference)");
        writer.Line("    : base(reference)");
        writer.Line("{");
        writer.Line("}");
        writer.Separate();
        writer.Line($"static string ITvmObject<{full}>.TypeKey => \"{type.Key}\";");
        if (!type.IsMutable)
        {
            writer.Separate();
            writer.Line($"static bool ITvmObject<{full}>.IsImmutable => true;");
        }

        writer.Separate();
        writer.Line($"static {full} ITvmObject<{full}>.Wrap(ObjectReference reference) => new(reference);");
        WriteBinding(writer, type, full);
        foreach (FieldSchema field in type.Fields)
        {
            writer.Separate();
            WriteProperty(writer, type, name, field);
        }

        WriteConstructor(writer, type, full);
        WriteWith(writer, type, full);
        writer.Close();
    }

    private void WriteProperty(CodeWriter writer, TypeSchema type, string className, FieldSchema field)
    {
        DotNetType bound = Bound(field);
        bool isKnown = _types.Find(field.Type) is not null;
        if (!isKnown)
        {
            Report(type, $"Field `{field.Name}` of `{type.Key}` is of type `{field.Type}`, which has no C# type: it is bound as any value.");
        }

        string name = PropertyName(field, className);
        bool hides = Ancestors(type).Any(ancestor => ancestor.Fields.Any(other => PropertyName(other, Simple(_names.ClassOf(ancestor.Key) ?? "")) == name));
        string defaults = field.Default is { } value ? $", <c>{CodeWriter.Escape(value)}</c> by default" : "";
        writer.Summary($"<c>{field.Name}</c>: <c>{CodeWriter.Escape(field.Type.ToString())}</c>{defaults}.");
        writer.Line($"public {(hides ? "new " : "")}{bound.Name} {name} => {(isKnown ? Reader(field, bound) : null) ?? $"GetField<{bound.Name}, {bound.Marshaller}>(\"{field.Name}\")"};");
    }

    // Null where the library's own getter has to be asked: it is not known where the value lies, or how.
    private static string? Reader(FieldSchema field, DotNetType bound)
    {
        if (field.Offset is not { } offset || field.Size != bound.Storage.Size)
        {
            return null;
        }

        bool isReadOnly = !field.IsMutable && field.Flags.HasFlag(FieldFlags.ReadOnly);
        string place = $"this, {offset.ToString(CultureInfo.InvariantCulture)}";
        string reference = isReadOnly ? place : place + ", isReadOnly: false";
        string orNull = bound.IsNullable ? "OrNull" : "";
        string name = bound.Name.TrimEnd('?');
        return bound.Storage.Kind switch
        {
            DotNetStorageKind.Value => $"ObjectFields.ReadPlain<{name}>({place})",
            DotNetStorageKind.Object => $"NodeFields.Read{orNull}<{name}>({reference})",

            // TvmArray<...> is read by ReadArray.
            DotNetStorageKind.Container => $"NodeFields.Read{name["Tvm".Length..name.IndexOf('<', StringComparison.Ordinal)]}{orNull}<{bound.Arguments}>({reference})",
            DotNetStorageKind.String => $"NodeFields.ReadString{orNull}({place})",
            _ => $"ObjectFields.ReadAny<{bound.Name}, {bound.Marshaller}>({place}, isReadOnly: {(isReadOnly ? "true" : "false")})",
        };
    }

    private void WriteBinding(CodeWriter writer, TypeSchema type, string full)
    {
        // Nothing is known of the fields of a class that registers none, and without a place a field cannot be compared.
        if (!type.IsReflected || type.Fields.Any(static field => field.Offset is null || field.Size is null))
        {
            return;
        }

        writer.Separate();
        if (type.Fields.Count == 0)
        {
            writer.Line($"static TypeBinding ITvmObject<{full}>.Binding => new(TvmCompiler.BindingsSource);");
            return;
        }

        writer.Line($"static TypeBinding ITvmObject<{full}>.Binding => new(");
        writer.Line("    TvmCompiler.BindingsSource,");
        for (int i = 0; i < type.Fields.Count; i++)
        {
            FieldSchema field = type.Fields[i];
            string expected = RuntimeTypeOf(field.Type) is { } name ? $"\"{name}\"" : "null";
            writer.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"    new BoundField(\"{field.Name}\", {field.Offset}, {field.Size}, {expected}){(i < type.Fields.Count - 1 ? "," : ");")}"));
        }
    }

    // A class that registers no type of its own is, to the runtime, the one that it derives from.
    private TypeExpression? RuntimeTypeOf(TypeExpression type) =>
        _runtimeTypes.Of(type) is { } found && !HasUnreflected(found) ? found : null;

    private bool HasUnreflected(TypeExpression type) =>
        (_byKey.TryGetValue(type.Name, out TypeSchema? found) && !found.IsReflected) || type.Arguments.Any(HasUnreflected);

    // The class of the nearest ancestor that has one.
    private string ParentOf(TypeSchema type)
    {
        string? parent = Ancestors(type).Select(ancestor => _names.ClassOf(ancestor.Key)).FirstOrDefault(static name => name is not null);
        if (parent is null && type.Parent != "ffi.Object")
        {
            Report(type, $"`{type.Key}` derives from `{type.Parent}`, of which there is no class: its class derives from that of all objects.");
        }

        return parent ?? RootClass;
    }

    private IEnumerable<TypeSchema> Ancestors(TypeSchema type)
    {
        for (string key = type.Parent; _byKey.TryGetValue(key, out TypeSchema? ancestor); key = ancestor.Parent)
        {
            yield return ancestor;
        }
    }

    private void Report(TypeSchema type, string message) => _problems.Add(new SourceProblem("include/" + type.Header, 1, message));

    private DotNetType AnyType => _types.Find(new TypeExpression("Any"))!;

    private DotNetType Bound(FieldSchema field)
    {
        DotNetType bound = Find(field.Type) ?? AnyType;
        return field.IsNullable ? bound.ToNullable() : bound;
    }

    // A bare ObjectRef is any object or none; in containers that is not worth a question mark.
    private DotNetType? Find(TypeExpression type) =>
        type.Name == "ObjectRef" ? _types.Find(type)?.ToNullable() : _types.Find(type);

    // Of a field that a class has or inherits: it is named in the class that declares it.
    private string Property(TypeSchema type, FieldSchema field)
    {
        TypeSchema declaring = Ancestors(type).Prepend(type).First(at => at.Fields.Contains(field));
        return PropertyName(field, Simple(_names.ClassOf(declaring.Key) ?? ""));
    }

    private static string PropertyName(FieldSchema field, string className)
    {
        string name = DotNetNames.Pascal(field.Name);
        return name == className ? name + "Value" : Inherited.Contains(name) ? name + "Field" : name;
    }

    /// <summary>A parameter's name: <c>loop_var</c> is <c>loopVar</c>.</summary>
    internal static string Camel(string name)
    {
        string pascal = DotNetNames.Pascal(name);
        int upper = 0;
        while (upper < pascal.Length && char.IsAsciiLetterUpper(pascal[upper]) && (upper == 0 || upper + 1 == pascal.Length || !char.IsAsciiLetterLower(pascal[upper + 1])))
        {
            upper++;
        }

        string camel = pascal[..upper].ToLowerInvariant() + pascal[upper..];
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    private static string Simple(string full) => full[(full.LastIndexOf('.') + 1)..];
}
