using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.Generators;

/// <summary><c>[TvmImport]</c>: bodies of stubs.</summary>
internal static partial class Imports
{
    /// <summary>Reads an import, or null when the analyzers reject it.</summary>
    public static ImportModel? Gather(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var method = (IMethodSymbol)context.TargetSymbol;
        string? name = context.Attributes[0].FirstString();
        if (!ImportRules.Accepts(method, name)
            || Methods.Parameters(method, 0, documentation: null) is not { } parameters
            || !Methods.TryResult(method, out ValueModel? result))
        {
            return null;
        }

        INamespaceSymbol space = method.ContainingNamespace;
        var declaration = (MethodDeclarationSyntax)context.TargetNode;
        return new ImportModel(
            name!,
            space.IsGlobalNamespace ? "" : space.ToDisplayString(CSharpText.NamespaceFormat),
            method.ContainingType.WithContainers().Select(CSharpText.Declaration).ToEquatableArray(),
            string.Join(" ", declaration.Modifiers.Select(static m => m.Text)),
            CSharpText.Identifier(method.Name),
            parameters,
            result);
    }

    /// <summary>Sorts the imports by the type they are in.</summary>
    public static EquatableArray<ImportGroup> Group(IEnumerable<ImportModel> imports)
    {
        var files = new UniqueNames();
        return imports
            .GroupBy(static i => i.Namespace + "." + string.Join(".", i.Types.Select(static t => t.Split(' ').Last())))
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => new ImportGroup(
                files.Add(CSharpText.Flatten(g.Key.TrimStart('.'))),
                g.OrderBy(static i => i.Method, StringComparer.Ordinal)
                    .ThenBy(static i => string.Join(",", i.Parameters.Select(static p => p.Value.Type)), StringComparer.Ordinal)
                    .ToEquatableArray()))
            .ToEquatableArray();
    }
}
