namespace TvmSharp.Generators;

/// <summary>The exports or the passes of one type, which share a file.</summary>
/// <param name="Namespace">Root namespace, or empty.</param>
/// <param name="EntryClass">The class of their entry points.</param>
/// <param name="Functions">The functions, by name.</param>
internal sealed record FunctionGroup(string Namespace, string EntryClass, EquatableArray<FunctionModel> Functions);
