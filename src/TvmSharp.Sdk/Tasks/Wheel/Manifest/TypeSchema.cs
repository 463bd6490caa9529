using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>A type as tvm-ffi's JSON schema has it.</summary>
/// <param name="Name">The type, such as <c>int</c> or <c>ffi.Array</c>, or a type key.</param>
/// <param name="Arguments">Its arguments; of a function the result first. Null when it says nothing about them.</param>
internal sealed record TypeSchema(string Name, IReadOnlyList<TypeSchema>? Arguments)
{
    /// <summary>The type of values that are there.</summary>
    internal TypeSchema WithoutOptional => Name == "Optional" && Arguments is { Count: 1 } ? Arguments[0] : this;

    /// <summary>The type and all types in it.</summary>
    internal IEnumerable<TypeSchema> All => (Arguments ?? []).SelectMany(static a => a.All).Prepend(this);

    /// <summary>Reads a schema.</summary>
    internal static TypeSchema Read(JsonElement schema) => new(
        schema.GetProperty("type").GetString()!,
        schema.TryGetProperty("args", out JsonElement arguments) ? [.. arguments.EnumerateArray().Select(Read)] : null);
}
