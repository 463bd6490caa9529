namespace TvmSharp.Generators;

/// <summary>A delegate type that the project converts to by name.</summary>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Marshaller">Its marshaller, fully qualified.</param>
internal sealed record DelegateModel(string Type, string Marshaller);
