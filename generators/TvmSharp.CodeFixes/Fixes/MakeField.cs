using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS022: makes a field a partial property, and its initial value the field's default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeField)), Shared]
public sealed class MakeField : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public MakeField()
        : base("TVMS022")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not PropertyDeclarationSyntax property
            || model.GetDeclaredSymbol(property, cancellation) is not { IsStatic: false, IsAbstract: false, IsOverride: false, GetMethod: not null } symbol
            || symbol is { RefKind: not RefKind.None } or { ExplicitInterfaceImplementations.Length: > 0 })
        {
            yield break;
        }

        if (symbol.PartialImplementationPart is { } implementation)
        {
            if (PartialMembers.RemovableBody(property, implementation, cancellation) is { } body)
            {
                yield return new Fix($"Remove the body of '{symbol.Name}'", nameof(MakeField), editor =>
                {
                    editor.RemoveNode(body, SyntaxRemoveOptions.KeepUnbalancedDirectives);
                    editor.ReplaceNode(property, static (current, _) => Stub((PropertyDeclarationSyntax)current));
                });
            }

            yield break;
        }

        AttributeSyntax attribute = property.AttributeLists.SelectMany(static l => l.Attributes)
            .First(a => model.GetTypeInfo(a, cancellation).Type?.Name == "TvmFieldAttribute");
        ExpressionSyntax? value = property.Initializer?.Value;
        bool hasDefault = attribute.ArgumentList?.Arguments.Any(static a => a.NameEquals?.Name.Identifier.ValueText == "Default") == true;
        if (value is null || IsNothing(value) || (!hasDefault && model.GetConstantValue(value, cancellation).HasValue))
        {
            yield return new Fix($"Make '{symbol.Name}' a partial property without bodies", nameof(MakeField), editor =>
            {
                editor.MakePartial(property);
                if (value is not null && !IsNothing(value))
                {
                    editor.ReplaceNode(attribute, WithDefault(attribute, value));
                }

                editor.ReplaceNode(property, static (current, _) => Stub((PropertyDeclarationSyntax)current));
            });
        }
    }

    /// <summary>Whether an initial value is there for the compiler's sake only, as <c>null!</c> is.</summary>
    private static bool IsNothing(ExpressionSyntax value) => value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed
        && (suppressed.Operand.IsKind(SyntaxKind.NullLiteralExpression) || suppressed.Operand.IsKind(SyntaxKind.DefaultLiteralExpression));

    private static AttributeSyntax WithDefault(AttributeSyntax attribute, ExpressionSyntax value)
    {
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(value.WithoutTrivia()).WithNameEquals(
            SyntaxFactory.NameEquals(
                SyntaxFactory.IdentifierName("Default"),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)));
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        IEnumerable<SyntaxToken> commas = arguments.Count > 0 ? arguments.GetSeparators().Append(comma) : [];
        return attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList([.. arguments, argument], commas)));
    }

    private static MemberDeclarationSyntax Stub(PropertyDeclarationSyntax property)
    {
        PropertyDeclarationSyntax stub = property.WithInitializer(null).WithSemicolonToken(default);
        if (property.AccessorList is { } accessors)
        {
            stub = stub.WithAccessorList(accessors.WithAccessors([.. accessors.Accessors.Select(Stub)]));
        }
        else
        {
            SyntaxToken brace = SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space);
            AccessorDeclarationSyntax getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration)
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(SyntaxFactory.Space));
            stub = stub.WithExpressionBody(null)
                .WithIdentifier(property.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
                .WithAccessorList(SyntaxFactory.AccessorList([getter]).WithOpenBraceToken(brace));
        }

        return stub.WithTrailingTrivia(property.GetTrailingTrivia())
            .Without(SyntaxKind.VirtualKeyword, SyntaxKind.RequiredKeyword)
            .With(SyntaxKind.PartialKeyword);
    }

    private static AccessorDeclarationSyntax Stub(AccessorDeclarationSyntax accessor)
        => accessor.Body is null && accessor.ExpressionBody is null
            ? accessor
            : accessor.WithBody(null).WithExpressionBody(null).WithSemicolonToken(default).WithoutBlanksBehind()
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(accessor.GetTrailingTrivia()));
}
