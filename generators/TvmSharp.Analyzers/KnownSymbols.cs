using Microsoft.CodeAnalysis;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>The attributes as one compilation has them.</summary>
internal sealed class KnownSymbols
{
    private readonly INamedTypeSymbol _extension;
    private readonly INamedTypeSymbol _export;
    private readonly INamedTypeSymbol _pass;
    private readonly INamedTypeSymbol _import;
    private readonly INamedTypeSymbol _method;

    private KnownSymbols(
        Compilation compilation,
        INamedTypeSymbol extension,
        INamedTypeSymbol export,
        INamedTypeSymbol pass,
        INamedTypeSymbol import,
        INamedTypeSymbol method)
    {
        _extension = extension;
        _export = export;
        _pass = pass;
        _import = import;
        _method = method;
        Extension = compilation.Assembly.GetAttributes().FirstOrDefault(a => Is(a, _extension));
    }

    /// <summary>The assembly's <c>[TvmExtension]</c>, or null.</summary>
    public AttributeData? Extension { get; }

    /// <summary>The prefix of the names; a valid one where there is none, which is reported elsewhere.</summary>
    public string Prefix => Extension?.FirstString() is { } prefix && RegisteredName.IsValid(prefix) ? prefix : "prefix";

    /// <summary>Finds the attributes, or null in a compilation that does not know them.</summary>
    public static KnownSymbols? Find(Compilation compilation)
        => compilation.GetTypeByMetadataName(KnownNames.ExtensionAttribute) is { } extension
            && compilation.GetTypeByMetadataName(KnownNames.ExportAttribute) is { } export
            && compilation.GetTypeByMetadataName(KnownNames.PassAttribute) is { } pass
            && compilation.GetTypeByMetadataName(KnownNames.ImportAttribute) is { } import
            && compilation.GetTypeByMetadataName(KnownNames.MethodAttribute) is { } method
                ? new KnownSymbols(compilation, extension, export, pass, import, method)
                : null;

    /// <summary>Whether a node is the assembly's <c>[TvmExtension]</c>.</summary>
    public bool IsExtension(SyntaxNode node)
        => Extension?.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == node.SyntaxTree
            && reference.Span == node.Span;

    /// <summary>What the attributes make of a method; nothing for most.</summary>
    public IEnumerable<MarkedMethod> Roles(IMethodSymbol method)
    {
        // The two halves of a partial method share their attributes.
        if (method.PartialDefinitionPart is not null)
        {
            yield break;
        }

        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (Is(attribute, _export))
            {
                yield return new MarkedMethod(method, MethodRole.Export, attribute);
            }
            else if (Is(attribute, _pass))
            {
                yield return new MarkedMethod(method, MethodRole.Pass, attribute);
            }
            else if (Is(attribute, _import))
            {
                yield return new MarkedMethod(method, MethodRole.Import, attribute);
            }
            else if (Is(attribute, _method))
            {
                yield return new MarkedMethod(method, MethodRole.Method, attribute);
            }
        }
    }

    private static bool Is(AttributeData attribute, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type);
}
