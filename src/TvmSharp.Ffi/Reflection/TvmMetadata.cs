using System.Text.Json;

namespace TvmSharp.Ffi;

/// <summary>What a function, field or method was registered with: a JSON object with the type schema and other entries.</summary>
public sealed class TvmMetadata
{
    private TvmMetadata(string json, IReadOnlyDictionary<string, JsonElement> entries, TypeSchema? schema)
    {
        Json = json;
        Entries = entries;
        Schema = schema;
    }

    /// <summary>The text as it was registered; empty when there is none.</summary>
    public string Json { get; }

    /// <summary>All entries by name; none when the text is empty or no JSON object.</summary>
    public IReadOnlyDictionary<string, JsonElement> Entries { get; }

    /// <summary>The entry <c>type_schema</c>; null when there is none that can be read.</summary>
    public TypeSchema? Schema { get; }

    /// <summary>Reads metadata. It comes from whoever registered, so that text which is no metadata is not an error.</summary>
    public static TvmMetadata Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Dictionary<string, JsonElement> entries = new(StringComparer.Ordinal);
        TypeSchema? schema = null;
        try
        {
            if (json.Length > 0)
            {
                using JsonDocument document = JsonDocument.Parse(json);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    foreach (JsonProperty entry in document.RootElement.EnumerateObject())
                    {
                        entries[entry.Name] = entry.Value.Clone();
                    }
                }
            }

            if (entries.TryGetValue("type_schema", out JsonElement text) && text.ValueKind == JsonValueKind.String)
            {
                // JSON inside of JSON: upstream writes the schema as a string.
                schema = TypeSchema.Parse(text.GetString()!);
            }
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            return new TvmMetadata(json, entries, null);
        }

        return new TvmMetadata(json, entries, schema);
    }

    /// <summary>The text.</summary>
    public override string ToString() => Json;
}
