using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>C# types for the C++ types of fields and parameters.</summary>
internal sealed class ObjectModelTypes
{
    // Of classes that TVM's own could have the name of.
    private const string Ffi = ObjectModelNames.Root + ".Ffi.";

    private static readonly Dictionary<string, DotNetType> BuiltIn = new(StringComparer.Ordinal)
    {
        ["bool"] = new("bool", "BooleanMarshaller", IsValueType: true),
        ["int8"] = Integer("sbyte"),
        ["int16"] = Integer("short"),
        ["int32"] = Integer("int"),
        ["int64"] = Integer("long"),
        ["uint8"] = Integer("byte"),
        ["uint16"] = Integer("ushort"),
        ["uint32"] = Integer("uint"),
        ["uint64"] = Integer("ulong"),
        ["float32"] = new("float", "FloatMarshaller<float>", IsValueType: true),
        ["float64"] = new("double", "FloatMarshaller<double>", IsValueType: true),
        ["String"] = new("string", "StringMarshaller"),
        ["std::string"] = new("string", "StringMarshaller"),
        ["Bytes"] = new("byte[]", "BytesMarshaller"),
        ["Any"] = new("Any", "AnyMarshaller", IsValueType: true),
        ["AnyView"] = new("Any", "AnyMarshaller", IsValueType: true),
        ["DLDataType"] = new("DataType", "DataTypeMarshaller", IsValueType: true),
        ["DLDevice"] = new("Device", "DeviceMarshaller", IsValueType: true),
        ["Shape"] = new(Ffi + "Shape", "ShapeMarshaller"),
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
            return new DotNetType(name, $"EnumMarshaller<{name}, {number.Name}, {number.Marshaller}>", IsValueType: true, ConvertsToAny: false);
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
                IsValueType: true,
                ConvertsToAny: false),
            ("Variant", { Count: 2 or 3 }) => new(
                $"Variant<{string.Join(", ", arguments.Select(static argument => argument.Name))}>",
                $"VariantMarshaller<{Pairs(arguments)}>",
                IsValueType: true,
                ConvertsToAny: false),
            ("Tuple" or "Variant", _) => BuiltIn["Any"],
            _ => null,
        };
    }

    private static DotNetType Container(string name, string marshaller, params IReadOnlyList<DotNetType> arguments) => new(
        $"{name}<{string.Join(", ", arguments.Select(static argument => argument.Name))}>",
        $"{marshaller}<{Pairs(arguments)}>");

    private static string Pairs(IReadOnlyList<DotNetType> arguments) =>
        string.Join(", ", arguments.Select(static argument => $"{argument.Name}, {argument.Marshaller}"));

    private static DotNetType Integer(string name) => new(name, $"IntegerMarshaller<{name}>", IsValueType: true);

    private static DotNetType Object(string name) => new(name, $"ObjectMarshaller<{name}>");
}
