using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS007, TVMS008, TVMS027: makes a valid name out of what an attribute gives as one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RepairName)), Shared]
public sealed class RepairName : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public RepairName()
        : base("TVMS007", "TVMS008", "TVMS027")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        // The rules for types and fields report at these, the others at the attribute.
        AttributeSyntax? attribute = node as AttributeSyntax ?? model.GetDeclaredSymbol(node, cancellation) switch
        {
            INamedTypeSymbol type => Syntax(type, "TvmObjectAttribute"),
            IPropertySymbol property => Syntax(property, "TvmFieldAttribute"),
            _ => null,
        };
        if (attribute?.SyntaxTree == node.SyntaxTree
            && model.GetTypeInfo(attribute, cancellation).Type?.Name is { } kind
            && Name(attribute, kind) is { } literal
            && Repair(literal.Token.ValueText, kind) is { } name)
        {
            yield return new Fix($"Change the name to \"{name}\"", nameof(RepairName), editor => editor.ReplaceNode(
                literal,
                literal.WithToken(SyntaxFactory.Literal(name).WithTriviaFrom(literal.Token))));
        }

        AttributeSyntax? Syntax(ISymbol symbol, string attributeName)
            => symbol.TvmAttribute(attributeName)?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
    }

    private static LiteralExpressionSyntax? Name(AttributeSyntax attribute, string kind)
        => attribute.ArgumentList?.Arguments
            .FirstOrDefault(a => kind == "TvmFieldAttribute" ? a.NameEquals?.Name.Identifier.ValueText == "Name" : a.NameEquals is null)
            ?.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal : null;

    private static string? Repair(string text, string kind)
    {
        bool isIdentifier = kind is "TvmFieldAttribute" or "TvmMethodAttribute";
        string? name = ValidName.Repair(isIdentifier ? text.Replace('.', '_') : text);
        return kind switch
        {
            // What others have registered has whatever name they gave it.
            "TvmImportAttribute" => null,
            "TvmMethodAttribute" when !RegisteredName.IsMethod(name) => null,
            _ => name,
        };
    }
}
