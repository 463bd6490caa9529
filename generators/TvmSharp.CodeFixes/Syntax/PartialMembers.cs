using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Finds the halves of partial members.</summary>
internal static class PartialMembers
{
    /// <summary>The half with the body, when it is in the same document as the other and nothing but the body would go with it.</summary>
    public static MemberDeclarationSyntax? RemovableBody(SyntaxNode definition, ISymbol implementation, CancellationToken cancellation)
        => implementation.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is MemberDeclarationSyntax { AttributeLists.Count: 0 } body
            && body.SyntaxTree == definition.SyntaxTree
                ? body
                : null;
}
