using System.Text.Json;

namespace TvmSharp.Ffi;

/// <summary>What TVM knows about a global function besides the function itself.</summary>
public sealed class GlobalFunctionInfo
{
    internal GlobalFunctionInfo(string name, string metadata)
    {
        Name = name;
        Metadata = TvmMetadata.Parse(metadata);
    }

    /// <summary>Global name.</summary>
    public string Name { get; }

    /// <summary>What the function was registered with; empty for functions that were registered without.</summary>
    public TvmMetadata Metadata { get; }

    /// <summary>Types of the result and the parameters; null when they are not known.</summary>
    public TypeSchema? Schema => Metadata.Schema;

    /// <summary>
    /// Documentation; null when it is not known. TVM gives no access to the documentation of global functions: this is
    /// the entry <c>doc</c> of the metadata, which functions of this library have.
    /// </summary>
    public string? Doc =>
        Metadata.Entries.TryGetValue("doc", out JsonElement doc) && doc.ValueKind == JsonValueKind.String
            ? doc.GetString()
            : null;

    /// <summary>Name and schema.</summary>
    public override string ToString() => Schema is null ? Name : $"{Name}: {Schema}";
}
