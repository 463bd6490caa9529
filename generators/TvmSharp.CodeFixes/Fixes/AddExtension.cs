using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS010: makes the assembly an extension whose prefix is the assembly's name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddExtension)), Shared]
public sealed class AddExtension : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public AddExtension()
        : base("TVMS010")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (ValidName.Prefix(model.Compilation.AssemblyName) is { } prefix)
        {
            AttributeListSyntax list = Attributes.List("TvmSharp.TvmExtension", prefix)
                .WithTarget(SyntaxFactory.AttributeTargetSpecifier(
                    SyntaxFactory.Token(SyntaxKind.AssemblyKeyword), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
            yield return new Fix($"Add [assembly: TvmExtension(\"{prefix}\")]", nameof(AddExtension), editor => editor.ReplaceNode(
                editor.OriginalRoot,
                (current, _) => Add((CompilationUnitSyntax)current, list)))
            {
                IsOncePerProject = true,
            };
        }
    }

    /// <summary>Adds the attribute behind those of the assembly, or the usings, or what is said of the file.</summary>
    private static CompilationUnitSyntax Add(CompilationUnitSyntax unit, AttributeListSyntax list)
    {
        SyntaxTrivia lineEnd = Trivia.LineEnd(unit);
        if (unit.AttributeLists.Count > 0)
        {
            return unit.AddAttributeLists(list.WithTrailingTrivia(lineEnd));
        }

        SyntaxToken next = unit.Members.FirstOrDefault()?.GetFirstToken() ?? unit.EndOfFileToken;
        bool hasUsings = unit.Usings.Count + unit.Externs.Count > 0;
        SyntaxTriviaList header = hasUsings ? [] : Trivia.Header(next.LeadingTrivia);
        SyntaxTriviaList rest = [.. next.LeadingTrivia.Skip(header.Count)];
        bool isApart = next.IsKind(SyntaxKind.EndOfFileToken) || (rest.Count > 0 && rest[0].IsKind(SyntaxKind.EndOfLineTrivia));
        return unit.ReplaceToken(next, next.WithLeadingTrivia(isApart ? rest : rest.Insert(0, lineEnd)))
            .AddAttributeLists(list.WithLeadingTrivia(hasUsings ? [lineEnd] : header).WithTrailingTrivia(lineEnd));
    }
}
