using System.Globalization;
using System.Text;
using System.Text.Json;
using static TvmSharp.Bindgen.Schema.EntryJson;

namespace TvmSharp.Bindgen.Schema;

/// <summary>
/// Schema files. Sorted, and one line for each type, field, enumeration, member, view and function, so that a line-by-line
/// comparison of two of them says what changed.
/// </summary>
internal static class SchemaJson
{
    private const int Format = 1;

    /// <summary>The text of a schema. Equal schemas have equal texts.</summary>
    public static string Write(TvmSchema schema)
    {
        Dictionary<string, FunctionSchema> functions = schema.Functions.ToDictionary(static f => f.Name);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n\"format\": {Format},\n\"tvm\": {Quote(schema.TvmVersion)},\n");
        WriteSection(
            text,
            "types",
            schema.Types.OrderBy(static t => t.Key, StringComparer.Ordinal),
            static type => type.Key,
            (writer, type) => WriteType(writer, type, Fingerprint.Of(type, type.Constructor is { } name ? functions.GetValueOrDefault(name) : null)),
            "fields",
            static type => type.Fields,
            WriteField);
        WriteSection(
            text,
            "enums",
            schema.Enums.OrderBy(static e => e.CppName, StringComparer.Ordinal),
            static e => e.CppName,
            WriteEnum,
            "members",
            static e => e.Members,
            WriteMember);
        WriteSection<ViewSchema, object>(
            text, "views", schema.Views.OrderBy(static v => v.CppName, StringComparer.Ordinal), static v => v.CppName, WriteView, null, null, null);
        WriteSection<FunctionSchema, object>(
            text, "functions", schema.Functions.OrderBy(static f => f.Name, StringComparer.Ordinal), static f => f.Name, WriteFunction, null, null, null);
        text.Length -= 2;
        return text.Append("\n}\n").ToString();
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="path">Name of the file, for messages.</param>
    /// <exception cref="BindgenException">The file is no schema, is truncated, or was changed by hand.</exception>
    public static TvmSchema Read(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out JsonElement format))
            {
                throw new BindgenException($"{path} is no schema of tvm-bindgen. Write one with `tvm-bindgen generate`.");
            }

            if (format.GetInt32() != Format)
            {
                throw new BindgenException(
                    $"{path} is a schema of format {format.GetInt32()}; this tvm-bindgen reads format {Format}. Write it again with `tvm-bindgen generate`.");
            }

            TvmSchema schema = new(
                root.GetProperty("tvm").GetString()!,
                [.. root.GetProperty("types").EnumerateObject().Select(ReadType)],
                [.. root.GetProperty("enums").EnumerateObject().Select(ReadEnum)],
                [.. root.GetProperty("views").EnumerateObject().Select(ReadView)],
                [.. root.GetProperty("functions").EnumerateObject().Select(ReadFunction)]);
            CheckFingerprints(root.GetProperty("types"), schema, path);
            return schema;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BindgenException(
                $"{path} cannot be read as a schema: {exception.Message} Write it again with `tvm-bindgen generate`.");
        }
    }

    private static void CheckFingerprints(JsonElement types, TvmSchema schema, string path)
    {
        Dictionary<string, FunctionSchema> functions = schema.Functions.ToDictionary(static f => f.Name);
        foreach (TypeSchema type in schema.Types)
        {
            string expected = Fingerprint.Of(type, type.Constructor is { } name ? functions.GetValueOrDefault(name) : null);
            if (types.GetProperty(type.Key).GetProperty("fingerprint").GetString() != expected)
            {
                throw new BindgenException(
                    $"{path} was changed by hand: the fingerprint of `{type.Key}` is not that of its fields. Write it again with `tvm-bindgen generate`.");
            }
        }
    }

    private static void WriteType(Utf8JsonWriter writer, TypeSchema type, string fingerprint)
    {
        WriteOptional(writer, "cpp", type.CppName);
        WriteOptional(writer, "ref", type.RefName);
        WriteOptional(writer, "header", type.Header);
        writer.WriteString("parent", type.Parent);
        writer.WriteBoolean("final", type.IsFinal);
        writer.WriteBoolean("reflected", type.IsReflected);
        WriteOptional(writer, "structural", type.StructuralKind);
        WriteOptional(writer, "size", type.Size);
        writer.WriteBoolean("nullable", type.IsNullable);
        writer.WriteBoolean("mutable", type.IsMutable);
        WriteOptional(writer, "constructor", type.Constructor);
        writer.WriteString("fingerprint", fingerprint);
    }

    private static TypeSchema ReadType(JsonProperty entry)
    {
        JsonElement value = entry.Value;
        return new(
            entry.Name,
            Text(value, "cpp"),
            Text(value, "ref"),
            Text(value, "header"),
            value.GetProperty("parent").GetString()!,
            value.GetProperty("final").GetBoolean(),
            value.GetProperty("reflected").GetBoolean(),
            Text(value, "structural"),
            Number(value, "size"),
            Parts(value, "fields", ReadField),
            Text(value, "constructor"),
            value.GetProperty("nullable").GetBoolean(),
            value.GetProperty("mutable").GetBoolean());
    }

    private static void WriteField(Utf8JsonWriter writer, FieldSchema field)
    {
        writer.WriteString("name", field.Name);
        if (field.Member != field.Name)
        {
            writer.WriteString("member", field.Member);
        }

        writer.WriteString("type", field.Type.ToString());
        WriteOptional(writer, "offset", field.Offset);
        WriteOptional(writer, "size", field.Size);
        if (field.Flags != FieldFlags.None)
        {
            writer.WriteString("flags", field.Flags.ToString());
        }

        WriteOptional(writer, "default", field.Default);
        writer.WriteBoolean("mutable", field.IsMutable);
        if (field.IsNullable)
        {
            writer.WriteBoolean("nullable", true);
        }
    }

    private static FieldSchema ReadField(JsonElement value)
    {
        string name = value.GetProperty("name").GetString()!;
        return new(
            name,
            Text(value, "member") ?? name,
            TypeExpression.Parse(value.GetProperty("type").GetString()!),
            Number(value, "offset"),
            Number(value, "size"),
            Text(value, "flags") is { } flags ? Enum.Parse<FieldFlags>(flags) : FieldFlags.None,
            Text(value, "default"),
            value.GetProperty("mutable").GetBoolean(),
            value.TryGetProperty("nullable", out JsonElement nullable) && nullable.GetBoolean());
    }

    private static void WriteEnum(Utf8JsonWriter writer, EnumSchema schema)
    {
        writer.WriteString("header", schema.Header);
        writer.WriteString("underlying", schema.Underlying);
    }

    private static EnumSchema ReadEnum(JsonProperty entry) => new(
        entry.Name,
        entry.Value.GetProperty("header").GetString()!,
        entry.Value.GetProperty("underlying").GetString()!,
        Parts(entry.Value, "members", static value => new EnumMember(value.GetProperty("name").GetString()!, value.GetProperty("value").GetInt64())));

    private static void WriteMember(Utf8JsonWriter writer, EnumMember member)
    {
        writer.WriteString("name", member.Name);
        writer.WriteNumber("value", member.Value);
    }

    private static void WriteView(Utf8JsonWriter writer, ViewSchema view)
    {
        writer.WriteString("header", view.Header);
        writer.WriteString("key", view.Key);
        writer.WriteString("base", view.Base.ToString());
    }

    private static ViewSchema ReadView(JsonProperty entry) => new(
        entry.Name,
        entry.Value.GetProperty("header").GetString()!,
        entry.Value.GetProperty("key").GetString()!,
        TypeExpression.Parse(entry.Value.GetProperty("base").GetString()!));

    private static void WriteFunction(Utf8JsonWriter writer, FunctionSchema function)
    {
        WriteOptional(writer, "cpp", function.CppName);
        WriteOptional(writer, "header", function.Header);
        WriteOptional(writer, "source", function.Source);
        if (function.IsPacked)
        {
            writer.WriteBoolean("packed", true);
        }

        WriteOptional(writer, "returns", function.Returns?.ToString());
        if (function.Parameters.Count > 0)
        {
            writer.WriteStartArray("parameters");
            foreach (ParameterSchema parameter in function.Parameters)
            {
                writer.WriteStartObject();
                writer.WriteString("name", parameter.Name);
                writer.WriteString("type", parameter.Type.ToString());
                WriteOptional(writer, "default", parameter.Default);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    private static FunctionSchema ReadFunction(JsonProperty entry)
    {
        JsonElement value = entry.Value;
        return new(
            entry.Name,
            Text(value, "cpp"),
            Text(value, "header"),
            Text(value, "source"),
            value.TryGetProperty("packed", out JsonElement packed) && packed.GetBoolean(),
            Text(value, "returns") is { } returns ? TypeExpression.Parse(returns) : null,
            Parts(
                value,
                "parameters",
                static p => new ParameterSchema(p.GetProperty("name").GetString()!, TypeExpression.Parse(p.GetProperty("type").GetString()!), Text(p, "default"))));
    }
}
