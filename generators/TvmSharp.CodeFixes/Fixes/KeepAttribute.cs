using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS019: keeps one of the attributes of a method and removes the others; one fix for each to keep.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepAttribute)), Shared]
public sealed class KeepAttribute : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public KeepAttribute()
        : base("TVMS019")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax method || model.GetDeclaredSymbol(method, cancellation) is not { } symbol)
        {
            yield break;
        }

        (string Name, SyntaxNode? Syntax)[] roles = [.. symbol.GetAttributes()
            .Where(static a => MethodRules.IsRole(a.AttributeClass))
            .Select(a => (ShortName(a.AttributeClass!.Name), a.ApplicationSyntaxReference?.GetSyntax(cancellation)))];

        // Those of the other half of a partial method may be in another document.
        if (roles.Any(role => role.Syntax?.Parent?.Parent != method))
        {
            yield break;
        }

        foreach ((string name, SyntaxNode? syntax) in roles)
        {
            string others = string.Join(" and ", roles.Where(role => role.Syntax != syntax).Select(static role => $"[{role.Name}]"));
            SyntaxNode[] removed = [.. roles.Where(role => role.Syntax != syntax).Select(static role => role.Syntax!)];
            yield return new Fix(
                $"Keep [{name}] and remove {others}",
                nameof(KeepAttribute) + "." + name,
                editor => editor.ReplaceNode(
                    method,
                    method.WithAttributeLists(Without(method.AttributeLists, removed)).WithLeadingTrivia(method.GetLeadingTrivia())));
        }
    }

    private static string ShortName(string attribute) => attribute.Substring(0, attribute.Length - nameof(Attribute).Length);

    private static SyntaxList<AttributeListSyntax> Without(SyntaxList<AttributeListSyntax> lists, SyntaxNode[] removed)
    {
        var kept = new List<AttributeListSyntax>();
        foreach (AttributeListSyntax list in lists)
        {
            SeparatedSyntaxList<AttributeSyntax> attributes = list.Attributes;
            for (int i = attributes.Count - 1; i >= 0; i--)
            {
                attributes = Array.IndexOf(removed, list.Attributes[i]) >= 0 ? attributes.RemoveAt(i) : attributes;
            }

            if (attributes.Count > 0)
            {
                kept.Add(list.WithAttributes(attributes));
            }
        }

        return [.. kept];
    }
}
