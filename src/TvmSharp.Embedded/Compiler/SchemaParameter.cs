namespace TvmSharp.Embedded.Compiler;

/// <summary>A parameter of a constructor.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type.</param>
internal sealed record SchemaParameter(string Name, SchemaType Type);
