using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>C# types for the C++ types of fields and parameters.</summary>
internal sealed class ObjectModelTypes
{
    // Of classes that TVM's own could have the name of.
    private const string Ffi = ObjectModelNames.Root + ".Ffi.";

    private static readonly Dictionary<string, DotNetType> BuiltIn = new(StringComparer.Ordinal)
    {
        ["bool"] = Value("bool", "BooleanMarshaller", 1),
        ["int8"] = Value("sbyte", "IntegerMarshaller<sbyte>", 1),
        ["int16"] = Value("short", "IntegerMarshaller<short>", 2),
        ["int32"] = Value("int", "IntegerMarshaller<int>", 4),
        ["int64"] = Value("long", "IntegerMarshaller<long>", 8),
        ["uint8"] = Value("byte", "IntegerMarshaller<byte>", 1),
        ["uint16"] = Value("ushort", "IntegerMarshaller<ushort>", 2),
        ["uint32"] = Value("uint", "IntegerMarshaller<uint>", 4),
        ["uint64"] = Value("ulong", "IntegerMarshaller<ulong>", 8),
        ["float32"] = Value("float", "FloatMarshaller<float>", 4),
        ["float64"] = Value("double", "FloatMarshaller<double>", 8),
        ["String"] = new("string", "StringMarshaller", DotNetStorage.String),
        ["std::string"] = new("string", "StringMarshaller", DotNetStorage.String),
        ["Bytes"] = new("byte[]", "BytesMarshaller", DotNetStorage.Cell),
        ["Any"] = new("Any", "AnyMarshaller", DotNetStorage.Cell, IsValueType: true),
        ["AnyView"] = new("Any", "AnyMarshaller", DotNetStorage.Cell, IsValueType: true),
        ["DLDataType"] = Value("DataType", "DataTypeMarshaller", 4),
        ["DLDevice"] = Value("Device", "DeviceMarshaller", 8),
        ["Shape"] = new(Ffi + "Shape", "ShapeMarshaller", DotNetStorage.Object),
        ["Object"] = Object("TvmObject"),
        ["ObjectRef"] = Object("TvmObject"),
        ["Function"] = Object(Ffi + "Function"),
        ["Tensor"] = Object(Ffi + "Tensor"),
        ["runtime::Tensor"] = Object(Ffi + "Tensor"),
        ["Module"] = Object(Ffi + "Module"),
        ["runtime::Module"] = Object(Ffi + "Module"),
        ["reflection::AccessPath"] = Object(Ffi + "AccessPath"),
    };

    private readonly ObjectModelNames _names;
    private readonly Dictionary<string, TypeSchema> _types;
    private readonly Dictionary<string, ViewSchema> _views;
    private readonly Dictionary<string, EnumSchema> _enums;

    /// <summary>Takes the types of a schema.</summary>
    public ObjectModelTypes(TvmSchema schema, ObjectModelNames names)
    {
        _names = names;
        _types = schema.Types.Where(static type => type.RefName is not null).DistinctBy(static type => type.RefName).ToDictionary(static type => type.RefName!, StringComparer.Ordinal);
        foreach (TypeSchema type in schema.Types.Where(static type => type.CppName is not null))
        {
            _types.TryAdd(type.CppName!, type);
        }

        foreach (TypeSchema type in schema.Types)
        {
            _types.TryAdd(type.Key, type);
        }

        _views = schema.Views.ToDictionary(static view => view.CppName, StringComparer.Ordinal);
        _enums = schema.Enums.ToDictionary(static one => one.CppName, StringComparer.Ordinal);
    }

    /// <summary>The C# type; null when there is none.</summary>
    public DotNetType? Find(TypeExpression type)
    {
        if (BuiltIn.TryGetValue(type.Name, out DotNetType? known))
        {
            return known;
        }

        if (_enums.TryGetValue(type.Name, out EnumSchema? enumeration) && _names.EnumOf(type.Name) is { } name)
        {
            DotNetType number = BuiltIn[enumeration.Underlying];
            return number with { Name = name, Marshaller = $"EnumMarshaller<{name}, {number.Name}, {number.Marshaller}>", ConvertsToAny = false };
        }

        // A view shows the objects of another class.
        string? key = _views.TryGetValue(type.Name, out ViewSchema? view) ? view.Key
            : _types.TryGetValue(type.Name, out TypeSchema? schema) ? schema.Key
            : null;
        if (key is not null && _types.TryGetValue(key, out TypeSchema? found) && _names.ClassOf(key) is { } className)
        {
            return found.IsNullable && view is null ? Object(className).ToNullable() : Object(className);
        }

        return Generic(type);
    }

    private DotNetType? Generic(TypeExpression type)
    {
        List<DotNetType> arguments = [];
        foreach (TypeExpression argument in type.Arguments)
        {
            if (Find(argument) is not { } found)
            {
                return null;
            }

            arguments.Add(found);
        }

        return (type.Name, arguments) switch
        {
            ("Optional", [var value]) => value.Name == "Any" ? value : value.ToNullable(),
            ("RValueRef" or "ObjectPtr", [var value]) => value,
            ("Array", []) => Container("TvmArray", "ArrayMarshaller", BuiltIn["Any"]),
            ("List", []) => Container("TvmList", "ListMarshaller", BuiltIn["Any"]),
            ("Array", [var element]) => Container("TvmArray", "ArrayMarshaller", element),
            ("List", [var element]) => Container("TvmList", "ListMarshaller", element),
            ("Map", [var key, var value]) => Container("TvmMap", "MapMarshaller", key, value),
            ("Dict", [var key, var value]) => Container("TvmDict", "DictMarshaller", key, value),
            ("Tuple", { Count: >= 2 and <= 4 }) => new(
                $"({string.Join(", ", arguments.Select(static argument => argument.Name))})",
                $"TupleMarshaller<{Pairs(arguments)}>",
                DotNetStorage.Cell,
                IsValueType: true,
                ConvertsToAny: false),
            ("Variant", { Count: 2 or 3 }) => new(
                $"Variant<{string.Join(", ", arguments.Select(static argument => argument.Name))}>",
                $"VariantMarshaller<{Pairs(arguments)}>",
                DotNetStorage.Cell,
                IsValueType: true,
                ConvertsToAny: false),
            ("Tuple" or "Variant", _) => BuiltIn["Any"],
            _ => null,
        };
    }

    private static DotNetType Container(string name, string marshaller, params IReadOnlyList<DotNetType> arguments) => new(
        $"{name}<{string.Join(", ", arguments.Select(static argument => argument.Name))}>",
        $"{marshaller}<{Pairs(arguments)}>",
        DotNetStorage.Container,
        Pairs(arguments));

    private static string Pairs(IReadOnlyList<DotNetType> arguments) =>
        string.Join(", ", arguments.Select(static argument => $"{argument.Name}, {argument.Marshaller}"));

    private static DotNetType Value(string name, string marshaller, int size) =>
        new(name, marshaller, DotNetStorage.Value(size), IsValueType: true);

    private static DotNetType Object(string name) => new(name, $"ObjectMarshaller<{name}>", DotNetStorage.Object);
}
