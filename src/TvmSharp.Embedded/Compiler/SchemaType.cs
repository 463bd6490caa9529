using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>A C++ type of the schema: how a field stores it, what may be passed for it, and what that is converted to.</summary>
internal sealed unsafe class SchemaType
{
    private readonly Func<TVMFFIAny, TVMFFIAny>? _convert;
    private nint _setter;

    private SchemaType(FieldKind kind, HostType type, Func<TVMFFIAny, TVMFFIAny>? convert = null, bool takesNone = false)
    {
        Kind = kind;
        Type = type;
        TakesNone = takesNone;
        _convert = convert;
    }

    /// <summary>How a field stores it.</summary>
    public FieldKind Kind { get; }

    /// <summary>What may be passed for it.</summary>
    public HostType Type { get; }

    /// <summary>Whether none is one of its values. Most reference classes of upstream's can be empty and must not be.</summary>
    public bool TakesNone { get; }

    /// <summary>A type from its text.</summary>
    /// <param name="text">As schema files have it.</param>
    /// <param name="leaf">Gives the types that are neither values nor containers of tvm-ffi.</param>
    public static SchemaType Parse(string text, Func<string, SchemaType> leaf)
    {
        int open = text.IndexOf('<', StringComparison.Ordinal);
        if (open < 0)
        {
            return text switch
            {
                "bool" => new(FieldKind.Bool, HostType.Bool),
                "int32" => new(FieldKind.Int32, HostType.Int),
                "int64" => new(FieldKind.Int64, HostType.Int),
                "float64" => new(FieldKind.Float64, HostType.Float),
                "DLDataType" => new(FieldKind.DataType, HostType.DataType),
                "String" => new(FieldKind.Text, HostType.Text),
                "std::string" => new(FieldKind.StandardString, HostType.Text),
                "Any" => new(FieldKind.Any, HostType.Any, takesNone: true),
                "Shape" => new(FieldKind.Shape, HostType.Object("ffi.Shape")),
                "Function" => new(FieldKind.Object, HostType.Function),
                "ObjectRef" => new(FieldKind.Object, HostType.Nullable("ffi.Object")),
                _ => leaf(text),
            };
        }

        SchemaType[] arguments = [.. Arguments(text, open).Select(argument => Parse(argument, leaf))];
        SchemaType first = arguments[0];
        return text[..open] switch
        {
            "Array" => new(FieldKind.Array, HostType.ArrayOf(first.Type), value => ToArray(value, first)),
            "Map" => new(FieldKind.Map, HostType.MapOf(first.Type, arguments[1].Type), ToMap),
            "Optional" => new(
                first.Kind < FieldKind.Text ? FieldKind.Optional : FieldKind.OptionalValue,
                HostType.OptionalOf(first.Type),
                value => value.TypeIndex == TypeIndex.None ? value : first.Convert(value),
                takesNone: true),
            _ => throw new InvalidOperationException($"The embedded host has no storage for `{text}`."),
        };
    }

    /// <summary>A reference class.</summary>
    /// <param name="name">C++ name.</param>
    /// <param name="key">Type key of its objects.</param>
    /// <param name="isNullable">Whether upstream passes none of it.</param>
    /// <param name="isDefined">Whether there is no empty one: upstream's <c>NOTNULLABLE</c>.</param>
    public static SchemaType Reference(string name, string key, bool isNullable, bool isDefined)
    {
        HostType type = isDefined ? HostType.Object(key) : HostType.Nullable(key);
        return name switch
        {
            "PrimExpr" => new(FieldKind.Object, Ir.Primitive, ToExpression),
            "Expr" => new(FieldKind.Object, Ir.Expression, ToExpression),
            "tirx::PrimVar" => new(FieldKind.Object, Ir.Holding(key, "ir.PrimType")),
            "tirx::BufferVar" => new(FieldKind.Object, Ir.Holding(key, "tirx.BufferType")),
            "relax::SeqExpr" => new(FieldKind.Object, HostType.Convertible(key, HostType.Nullable("ir.Expr")), RelaxFunctions.ToSequence),
            "PrimType" => new(FieldKind.Object, HostType.Convertible(key, type, HostType.DataType), ToPrimType),
            "Type" => new(FieldKind.Type, type),
            "DictAttrs" => new(FieldKind.Attrs, type, takesNone: true),
            "SourceMap" => new(FieldKind.SourceMap, type),
            _ => new(FieldKind.Object, type, takesNone: isNullable),
        };
    }

    /// <summary>An enumeration, which is stored as its underlying integer.</summary>
    public static SchemaType Enumeration() => new(FieldKind.Int32, HostType.Int);

    /// <summary>What is stored for an accepted value; kept until the call ends.</summary>
    public TVMFFIAny Convert(TVMFFIAny value) => _convert is null ? value : _convert(value);

    /// <summary>The setter of fields of this type, with a reference for the caller.</summary>
    public nint Setter()
    {
        if (_setter == 0)
        {
            _setter = (nint)HostFunction.Create($"set {Type.Name}", HostType.Void, null, arguments =>
            {
                TVMFFIAny value = Convert(Type.Cast(arguments.Any(1)));
                FieldAccess.Write(arguments.Pointer(0), Kind, &value);
                return Value.None;
            });
        }

        Host.IncRef((TVMFFIObject*)_setter);
        return _setter;
    }

    // Commas inside of angle brackets separate nothing here.
    private static List<string> Arguments(string text, int open)
    {
        List<string> arguments = [];
        int depth = 0;
        int start = open + 1;
        for (int i = start; i < text.Length; i++)
        {
            if (depth == 0 && text[i] is ',' or '>' && depth == 0)
            {
                arguments.Add(text[start..i].Trim());
                start = i + 1;
            }
            else if (text[i] is '<')
            {
                depth++;
            }
            else if (text[i] is '>')
            {
                depth--;
            }
        }

        return arguments;
    }

    private static TVMFFIAny ToExpression(TVMFFIAny value) => Value.Object(Ir.ToExpression(value));

    private static TVMFFIAny ToPrimType(TVMFFIAny value) => Value.IsObject(value) && !Value.IsText(value)
        ? value
        : Value.Object(TypeFunctions.PrimType(new Arguments(&value, 1).DataType(0)));

    // A list is copied; so is an array in which something is converted.
    private static TVMFFIAny ToArray(TVMFFIAny value, SchemaType element)
    {
        ReadOnlySpan<TVMFFIAny> elements = Value.Elements(value.Obj);
        if (element._convert is null)
        {
            return value.TypeIndex == TypeIndex.Array ? value : Value.Object(Pool.Keep(Containers.Array(elements)));
        }

        TVMFFIAny[] converted = new TVMFFIAny[elements.Length];
        bool isSame = value.TypeIndex == TypeIndex.Array;
        for (int i = 0; i < converted.Length; i++)
        {
            converted[i] = element.Convert(elements[i]);
            isSame &= converted[i].TypeIndex == elements[i].TypeIndex && converted[i].Int64 == elements[i].Int64;
        }

        return isSame ? value : Value.Object(Pool.Keep(Containers.Array(converted)));
    }

    private static TVMFFIAny ToMap(TVMFFIAny value) => value.TypeIndex == TypeIndex.Map
        ? value
        : Value.Object(Pool.Keep(Containers.Map(Containers.Entries(value.Obj))));
}
