namespace TvmSharp.Generators;

/// <summary>The manifest: what tools that never load the library know about it.</summary>
internal static partial class Manifest
{
    /// <summary>Takes what the manifest needs.</summary>
    public static ManifestModel Gather(
        string assemblyName, string prefix, EquatableArray<FunctionModel> functions, EquatableArray<TypeEntry> types)
        => new(prefix, assemblyName, functions, types);
}
