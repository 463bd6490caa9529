namespace TvmSharp.Generators;

/// <summary>A parameter that a caller passes.</summary>
/// <param name="Name">Name in C#, without an <c>@</c>.</param>
/// <param name="Value">Its type.</param>
/// <param name="Default">Its default, or null.</param>
/// <param name="Doc">What the documentation says about it, as plain text.</param>
internal sealed record ParameterModel(string Name, ValueModel Value, DefaultValue? Default, string Doc);
