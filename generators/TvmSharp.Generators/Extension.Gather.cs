using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary><c>[assembly: TvmExtension]</c>: the prefix of the names, and the class that registers them.</summary>
internal static partial class Extension
{
    /// <summary>Reads the prefix, or null when it is not valid.</summary>
    public static string? Gather(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string? prefix = context.Attributes[0].FirstString();
        return RegisteredName.IsValid(prefix) ? prefix : null;
    }

    /// <summary>Takes from the functions and types what the class needs.</summary>
    public static ExtensionClassModel Gather(
        string space, string prefix, EquatableArray<FunctionModel> functions, EquatableArray<TypeEntry> types)
    {
        var names = new UniqueNames("Passes");
        return new ExtensionClassModel(
            space,
            prefix,
            Functions.Table(functions),
            types,
            functions
                .Where(static f => f.Method.Pass is not null)
                .Select(f => new PassFactoryModel(
                    CSharpText.Identifier(names.Add(f.Method.Method)),
                    f.Name,
                    $"{f.EntryClass}.{f.EntryMethod}.Create",
                    f.Method.Parameters,
                    f.Method.Summary))
                .ToEquatableArray());
    }

    /// <summary>The one prefix of the assembly, or null.</summary>
    public static string? Single(ImmutableArray<string?> prefixes)
        => prefixes.FirstOrDefault(static p => p is not null);
}
