using System.Text.Json;
using System.Text.Json.Serialization;

namespace TvmSharp.Benchmarks;

/// <summary>The rows as <c>results.json</c>.</summary>
internal static class Results
{
    /// <summary>Reads the rows of an earlier run.</summary>
    public static Row[] Read(string path) => JsonSerializer.Deserialize(File.ReadAllBytes(path), RowContext.Default.RowArray)!;

    /// <summary>Writes rows.</summary>
    public static void Write(string path, Row[] rows) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(rows, RowContext.Default.RowArray));
}

/// <summary>How rows are written, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Row[]))]
internal sealed partial class RowContext : JsonSerializerContext;
