using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Writes attributes.</summary>
internal static class Attributes
{
    /// <summary>A list with one attribute that takes a text.</summary>
    /// <param name="name">Qualified name of the attribute, of which the document keeps what it needs.</param>
    /// <param name="argument">Text.</param>
    public static AttributeListSyntax List(string name, string argument)
    {
        AttributeArgumentSyntax text = SyntaxFactory.AttributeArgument(
            SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(argument)));
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(name).WithAdditionalAnnotations(Simplifier.Annotation), SyntaxFactory.AttributeArgumentList([text]));
        return SyntaxFactory.AttributeList([attribute]);
    }
}
