using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS006, TVMS021: makes internal what generated code has to name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeAccessible)), Shared]
public sealed class MakeAccessible : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public MakeAccessible()
        : base("TVMS006", "TVMS021")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not MemberDeclarationSyntax || model.GetDeclaredSymbol(node, cancellation) is not { IsOverride: false } symbol)
        {
            yield break;
        }

        ISymbol[] hidden = [.. Named(symbol).SelectMany(static s => WithContainers(s)).Where(IsHidden).Distinct<ISymbol>(SymbolEqualityComparer.Default)];
        MemberDeclarationSyntax[] declarations = [.. hidden.SelectMany(static s => s.DeclaringSyntaxReferences)
            .Select(r => r.GetSyntax(cancellation))
            .OfType<MemberDeclarationSyntax>()
            .Where(d => d.SyntaxTree == node.SyntaxTree || d.Modifiers.Any(Modifiers.IsAccessibility))];

        // A type of one file keeps to it, and types elsewhere are changed there.
        bool canChange = hidden.All(s => s is not INamedTypeSymbol { IsFileLocal: true }
            && s.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == node.SyntaxTree));
        if (declarations.Length > 0 && canChange && declarations.All(d => d.SyntaxTree == node.SyntaxTree))
        {
            string what = string.Join(", ", hidden.GroupBy(IsProtected)
                .Select(static g => string.Join(" and ", g.Select(static s => $"'{s.Name}'")) + (g.Key ? " protected internal" : " internal")));
            yield return new Fix($"Make {what}", nameof(MakeAccessible), editor =>
            {
                foreach (MemberDeclarationSyntax declaration in declarations)
                {
                    editor.ReplaceNode(declaration, static (current, _) => Open((MemberDeclarationSyntax)current));
                }
            });
        }
    }

    /// <summary>The symbol and, of a method, the types of its signature.</summary>
    private static IEnumerable<ISymbol> Named(ISymbol symbol) => symbol is IMethodSymbol method
        ? method.Parameters.Select(static p => p.Type).Append(method.ReturnType).SelectMany(Types).Prepend(symbol)
        : [symbol];

    private static IEnumerable<ISymbol> Types(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Types(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Types).Prepend(named.OriginalDefinition),
        _ => [],
    };

    private static IEnumerable<ISymbol> WithContainers(ISymbol symbol) => symbol is INamedTypeSymbol type
        ? type.WithContainers()
        : symbol.ContainingType.WithContainers().Append(symbol);

    private static bool IsHidden(ISymbol symbol) => symbol is INamedTypeSymbol { IsFileLocal: true }
        || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    // What classes that derive from it in other assemblies see, they go on seeing.
    private static bool IsProtected(ISymbol symbol) => symbol.DeclaredAccessibility == Accessibility.Protected;

    private static MemberDeclarationSyntax Open(MemberDeclarationSyntax declaration)
    {
        bool isProtected = declaration.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !declaration.Modifiers.Any(SyntaxKind.PrivateKeyword);
        declaration = declaration.Without(SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword);
        return (isProtected ? declaration.With(SyntaxKind.ProtectedKeyword) : declaration).With(SyntaxKind.InternalKeyword);
    }
}
