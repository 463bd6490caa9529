namespace TvmSharp.Generators;

/// <summary>What the generator needs to know about the project.</summary>
/// <param name="AssemblyName">Name of the assembly.</param>
/// <param name="Namespace">Root namespace as C# writes it, or empty for the global one.</param>
/// <param name="AllowsUnsafe">Whether the generated code compiles.</param>
internal sealed record ProjectModel(string AssemblyName, string Namespace, bool AllowsUnsafe);
