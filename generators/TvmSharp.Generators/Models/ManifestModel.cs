namespace TvmSharp.Generators;

/// <summary>What the manifest is written from.</summary>
/// <param name="Prefix">Prefix of the registered names.</param>
/// <param name="AssemblyName">Name of the assembly.</param>
/// <param name="Functions">The registered functions, by name.</param>
/// <param name="Types">The registered types, each behind the one that it derives from.</param>
internal sealed record ManifestModel(
    string Prefix, string AssemblyName, EquatableArray<FunctionModel> Functions, EquatableArray<TypeEntry> Types);
