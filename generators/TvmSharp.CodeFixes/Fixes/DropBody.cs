using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS015: leaves the body of an import to the generator.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropBody)), Shared]
public sealed class DropBody : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public DropBody()
        : base("TVMS015")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax method || model.GetDeclaredSymbol(method, cancellation) is not { } symbol)
        {
            yield break;
        }

        if (symbol.PartialImplementationPart is not { } implementation)
        {
            yield return new Fix($"Make '{symbol.Name}' partial without a body", nameof(DropBody), editor =>
            {
                editor.MakePartial(method);
                editor.ReplaceNode(method, static (current, _) => Stub((MethodDeclarationSyntax)current));
            });
        }
        else if (PartialMembers.RemovableBody(method, implementation, cancellation) is { } body)
        {
            yield return new Fix($"Remove the body of '{symbol.Name}'", nameof(DropBody), editor => editor.RemoveNode(body, SyntaxRemoveOptions.KeepUnbalancedDirectives));
        }
    }

    private static MemberDeclarationSyntax Stub(MethodDeclarationSyntax method)
    {
        MethodDeclarationSyntax stub = method.WithBody(null).WithExpressionBody(null).WithSemicolonToken(default).WithoutBlanksBehind()
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(method.GetTrailingTrivia()));
        MemberDeclarationSyntax declaration = stub.Without(SyntaxKind.AsyncKeyword, SyntaxKind.ExternKeyword);

        // The two halves say the same, and one with a result has to say it.
        return (declaration.Modifiers.Any(Modifiers.IsAccessibility) ? declaration : declaration.With(SyntaxKind.PrivateKeyword))
            .With(SyntaxKind.PartialKeyword);
    }
}
