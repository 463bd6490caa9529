using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary>The text of <see cref="Bindings"/> in the cache. The schema is one of the files.</summary>
internal static class BindingsJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static string Write(Bindings bindings) => new JsonObject
    {
        ["files"] = new JsonArray([.. bindings.Files.Select(static f => new JsonObject { ["path"] = f.Path, ["text"] = f.Text })]),
        ["problems"] = new JsonArray([.. bindings.Problems.Select(static p => new JsonObject { ["file"] = p.File, ["line"] = p.Line, ["message"] = p.Message })]),
        ["classes"] = Write(bindings.Classes),
        ["fields"] = Write(bindings.Fields),
        ["functions"] = Write(bindings.Functions),
    }.ToJsonString(Options);

    /// <summary>Reads it.</summary>
    /// <exception cref="BindgenException">It is something else.</exception>
    public static Bindings Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            GeneratedFile[] files = [.. root.GetProperty("files").EnumerateArray()
                .Select(static f => new GeneratedFile(f.GetProperty("path").GetString()!, f.GetProperty("text").GetString()!))];
            return new(
                SchemaJson.Read(files.Single(static f => f.Path == Bindings.SchemaPath).Text, Bindings.SchemaPath),
                files,
                [.. root.GetProperty("problems").EnumerateArray().Select(static p => new SourceProblem(
                    p.GetProperty("file").GetString()!, p.GetProperty("line").GetInt32(), p.GetProperty("message").GetString()!))],
                ReadCount(root.GetProperty("classes")),
                ReadCount(root.GetProperty("fields")),
                ReadCount(root.GetProperty("functions")));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BindgenException($"this is no entry of the cache: {exception.Message}");
        }
    }

    private static JsonArray Write(ExtractionCount count) => [count.Seen, count.Bound, count.Packed];

    private static ExtractionCount ReadCount(JsonElement count) => new(count[0].GetInt32(), count[1].GetInt32(), count[2].GetInt32());
}
