using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS016, TVMS021: makes a type partial, and the types that it is in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial)), Shared]
public sealed class MakePartial : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public MakePartial()
        : base("TVMS016", "TVMS021")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        TypeDeclarationSyntax[] types = Modifiers.NotPartial(node);
        if (types.Length > 0)
        {
            string names = string.Join(" and ", types.Select(static t => $"'{t.Identifier.ValueText}'"));
            yield return new Fix($"Make {names} partial", nameof(MakePartial), editor => editor.MakePartial(node));
        }
    }
}
