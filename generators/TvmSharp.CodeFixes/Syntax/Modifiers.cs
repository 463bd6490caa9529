using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Changes the modifiers of declarations and leaves the text around them as it is.</summary>
internal static class Modifiers
{
    /// <summary>The declaration with a modifier where it belongs; the declaration itself when it has it.</summary>
    public static MemberDeclarationSyntax With(this MemberDeclarationSyntax declaration, SyntaxKind modifier)
    {
        SyntaxTokenList modifiers = declaration.Modifiers;
        if (modifiers.Any(modifier))
        {
            return declaration;
        }

        int at = 0;
        while (at < modifiers.Count && Rank(modifiers[at].Kind()) <= Rank(modifier))
        {
            at++;
        }

        SyntaxToken token = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        if (at == 0)
        {
            // It takes over the comments and the indentation of what was first.
            SyntaxToken next = FirstToken(declaration);
            token = token.WithLeadingTrivia(next.LeadingTrivia);
            declaration = declaration.ReplaceToken(next, next.WithLeadingTrivia());
        }

        return declaration.WithModifiers(declaration.Modifiers.Insert(at, token));
    }

    /// <summary>The declaration without some modifiers.</summary>
    public static MemberDeclarationSyntax Without(this MemberDeclarationSyntax declaration, params SyntaxKind[] modifiers)
    {
        for (int at = declaration.Modifiers.Count - 1; at >= 0; at--)
        {
            SyntaxToken token = declaration.Modifiers[at];
            if (Array.IndexOf(modifiers, token.Kind()) >= 0)
            {
                declaration = declaration.WithModifiers(declaration.Modifiers.RemoveAt(at));
                if (at == 0)
                {
                    SyntaxToken next = FirstToken(declaration);
                    declaration = declaration.ReplaceToken(next, next.WithLeadingTrivia(token.LeadingTrivia));
                }
            }
        }

        return declaration;
    }

    /// <summary>Whether a modifier is one of accessibility.</summary>
    public static bool IsAccessibility(SyntaxToken modifier) => SyntaxFacts.IsAccessibilityModifier(modifier.Kind());

    /// <summary>The innermost type declarations around a node that do not say <c>partial</c>, the node among them; the outermost first.</summary>
    public static TypeDeclarationSyntax[] NotPartial(SyntaxNode node)
        => [.. node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)).Reverse()];

    /// <summary>Makes all type declarations around a node partial, the node among them.</summary>
    public static void MakePartial(this SyntaxEditor editor, SyntaxNode node)
    {
        foreach (TypeDeclarationSyntax type in NotPartial(node))
        {
            editor.ReplaceNode(type, static (current, _) => ((MemberDeclarationSyntax)current).With(SyntaxKind.PartialKeyword));
        }
    }

    /// <summary>The first token behind the attributes.</summary>
    private static SyntaxToken FirstToken(MemberDeclarationSyntax declaration)
        => declaration.AttributeLists.Count > 0 ? declaration.AttributeLists.Last().GetLastToken().GetNextToken() : declaration.GetFirstToken();

    // Accessibility comes first, and partial directly before the type.
    private static int Rank(SyntaxKind modifier) => modifier switch
    {
        _ when SyntaxFacts.IsAccessibilityModifier(modifier) => 0,
        SyntaxKind.NewKeyword => 1,
        SyntaxKind.StaticKeyword => 2,
        SyntaxKind.PartialKeyword => 4,
        _ => 3,
    };
}
