using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS012: has a pass return what it runs on, where what it returns allows that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnSubject)), Shared]
public sealed class ReturnSubject : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public ReturnSubject()
        : base("TVMS012")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not MethodDeclarationSyntax method
            || method.ParameterList.Parameters.FirstOrDefault() is not { Type: { } type } subject
            || model.GetDeclaredSymbol(method, cancellation) is not { IsAsync: false, PartialDefinitionPart: null, PartialImplementationPart: null } symbol
            || method.DescendantNodes(IsOfMethod).Any(static n => n is YieldStatementSyntax))
        {
            yield break;
        }

        ReturnStatementSyntax[] returns = [.. method.DescendantNodes(IsOfMethod).OfType<ReturnStatementSyntax>()];
        bool returnsNothing = symbol.ReturnsVoid && method.Body is not null;
        IEnumerable<ExpressionSyntax> results = returns.Select(static r => r.Expression).Append(method.ExpressionBody?.Expression).OfType<ExpressionSyntax>();
        if (returnsNothing || results.All(result => Converts(model, result, symbol.Parameters[0].Type)))
        {
            yield return new Fix($"Make '{symbol.Name}' return '{type}'", nameof(ReturnSubject), editor =>
            {
                editor.ReplaceNode(method.ReturnType, type.WithTriviaFrom(method.ReturnType));
                if (returnsNothing)
                {
                    bool reachesEnd = model.AnalyzeControlFlow(method.Body!) is { EndPointIsReachable: true };
                    ReturnInstead(editor, method.Body!, returns, reachesEnd, SyntaxFactory.IdentifierName(subject.Identifier.WithoutTrivia()));
                }
            });
        }
    }

    /// <summary>Whether the statements in a node are those of the method itself.</summary>
    private static bool IsOfMethod(SyntaxNode node) => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    private static bool Converts(SemanticModel model, ExpressionSyntax result, ITypeSymbol type)
        => result is ThrowExpressionSyntax || model.ClassifyConversion(result, type) is { IsImplicit: true, IsUserDefined: false };

    private static void ReturnInstead(
        SyntaxEditor editor, BlockSyntax body, ReturnStatementSyntax[] returns, bool reachesEnd, ExpressionSyntax subject)
    {
        foreach (ReturnStatementSyntax statement in returns)
        {
            editor.ReplaceNode(
                statement,
                statement.WithReturnKeyword(statement.ReturnKeyword.WithTrailingTrivia(SyntaxFactory.Space)).WithExpression(subject));
        }

        if (reachesEnd)
        {
            StatementSyntax end = SyntaxFactory.ReturnStatement(subject)
                .WithReturnKeyword(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space));
            SyntaxTrivia lineEnd = Trivia.LineEnd(editor.OriginalRoot);
            editor.ReplaceNode(body, (current, _) => Append((BlockSyntax)current, end, lineEnd));
        }
    }

    /// <summary>Adds a statement on a line of its own, unless all of the block is on one.</summary>
    private static BlockSyntax Append(BlockSyntax body, StatementSyntax end, SyntaxTrivia lineEnd)
    {
        SyntaxToken open = body.OpenBraceToken;
        if (!open.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            return body.WithOpenBraceToken(open.WithTrailingTrivia(SyntaxFactory.Space)).AddStatements(end.WithTrailingTrivia(SyntaxFactory.Space));
        }

        SyntaxTriviaList indentation = body.Statements.LastOrDefault() is { } last
            ? Trivia.Indentation(last.GetLeadingTrivia())
            : Trivia.Indentation(body.CloseBraceToken.LeadingTrivia).Add(SyntaxFactory.Whitespace("    "));
        return body.AddStatements(end.WithLeadingTrivia(indentation).WithTrailingTrivia(lineEnd));
    }
}
