namespace TvmSharp.Bindgen.Sources;

/// <summary>Brackets and commas among tokens.</summary>
internal static class CppTokens
{
    /// <summary>Index of the bracket that closes the one at an index; the last token when none does.</summary>
    public static int Close(IReadOnlyList<CppToken> tokens, int open)
    {
        int depth = 0;
        for (int i = open; i < tokens.Count; i++)
        {
            depth += Nesting(tokens[i]);
            if (depth == 0)
            {
                return i;
            }
        }

        return tokens.Count - 1;
    }

    /// <summary>Index of the <c>&gt;</c> that closes the <c>&lt;</c> at an index; -1 when it is no template bracket.</summary>
    public static int CloseAngle(IReadOnlyList<CppToken> tokens, int open, int end)
    {
        int depth = 0;
        for (int i = open; i < end; i++)
        {
            if (tokens[i].Is("<"))
            {
                depth++;
            }
            else if (tokens[i].Is(">") && --depth == 0)
            {
                return i;
            }
            else if (tokens[i].Is("(") || tokens[i].Is("["))
            {
                i = Close(tokens, i);
            }
            else if (tokens[i].Is(";") || tokens[i].Is("{") || tokens[i].Is("&&") || tokens[i].Is("||"))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The parts between the commas of a range that are in no bracket.</summary>
    public static IEnumerable<IReadOnlyList<CppToken>> Split(IReadOnlyList<CppToken> tokens, int start, int end, bool anglesNest)
    {
        List<CppToken> part = [];
        bool any = false;
        for (int i = start; i < end; i++)
        {
            if (tokens[i].Is(","))
            {
                yield return part;
                part = [];
                any = true;
                continue;
            }

            int close = Nesting(tokens[i]) > 0 ? Close(tokens, i)
                : anglesNest && tokens[i].Is("<") ? CloseAngle(tokens, i, end)
                : -1;
            for (; i < close && i < end - 1; i++)
            {
                part.Add(tokens[i]);
            }

            part.Add(tokens[i]);
        }

        if (any || part.Count > 0)
        {
            yield return part;
        }
    }

    private static int Nesting(CppToken token) => token switch
    {
        { Kind: CppTokenKind.Punctuation, Text: "(" or "[" or "{" } => 1,
        { Kind: CppTokenKind.Punctuation, Text: ")" or "]" or "}" } => -1,
        _ => 0,
    };
}
