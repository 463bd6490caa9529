using System.Reflection;
using System.Reflection.Emit;

namespace TvmSharp.Sdk.Tests;

/// <summary>Writes assemblies that have nothing but metadata attributes.</summary>
internal static class TestAssembly
{
    private static readonly ConstructorInfo MetadataAttribute =
        typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;

    internal static string Write(string path, params (string Key, string? Value)[] metadata)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName("Extension"), typeof(object).Assembly);
        assembly.DefineDynamicModule("Extension");

        // Another attribute with two strings, which the reader must not take for the one it looks for.
        assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(AssemblyTitleAttribute).GetConstructor([typeof(string)])!, ["TvmSharp.Glue"]));
        foreach ((string key, string? value) in metadata)
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(MetadataAttribute, [key, value]));
        }

        assembly.Save(path);
        return path;
    }
}
