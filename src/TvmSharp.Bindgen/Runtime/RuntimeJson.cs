using System.Globalization;
using System.Text;
using System.Text.Json;
using TvmSharp.Bindgen.Schema;
using static TvmSharp.Bindgen.Schema.EntryJson;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>Files with the reflection of a TVM, sorted, one line for each type, field and function.</summary>
internal static class RuntimeJson
{
    private const string Marker = "reflection";

    /// <summary>The text of a file.</summary>
    public static string Write(RuntimeSchema schema)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n\"{Marker}\": {Quote(schema.Library)},\n\"abi\": {Quote(schema.Abi)},\n");
        WriteSection(text, "types", schema.Types, static type => type.Key, WriteType, "fields", static type => type.Fields, WriteField);
        WriteSection<RuntimeFunction, object>(text, "functions", schema.Functions, static f => f.Name, WriteFunction, null, null, null);
        text.Length -= 2;
        return text.Append("\n}\n").ToString();
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BindgenException">It is not one that <c>tvm-bindgen dump</c> wrote, or only a part of one.</exception>
    public static RuntimeSchema Read(string text, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            return new(
                root.GetProperty(Marker).GetString()!,
                root.GetProperty("abi").GetString()!,
                [.. root.GetProperty("types").EnumerateObject().Select(static e => ReadType(e.Name, e.Value))],
                [.. root.GetProperty("functions").EnumerateObject().Select(static e => ReadFunction(e.Name, e.Value))]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BindgenException($"{path} is not the reflection of a TVM: {exception.Message} Write it again with `tvm-bindgen dump --out`.");
        }
    }

    private static void WriteType(Utf8JsonWriter writer, RuntimeType type)
    {
        WriteOptional(writer, "parent", type.Parent);
        WriteOptional(writer, "size", type.Size);
        WriteOptional(writer, "structural", type.StructuralKind);
        if (type.Methods.Count > 0)
        {
            writer.WriteStartObject("methods");
            foreach (RuntimeFunction method in type.Methods)
            {
                writer.WriteString(method.Name, method.Type?.ToString());
            }

            writer.WriteEndObject();
        }
    }

    private static RuntimeType ReadType(string key, JsonElement value) => new(
        key,
        Text(value, "parent"),
        Number(value, "size"),
        Text(value, "structural"),
        Parts(value, "fields", ReadField),
        value.TryGetProperty("methods", out JsonElement methods)
            ? [.. methods.EnumerateObject().Select(static m => new RuntimeFunction(m.Name, m.Value.GetString() is { } type ? TypeExpression.Parse(type) : null))]
            : []);

    private static void WriteField(Utf8JsonWriter writer, RuntimeField field)
    {
        writer.WriteString("name", field.Name);
        WriteOptional(writer, "type", field.Type?.ToString());
        writer.WriteNumber("offset", field.Offset);
        writer.WriteNumber("size", field.Size);
        writer.WriteBoolean("writable", field.IsWritable);
        writer.WriteBoolean("default", field.HasDefault);
    }

    private static RuntimeField ReadField(JsonElement value) => new(
        value.GetProperty("name").GetString()!,
        Text(value, "type") is { } type ? TypeExpression.Parse(type) : null,
        value.GetProperty("offset").GetInt32(),
        value.GetProperty("size").GetInt32(),
        value.GetProperty("writable").GetBoolean(),
        value.GetProperty("default").GetBoolean());

    private static void WriteFunction(Utf8JsonWriter writer, RuntimeFunction function) =>
        WriteOptional(writer, "type", function.Type?.ToString());

    private static RuntimeFunction ReadFunction(string name, JsonElement value) =>
        new(name, Text(value, "type") is { } type ? TypeExpression.Parse(type) : null);
}
