namespace TvmSharp.Bindgen.Uses;

/// <summary>Splits C# into tokens, without comments. Names are found with it, not what they mean.</summary>
internal static class CSharpLexer
{
    /// <summary>The tokens of a file.</summary>
    public static IReadOnlyList<CSharpToken> Read(string text)
    {
        List<CSharpToken> tokens = [];
        int line = 1;
        int i = 0;
        while (i < text.Length)
        {
            int start = i;
            int startLine = line;
            char c = text[i];
            if (text.AsSpan(i).StartsWith("//"))
            {
                i = EndOf(text, "\n", i);
            }
            else if (text.AsSpan(i).StartsWith("/*"))
            {
                i = Math.Min(text.Length, EndOf(text, "*/", i + 2) + 2);
            }
            else if (c is '"' or '@' or '$' && ReadString(text, ref i) is { } value)
            {
                tokens.Add(new(CSharpTokenKind.String, value, startLine));
            }
            else if (c == '\'')
            {
                i = EndOfQuoted(text, i + 1, '\'') + 1;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                {
                    i++;
                }

                tokens.Add(new(CSharpTokenKind.Identifier, text[start..i], line));
            }
            else
            {
                i++;
                if (!char.IsWhiteSpace(c))
                {
                    tokens.Add(new(CSharpTokenKind.Punctuation, c.ToString(), line));
                }
            }

            line += text.AsSpan(start, Math.Min(i, text.Length) - start).Count('\n');
        }

        return tokens;
    }

    // "text", @"text", $"text" and both, """text""" with any number of quotes.
    private static string? ReadString(string text, ref int position)
    {
        int i = position;
        bool isVerbatim = false;
        while (i < text.Length && text[i] is '@' or '$')
        {
            isVerbatim |= text[i] == '@';
            i++;
        }

        int quotes = 0;
        while (i + quotes < text.Length && text[i + quotes] == '"')
        {
            quotes++;
        }

        if (quotes == 0)
        {
            return null;
        }

        int start, end;
        if (quotes >= 3)
        {
            start = i + quotes;
            end = EndOf(text, new string('"', quotes), start);
            position = Math.Min(text.Length, end + quotes);
        }
        else
        {
            start = i + 1;
            end = start;
            if (isVerbatim)
            {
                while (end < text.Length && (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"')))
                {
                    end += text[end] == '"' ? 2 : 1;
                }
            }
            else
            {
                end = EndOfQuoted(text, start, '"');
            }

            end = Math.Min(end, text.Length);
            position = Math.Min(text.Length, end + 1);
        }

        return text[start..end];
    }

    // A text without the mark at its end ends with its line.
    private static int EndOfQuoted(string text, int start, char mark)
    {
        int i = start;
        while (i < text.Length && text[i] != mark && text[i] != '\n')
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i, text.Length);
    }

    private static int EndOf(string text, string mark, int start) =>
        start <= text.Length && text.IndexOf(mark, start, StringComparison.Ordinal) is >= 0 and int end ? end : text.Length;
}
