namespace TvmSharp.Bindgen.Sources;

/// <summary>Replaces macros by what they stand for: only those it is given, as those that register functions.</summary>
internal sealed class CppMacroExpander(IReadOnlyDictionary<string, CppMacro> macros)
{
    private const int MaximumDepth = 16;

    /// <summary>Expands everywhere. Tokens from a macro have the line of its use.</summary>
    public IReadOnlyList<CppToken> Expand(IReadOnlyList<CppToken> tokens) => Expand(tokens, 0);

    private List<CppToken> Expand(IReadOnlyList<CppToken> tokens, int depth)
    {
        List<CppToken> result = new(tokens.Count);
        for (int i = 0; i < tokens.Count; i++)
        {
            CppToken token = tokens[i];
            if (depth == MaximumDepth || token.Kind != CppTokenKind.Identifier || !macros.TryGetValue(token.Text, out CppMacro? macro))
            {
                result.Add(token);
            }
            else if (macro.Parameters is null)
            {
                result.AddRange(Expand(At(macro.Body, token.Line), depth + 1));
            }
            else if (i + 1 < tokens.Count && tokens[i + 1].Is("("))
            {
                int end = CppTokens.Close(tokens, i + 1);
                List<IReadOnlyList<CppToken>> arguments = [.. CppTokens.Split(tokens, i + 2, end, anglesNest: false)];
                result.AddRange(Expand(Substitute(macro, arguments, token.Line), depth + 1));
                i = end;
            }
            else
            {
                result.Add(token);
            }
        }

        return result;
    }

    private static List<CppToken> At(IEnumerable<CppToken> tokens, int line) => [.. tokens.Select(token => token with { Line = line })];

    private static List<CppToken> Substitute(CppMacro macro, List<IReadOnlyList<CppToken>> arguments, int line)
    {
        List<CppToken> result = [];
        for (int i = 0; i < macro.Body.Count; i++)
        {
            CppToken token = macro.Body[i] with { Line = line };
            if (token.Is("#") && i + 1 < macro.Body.Count && Argument(macro.Body[i + 1]) is { } spelled)
            {
                result.Add(new CppToken(CppTokenKind.String, string.Concat(spelled.Select(static part => part.Text)), line));
                i++;
            }
            else if (token.Is("##") && result.Count > 0 && i + 1 < macro.Body.Count)
            {
                IReadOnlyList<CppToken> right = Argument(macro.Body[i + 1]) ?? [macro.Body[i + 1]];
                if (right.Count > 0)
                {
                    result[^1] = result[^1] with { Text = result[^1].Text + right[0].Text };
                    result.AddRange(At(right.Skip(1), line));
                }

                i++;
            }
            else if (Argument(token) is { } argument)
            {
                result.AddRange(At(argument, line));
            }
            else
            {
                result.Add(token);
            }
        }

        return result;

        IReadOnlyList<CppToken>? Argument(CppToken token)
        {
            int index = token.Kind == CppTokenKind.Identifier ? macro.Parameters!.ToList().IndexOf(token.Text) : -1;
            return index < 0 ? null : index < arguments.Count ? arguments[index] : [];
        }
    }
}
