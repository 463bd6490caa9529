using System.Text.Json;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>The default of a parameter.</summary>
/// <param name="Literal">It in Python, but for the kind of number.</param>
/// <param name="IsNone">Whether it is null.</param>
/// <param name="IsInteger">Whether it is a number without a fraction.</param>
internal sealed record ManifestDefault(string Literal, bool IsNone, bool IsInteger)
{
    /// <summary>Reads the JSON of a default.</summary>
    internal static ManifestDefault Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new ManifestDefault("None", IsNone: true, IsInteger: false),
        JsonValueKind.True => new ManifestDefault("True", IsNone: false, IsInteger: false),
        JsonValueKind.False => new ManifestDefault("False", IsNone: false, IsInteger: false),
        JsonValueKind.String => new ManifestDefault(PythonText.Literal(value.GetString()!), IsNone: false, IsInteger: false),
        JsonValueKind.Number => Number(value.GetRawText()),
        _ => throw new JsonException($"The default {value.GetRawText()} is no value of TVM's."),
    };

    /// <summary>The default as a value of a type.</summary>
    internal string As(TypeSchema schema) => IsInteger && schema.WithoutOptional.Name == "float" ? Literal + ".0" : Literal;

    /// <summary>Whether Python has a value for it: .NET's <c>default</c> of a structure is none of TVM's.</summary>
    internal bool HasValue(TypeSchema schema) => !IsNone || schema.Name is "Optional" or "Any" or "None";

    private static ManifestDefault Number(string digits) => new(digits, IsNone: false, digits.IndexOfAny(['.', 'e', 'E']) < 0);
}
