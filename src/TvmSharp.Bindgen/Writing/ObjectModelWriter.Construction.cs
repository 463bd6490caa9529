using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

// What makes objects: constructors and copies with changes.
internal sealed partial class ObjectModelWriter
{
    private const int HeaderSize = 24;

    // Parameters of constructors that are named otherwise than the field they set.
    private static readonly Dictionary<string, string> FieldsOfParameters = new(StringComparer.Ordinal)
    {
        ["ret_ty"] = "ty",
        ["name"] = "name_hint",
        ["tuple"] = "tuple_value",
    };

    // What C++ has as the default of a parameter where None does not stand for it: that of attributes is an empty dictionary.
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["DictAttrs"] = ".Create([])",
    };

    private void WriteConstructor(CodeWriter writer, TypeSchema type, string full)
    {
        if (ConstructorOf(type) is not { } function)
        {
            return;
        }

        Parameter[] parameters = ParametersOf(type, function, Report);

        // Those at the end that may be missing need not be given.
        int required = parameters.Length;
        while (required > 0 && parameters[required - 1].Type.IsNullable)
        {
            required--;
        }

        bool hides = Ancestors(type).Any(ancestor => ConstructorOf(ancestor) is { } inherited
            && Signature(ParametersOf(ancestor, inherited)) == Signature(parameters));
        Parameter[] checkedForNull = [.. parameters.Where(static parameter => parameter.Type is { IsValueType: false, IsNullable: false })];
        writer.Separate();
        writer.Line("private static CompilerFunction s_constructor;");
        writer.Separate();
        writer.Summary($"Makes one, by <c>{function.Name}</c>.");
        foreach (Parameter parameter in parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Camel.TrimStart('@')}\"><c>{parameter.Schema.Name}</c>: <c>{CodeWriter.Escape(parameter.Schema.Type.ToString())}</c>.</param>");
        }

        if (checkedForNull.Length > 0)
        {
            writer.Line("/// <exception cref=\"System.ArgumentNullException\">An argument is null that may not be.</exception>");
        }

        writer.Line("/// <exception cref=\"TvmException\">TVM does not accept an argument; it says which and why.</exception>");
        string list = string.Join(", ", parameters.Select((parameter, i) => $"{parameter.Type.Name} {parameter.Camel}{(i >= required ? " = null" : "")}"));
        writer.Open($"public static {(hides ? "new " : "")}{full} Create({list})");
        foreach (Parameter parameter in checkedForNull)
        {
            writer.Line($"System.ArgumentNullException.ThrowIfNull({parameter.Camel});");
        }

        string arguments = string.Join(", ", parameters.Select(static parameter => Argument(parameter)));
        writer.Line($"return s_constructor.Get(\"{function.Name}\").Call({arguments}).As<{full}>();");
        writer.Close();
    }

    private void WriteWith(CodeWriter writer, TypeSchema type, string full)
    {
        FieldSchema[] fields = [.. FieldsWithInherited(type)];
        if (fields.Length == 0 || !IsConcrete(type))
        {
            return;
        }

        FunctionSchema? constructor = ConstructorOf(type);
        (FieldSchema Field, DotNetType Type)[]? arguments = constructor is null || HasHiddenState(type) ? null : FieldsOf(type, constructor, fields);
        (FieldSchema Field, DotNetType Type)[] changeable = arguments ?? [.. fields.Select(field => (field, Bound(field)))];
        bool hides = Ancestors(type).Any(ancestor => IsConcrete(ancestor) && FieldsWithInherited(ancestor).Count() == fields.Length);
        writer.Separate();
        writer.Summary(
            $"A copy with other values in some fields, made by {(arguments is null ? "<c>__ffi_shallow_copy__</c> and the setters of the fields" : $"<c>{constructor!.Name}</c>")}; this object when no value is another one.");
        foreach ((FieldSchema field, DotNetType _) in changeable)
        {
            writer.Line($"/// <param name=\"{Camel(field.Name).TrimStart('@')}\"><c>{field.Name}</c>: <c>{CodeWriter.Escape(field.Type.ToString())}</c>.</param>");
        }

        writer.Line("/// <exception cref=\"System.ArgumentNullException\">A value is null that may not be.</exception>");
        writer.Line("/// <exception cref=\"TvmException\">TVM does not accept a value; it says which and why.</exception>");
        string list = string.Join(", ", changeable.Select(static one => $"Change<{one.Type.Name}> {Camel(one.Field.Name)} = default"));
        writer.Open($"public {(hides ? "new " : "")}{full} With({list})");
        if (arguments is null)
        {
            writer.Line($"ObjectCopy<{full}> copy = new(this);");
            foreach ((FieldSchema field, DotNetType bound) in changeable)
            {
                writer.Line($"copy.Set<{bound.Name}, {bound.Marshaller}>(\"{field.Name}\", {Property(type, field)}, {Camel(field.Name)});");
            }

            writer.Line("return copy.Result;");
        }
        else
        {
            writer.Line("bool isChanged = false;");
            foreach ((FieldSchema field, DotNetType bound) in changeable)
            {
                writer.Line($"{bound.Name} new{DotNetNames.Pascal(field.Name)} = {Camel(field.Name)}.Or({Property(type, field)}, ref isChanged);");
            }

            writer.Line($"return isChanged ? Create({string.Join(", ", changeable.Select(static one => "new" + DotNetNames.Pascal(one.Field.Name)))}) : this;");
        }

        writer.Close();
    }

    // The fields that the parameters of a constructor set, in their order, with what the parameters take; null unless every
    // field is set by one. What a constructor finds out by itself, the type of an expression, may be left to it.
    private (FieldSchema Field, DotNetType Type)[]? FieldsOf(TypeSchema type, FunctionSchema constructor, FieldSchema[] fields)
    {
        List<(FieldSchema Field, DotNetType Type)> found = [];
        foreach (Parameter parameter in ParametersOf(type, constructor))
        {
            FieldSchema? field = fields.FirstOrDefault(field => field.Name == parameter.Schema.Name)
                ?? (FieldsOfParameters.TryGetValue(parameter.Schema.Name, out string? other) ? fields.FirstOrDefault(field => field.Name == other) : null);
            if (field is null || found.Any(one => one.Field == field) || !Takes(parameter.Type, Bound(field)))
            {
                return null;
            }

            found.Add((field, Bound(field).IsNullable ? parameter.Type : parameter.Type with { Name = NotNull(parameter.Type) }));
        }

        return fields.All(field => found.Any(one => one.Field == field) || field is { Name: "ty", Member: "ty" }) ? [.. found] : null;
    }

    // Whether a parameter takes all values of a field: those of derived classes too.
    private bool Takes(DotNetType parameter, DotNetType field) =>
        (parameter.IsNullable || !field.IsNullable)
        && (NotNull(parameter) == NotNull(field) || ClassesFrom(NotNull(field)).Contains(NotNull(parameter)));

    private static string NotNull(DotNetType type) => type.Name.TrimEnd('?');

    private IEnumerable<string> ClassesFrom(string className) =>
        _schema.Types.FirstOrDefault(type => _names.ClassOf(type.Key) == className) is { } type
            ? Ancestors(type).Select(ancestor => _names.ClassOf(ancestor.Key) ?? "")
            : [];

    // Whether there is room between the fields for more than padding: members that are not reflected.
    private bool HasHiddenState(TypeSchema type)
    {
        int end = HeaderSize;
        foreach (FieldSchema field in FieldsWithInherited(type).OrderBy(static field => field.Offset))
        {
            if (field.Offset is null || field.Size is null || field.Offset - end >= 8)
            {
                return true;
            }

            end = field.Offset.Value + field.Size.Value;
        }

        return type.Size is null || type.Size - end >= 8;
    }

    private bool IsConcrete(TypeSchema type) => type.IsReflected && (type.IsFinal || ConstructorOf(type) is not null);

    private IEnumerable<FieldSchema> FieldsWithInherited(TypeSchema type) =>
        type.Fields.Concat(Ancestors(type).SelectMany(static ancestor => ancestor.Fields)).DistinctBy(static field => field.Name);

    private FunctionSchema? ConstructorOf(TypeSchema type) =>
        type.Constructor is not null && _functions.TryGetValue(type.Constructor, out FunctionSchema? function) && !function.IsPacked ? function : null;

    private Parameter[] ParametersOf(TypeSchema type, FunctionSchema function, Action<TypeSchema, string>? report = null) =>
    [
        .. function.Parameters.Select(parameter =>
        {
            DotNetType? bound = Find(parameter.Type);
            if (bound is null)
            {
                report?.Invoke(type, $"Parameter `{parameter.Name}` of `{function.Name}` is of type `{parameter.Type}`, which has no C# type: it takes any value.");
                bound = AnyType;
            }

            // Registered functions take enumerations as numbers; the field that is set tells which.
            FieldSchema? field = FieldsWithInherited(type).FirstOrDefault(field => field.Name == parameter.Name);
            if (field is not null && bound.Name == "int" && _names.EnumOf(field.Type.Name) is not null)
            {
                bound = Bound(field);
            }

            // Most references to objects can be null in C++: whether they may be, the field tells. Containers and strings cannot.
            bool mayBeNull = field is not null && bound is { IsNullable: false, Storage.Kind: DotNetStorageKind.Object } && Bound(field) == bound.ToNullable();
            return new Parameter(parameter, mayBeNull ? bound.ToNullable() : bound, Camel(parameter.Name));
        }),
    ];

    private static string Argument(Parameter parameter)
    {
        (string name, DotNetType type) = (parameter.Camel, parameter.Type);
        if (type.IsNullable && Defaults.TryGetValue(parameter.Schema.Type.Name, out string? made))
        {
            return $"{name} ?? {type.Name.TrimEnd('?')}{made}";
        }

        return !type.ConvertsToAny ? $"Any.From<{type.Name}, {type.Marshaller}>({name})"
            : type is { IsValueType: true, IsNullable: true } ? $"{name}.HasValue ? (Any){name}.Value : Any.None"
            : name;
    }

    private static string Signature(IEnumerable<Parameter> parameters) =>
        string.Join(", ", parameters.Select(static parameter => parameter.Type.IsValueType ? parameter.Type.Name : parameter.Type.Name.TrimEnd('?')));

    private sealed record Parameter(ParameterSchema Schema, DotNetType Type, string Camel);
}
