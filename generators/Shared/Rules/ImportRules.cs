using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What a method marked as an import must be besides.</summary>
internal static class ImportRules
{
    /// <summary>A partial method that nobody but the generator implements.</summary>
    public static bool IsStub(IMethodSymbol method)
        => method.IsPartialDefinition
            && (method.PartialImplementationPart is not { } body || body.IsGenerated());

    /// <summary>The innermost type around the method that is not partial, or null.</summary>
    public static INamedTypeSymbol? ClosedContainer(IMethodSymbol method)
        => method.ContainingType.WithContainers().LastOrDefault(static t => !t.IsPartial());

    /// <summary>All rules for an import.</summary>
    public static bool Accepts(IMethodSymbol method, string? name)
        => MethodRules.AcceptsShape(method)
            && IsStub(method)
            && ClosedContainer(method) is null
            && RegisteredName.IsImportable(name);
}
