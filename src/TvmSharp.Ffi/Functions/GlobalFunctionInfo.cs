using System.Text.Json;

namespace TvmSharp.Ffi;

/// <summary>What TVM knows about a global function besides the function itself.</summary>
public sealed class GlobalFunctionInfo
{
    internal GlobalFunctionInfo(string name, string metadata)
    {
        Name = name;
        Metadata = metadata;
        if (metadata.Length == 0)
        {
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(metadata);
            Schema = Text(document.RootElement, "type_schema");
            Doc = Text(document.RootElement, "doc");
        }
        catch (JsonException)
        {
            // Whoever registered the function wrote something else: it is there to be read as it is.
        }
    }

    /// <summary>Global name.</summary>
    public string Name { get; }

    /// <summary>What the function was registered with, as JSON; empty for functions that were registered without.</summary>
    public string Metadata { get; }

    /// <summary>
    /// Types of result and parameters as JSON, the <c>type_schema</c> of the metadata, such as
    /// <c>{"type":"ffi.Function","args":[{"type":"int"},{"type":"int"}]}</c>; the result comes first. Null when it is not known.
    /// </summary>
    public string? Schema { get; }

    /// <summary>
    /// Documentation; null when it is not known. TVM gives no access to the documentation of global functions: this is
    /// the <c>doc</c> of the metadata, which functions of this library have.
    /// </summary>
    public string? Doc { get; }

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Name}: {Schema}";

    private static string? Text(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
