using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Sources;

namespace TvmSharp.Bindgen.Headers;

/// <summary>
/// Finds the registrations for reflection in the tokens of a file. They stand in bodies of functions, and to have libclang
/// compile those takes longer than all the rest.
/// </summary>
/// <param name="source">The file.</param>
/// <param name="problems">Gets what is not understood.</param>
internal sealed class ObjectDefReader(CppSource source, ICollection<SourceProblem> problems)
{
    // Traits that change nothing of how a field is read or written.
    private static readonly HashSet<string> IgnoredTraits = new(StringComparer.Ordinal)
    {
        "Metadata", "repr", "compare", "hash", "kw_only", "init",
    };

    // SEqHashDef went by that name up to TVM 0.24.
    private const string OldDefinition = nameof(FieldFlags.SEqHashDefRecursive);

    private readonly IReadOnlyList<CppToken> _tokens = source.Tokens;

    /// <summary>How many fields there are in the text, whether they were understood or not.</summary>
    public int FieldsSeen { get; private set; }

    /// <summary>The registrations in order.</summary>
    public List<ObjectDef> Read()
    {
        List<ObjectDef> result = [];
        for (int i = 0; i + 2 < _tokens.Count; i++)
        {
            if (_tokens[i].Is("ObjectDef") && _tokens[i + 1].Is("<"))
            {
                int close = CppTokens.CloseAngle(_tokens, i + 1, _tokens.Count);
                if (close < 0 || close + 1 >= _tokens.Count || !_tokens[close + 1].Is("("))
                {
                    Report(_tokens[i], "This ObjectDef is not the start of a chain of calls: its fields are not bound.");
                    continue;
                }

                string name = string.Concat(Range(i + 2, close).Select(static token => token.Text));
                result.Add(new ObjectDef(source.Path, _tokens[i].Line, name, ReadCalls(CppTokens.Close(_tokens, close + 1) + 1)));
            }
        }

        return result;
    }

    private List<ObjectDefField> ReadCalls(int position)
    {
        List<ObjectDefField> fields = [];
        while (position + 2 < _tokens.Count && _tokens[position].Is(".") && _tokens[position + 2].Is("("))
        {
            CppToken method = _tokens[position + 1];
            int close = CppTokens.Close(_tokens, position + 2);
            if (method.Text is "def_ro" or "def_rw")
            {
                FieldsSeen++;
                if (ReadField(method, [.. CppTokens.Split(_tokens, position + 3, close, anglesNest: true)]) is { } field)
                {
                    fields.Add(field);
                }
            }
            else if (method.Text is not ("def" or "def_static"))
            {
                Report(method, $"ObjectDef has '{method.Text}', which is not known here.");
            }

            position = close + 1;
        }

        return fields;
    }

    private ObjectDefField? ReadField(CppToken method, IReadOnlyList<CppToken>[] arguments)
    {
        if (arguments.Length < 2 || arguments[0].Count == 0 || arguments[0].Any(static token => token.Kind != CppTokenKind.String))
        {
            Report(method, "The name of this field is no string: it is not bound.");
            return null;
        }

        // &Class::member
        string name = string.Concat(arguments[0].Select(static token => token.Text));
        IReadOnlyList<CppToken> member = arguments[1];
        if (member.Count < 4 || !member[0].Is("&") || !member[^2].Is("::") || member[^1].Kind != CppTokenKind.Identifier)
        {
            Report(method, $"Field '{name}' is '{CppTypeReader.Spell(member)}' and no member of its class: it is not bound.");
            return null;
        }

        FieldFlags flags = method.Text == "def_ro" ? FieldFlags.ReadOnly : FieldFlags.None;
        string? defaultValue = null;
        foreach (IReadOnlyList<CppToken> trait in arguments.Skip(2).Where(static trait => trait.Any(static token => token.Kind != CppTokenKind.String)))
        {
            int open = 0;
            while (open < trait.Count && (trait[open].Kind == CppTokenKind.Identifier || trait[open].Is("::")))
            {
                open++;
            }

            string traitName = open > 0 ? trait[open - 1].Text : "";
            if (traitName is "DefaultValue" or "DefaultFactory" && open < trait.Count)
            {
                defaultValue = CppTypeReader.Spell(trait.Skip(open + 1).Take(trait.Count - open - 2));
            }
            else if (open > 2 && trait[open - 3].Is("AttachFieldFlag") && Enum.TryParse(traitName == "SEqHashDef" ? OldDefinition : traitName, out FieldFlags flag))
            {
                flags |= flag;
            }
            else if (!IgnoredTraits.Contains(traitName))
            {
                Report(method, $"Field '{name}' has '{CppTypeReader.Spell(trait)}', which is not known here.");
            }
        }

        return new ObjectDefField(method.Line, name, member[^1].Text, flags, defaultValue);
    }

    private IEnumerable<CppToken> Range(int start, int end) => _tokens.Skip(start).Take(end - start);

    private void Report(CppToken token, string message) => problems.Add(new SourceProblem(source.Path, token.Line, message));
}
