using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TvmSharp.Generators;

/// <summary>The documentation comment of a type or member as plain text.</summary>
internal sealed class Documentation
{
    private readonly XElement? _root;

    private Documentation(XElement? root) => _root = root;

    /// <summary>The summary.</summary>
    public string Summary => Text(_root?.Element("summary"));

    /// <summary>What is said about the result.</summary>
    public string Result => Text(_root?.Element("returns"));

    /// <summary>What is said about a parameter.</summary>
    public string Parameter(string name)
        => Text(_root?.Elements("param").FirstOrDefault(e => e.Attribute("name")?.Value == name));

    /// <summary>Reads the documentation of a type or member.</summary>
    public static Documentation Read(ISymbol symbol, SyntaxNode declaration, CancellationToken cancellation)
    {
        string? xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrEmpty(xml))
        {
            // Without GenerateDocumentationFile the compiler takes documentation for ordinary comments.
            xml = "<doc>" + CommentText(declaration) + "</doc>";
        }

        try
        {
            return new Documentation(XElement.Parse(xml, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException)
        {
            // The compiler warns about malformed documentation; to us it is none.
            return new Documentation(null);
        }
    }

    private static string CommentText(SyntaxNode declaration)
    {
        var text = new StringBuilder();
        foreach (SyntaxTrivia trivia in declaration.GetLeadingTrivia())
        {
            string comment = trivia.ToFullString();
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && comment.StartsWith("///", StringComparison.Ordinal))
            {
                text.Append(comment, 3, comment.Length - 3).Append('\n');
            }
            else if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && comment.StartsWith("/**", StringComparison.Ordinal))
            {
                foreach (string line in comment.Substring(3, Math.Max(0, comment.Length - 5)).Split('\n'))
                {
                    string content = line.TrimStart();
                    text.Append(content.StartsWith("*", StringComparison.Ordinal) ? content.Substring(1) : content).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Append(element, text);

        // Blank lines part paragraphs; any other white space is one blank.
        IEnumerable<string> paragraphs = text.ToString()
            .Split('\f')
            .Select(static p => string.Join(" ", p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(static p => p.Length > 0);
        return string.Join("\n\n", paragraphs);
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "para" or "item" or "code" or "br" } block:
                    text.Append('\f');
                    Append(block, text);
                    text.Append('\f');
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.IsEmpty:
                    text.Append(Target(reference));
                    break;
                case XElement inner:
                    Append(inner, text);
                    break;
            }
        }
    }

    private static string Target(XElement reference)
    {
        string target = (reference.Attribute("cref") ?? reference.Attribute("name")
            ?? reference.Attribute("langword") ?? reference.Attribute("href"))?.Value ?? "";
        if (reference.Attribute("cref") is null)
        {
            return target;
        }

        // "M:Namespace.Type.Method(System.Int32)" is read as "Method".
        int parameters = target.IndexOf('(');
        string name = parameters < 0 ? target : target.Substring(0, parameters);
        name = name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
        int arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
