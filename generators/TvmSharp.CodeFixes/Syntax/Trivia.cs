using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Blanks, line ends and comments around what is changed.</summary>
internal static class Trivia
{
    /// <summary>The node without what is behind it, unless there is a comment.</summary>
    public static T WithoutBlanksBehind<T>(this T node)
        where T : SyntaxNode
        => node.GetTrailingTrivia().All(IsBlank) ? node.WithoutTrailingTrivia() : node;

    /// <summary>The end of a line as the document has it.</summary>
    public static SyntaxTrivia LineEnd(SyntaxNode root)
        => root.DescendantTrivia().FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end
            ? end
            : SyntaxFactory.ElasticLineFeed;

    /// <summary>What is said of a whole file before its first declaration: all up to the last empty line or directive.</summary>
    public static SyntaxTriviaList Header(SyntaxTriviaList leading)
    {
        for (int i = leading.Count - 1; i >= 0; i--)
        {
            if (leading[i].IsDirective || (leading[i].IsKind(SyntaxKind.EndOfLineTrivia) && i > 0 && EndsLine(leading[i - 1])))
            {
                return [.. leading.Take(i + 1)];
            }
        }

        return [];
    }

    /// <summary>The blanks at the end of what is before something, which are those at the start of its line.</summary>
    public static SyntaxTriviaList Indentation(SyntaxTriviaList leading)
        => [.. leading.Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()];

    /// <summary>Whether there is nothing to see of it.</summary>
    public static bool IsBlank(SyntaxTrivia trivia)
        => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    // A directive has the end of its line in it.
    private static bool EndsLine(SyntaxTrivia trivia) => trivia.IsDirective || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
