using System.Text.Json;

namespace TvmSharp.Ffi;

/// <summary>The type of a function, field or method, as upstream describes it in <c>type_schema</c>.</summary>
public sealed class TypeSchema
{
    private TypeSchema(string name, IReadOnlyList<TypeSchema>? arguments)
    {
        Name = name;
        Origin = OriginOf(name);
        Arguments = arguments is null && Origin != "tuple" ? [] : arguments;
        if (Arguments is [] && Origin is "Array" or "List")
        {
            Arguments = [Any];
        }
        else if (Arguments is [] && Origin is "Map" or "Dict")
        {
            Arguments = [Any, Any];
        }
    }

    /// <summary>Every value.</summary>
    public static TypeSchema Any { get; } = new("Any", []);

    /// <summary>Name as the schema has it, such as <c>int</c>, <c>ffi.Array</c> or a type key.</summary>
    public string Name { get; }

    /// <summary>Name as upstream prints it, such as <c>Array</c> for <c>ffi.Array</c>; a type key stays itself.</summary>
    public string Origin { get; }

    /// <summary>
    /// Type arguments. Of a <c>Callable</c> the result comes first, and none at all means any arguments and any result.
    /// Null for a <c>tuple</c> of any length.
    /// </summary>
    public IReadOnlyList<TypeSchema>? Arguments { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">An object with <c>type</c> and perhaps <c>args</c>.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TypeSchema Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new FormatException($"Not a type schema: {json}", error);
        }
    }

    /// <summary>The type in upstream's spelling, such as <c>Callable[[Array[int], str | None], Any]</c>.</summary>
    public override string ToString()
    {
        if (Arguments is null)
        {
            return Origin;
        }

        string[] arguments = [.. Arguments.Select(static argument => argument.ToString())];
        return (Origin, arguments) switch
        {
            ("Union", _) => string.Join(" | ", arguments),
            ("Optional", [string value]) => $"{value} | None",
            ("Callable", []) => "Callable[..., Any]",
            ("Callable", [string result, .. string[] parameters]) => $"Callable[[{string.Join(", ", parameters)}], {result}]",
            ("tuple", []) => "tuple[()]",
            (_, []) => Origin,
            _ => $"{Origin}[{string.Join(", ", arguments)}]",
        };
    }

    private static TypeSchema Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("type", out JsonElement type)
            || type.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"Not a type schema, which is an object with a `type`: {element.GetRawText()}");
        }

        List<TypeSchema>? arguments = null;
        if (element.TryGetProperty("args", out JsonElement args))
        {
            arguments = [];
            AddArguments(arguments, args);
        }

        return new TypeSchema(type.GetString()!, arguments);
    }

    private static void AddArguments(List<TypeSchema> arguments, JsonElement args)
    {
        if (args.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement argument in args.EnumerateArray())
        {
            switch (argument.ValueKind)
            {
                case JsonValueKind.Object:
                    arguments.Add(Read(argument));
                    break;

                // std::function nests what std::tuple and ffi.Function have in a row. Numbers are lengths of std::array.
                case JsonValueKind.Array:
                    AddArguments(arguments, argument);
                    break;
            }
        }
    }

    private static string OriginOf(string name) => name switch
    {
        "Variant" or "std::variant" => "Union",
        "Optional" or "std::optional" => "Optional",
        "Tuple" or "std::tuple" => "tuple",
        "ffi.Function" or "std::function" => "Callable",
        "ffi.Array" or "std::vector" => "Array",
        "ffi.List" => "List",
        "ffi.Map" or "std::map" or "std::unordered_map" => "Map",
        "ffi.Dict" => "Dict",
        "ffi.OpaquePyObject" => "Any",
        "ffi.Object" or "ObjectRValueRef" => "Object",
        "ffi.Tensor" or "DLTensor*" => "Tensor",
        "void*" => "ctypes.c_void_p",
        "TVMFFIByteArray*" or "ffi.SmallBytes" or "ffi.Bytes" => "bytes",
        "std::string" or "const char*" or "ffi.SmallStr" or "ffi.String" => "str",
        "DataType" => "dtype",
        _ => name,
    };
}
