using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>Finds functions, type aliases and registrations of global functions in the tokens of a file.</summary>
internal sealed class CppDeclarationReader(IReadOnlyList<CppToken> tokens, ICollection<SourceProblem> problems)
{
    private static readonly HashSet<string> Specifiers = new(StringComparer.Ordinal)
    {
        "static", "inline", "virtual", "extern", "constexpr", "explicit", "friend", "TVM_DLL", "TVM_FFI_INLINE", "TVM_FFI_DLL", "TVM_RUNTIME_DLL", "TVM_ALWAYS_INLINE",
    };

    /// <summary>Functions, those in classes too.</summary>
    public List<CppFunction> Functions { get; } = [];

    /// <summary>Type aliases.</summary>
    public List<CppAlias> Aliases { get; } = [];

    /// <summary>Classes.</summary>
    public List<CppClassDefinition> Classes { get; } = [];

    /// <summary>Members and variables outside of functions.</summary>
    public List<CppVariable> Variables { get; } = [];

    /// <summary>Registrations.</summary>
    public List<CppRegistration> Registrations { get; } = [];

    /// <summary>How many uses of <c>GlobalDef</c> were reported because what they register is not known.</summary>
    public int UnknownRegistrations { get; private set; }

    /// <summary>Reference classes that upstream's macros define.</summary>
    public List<string> References { get; } = [];

    /// <summary>Classes whose fields change.</summary>
    public List<string> MutableClasses { get; } = [];

    /// <summary>Members that change while others refer to the object, each with its class.</summary>
    public List<(string Class, string Member)> MutableMembers { get; } = [];

    /// <summary>Reads all tokens.</summary>
    /// <param name="path">File, from the root of the source tree.</param>
    public void Read(string path) => ReadScope(0, tokens.Count, new CppScope(path, "", []));

    private void ReadScope(int start, int end, CppScope scope)
    {
        int statement = start;
        for (int i = start; i < end; i++)
        {
            CppToken token = tokens[i];
            if (i == statement && Skip(ref i, end, scope))
            {
                statement = i + 1;
            }
            else if (token.Is("(") || token.Is("["))
            {
                i = CppTokens.Close(tokens, i);
            }
            else if (token.Is(";"))
            {
                if (!AddReference(statement, i, scope) && !AddFunction(statement, i, scope))
                {
                    AddVariable(statement, i, scope);
                }

                statement = i + 1;
            }
            else if (token.Is("{"))
            {
                bool isFunction = AddFunction(statement, i, scope);
                int close = CppTokens.Close(tokens, i);
                ReadBody(i + 1, close, scope);
                i = close;
                // A function ends here; an initializer ends at its semicolon.
                if (isFunction || close + 1 >= end || !tokens[close + 1].Is(";"))
                {
                    statement = i + 1;
                }
            }
        }
    }

    // Statements that are no declarations of functions. Leaves the index at their last token.
    private bool Skip(ref int i, int end, CppScope scope)
    {
        CppToken token = tokens[i];
        if (token.Kind != CppTokenKind.Identifier)
        {
            return token.Is(";") || token.Is("}");
        }

        switch (token.Text)
        {
            case "namespace":
                int open = Find(i, end, "{", ";");
                if (tokens[open].Is("{"))
                {
                    CppScope inner = scope;
                    foreach (CppToken name in tokens.Skip(i + 1).Take(open - i - 1).Where(static name => name.Kind == CppTokenKind.Identifier))
                    {
                        inner = inner.Enter(name.Text);
                    }

                    int close = CppTokens.Close(tokens, open);
                    ReadScope(open + 1, close, inner);
                    open = close;
                }

                i = open;
                return true;
            case "using":
                int last = Find(i, end, ";");
                ReadUsing(i + 1, last, scope);
                i = last;
                return true;
            case "template":
                i = i + 1 < end && tokens[i + 1].Is("<") ? Math.Max(CppTokens.CloseAngle(tokens, i + 1, end), i + 1) : i;
                return true;
            case "public" or "private" or "protected" when i + 1 < end && tokens[i + 1].Is(":"):
                i++;
                return true;
            case "extern" when i + 2 < end && tokens[i + 1].Kind == CppTokenKind.String && tokens[i + 2].Is("{"):
                int endOfBlock = CppTokens.Close(tokens, i + 2);
                ReadScope(i + 3, endOfBlock, scope);
                i = endOfBlock;
                return true;
            case "class" or "struct" or "enum" or "union":
                return SkipClass(ref i, end, scope);
            default:
                // A macro that stands before a declaration without a semicolon.
                if (i + 1 < end && tokens[i + 1].Is("(") && CppTokens.Close(tokens, i + 1) is int after && after + 1 < end
                    && tokens[after + 1].Kind == CppTokenKind.Identifier && !tokens[after + 1].Is("const"))
                {
                    i = after;
                    return true;
                }

                return Specifiers.Contains(token.Text);
        }
    }

    private bool SkipClass(ref int i, int end, CppScope scope)
    {
        int open = Find(i, end, "{", ";", "(", "=");
        if (!tokens[open].Is("{"))
        {
            // A forward declaration, or a function that returns a struct.
            i = tokens[open].Is(";") ? open : i;
            return true;
        }

        int close = CppTokens.Close(tokens, open);
        if (tokens[i].Is("class") || tokens[i].Is("struct"))
        {
            // The last name before the bases: attributes and export macros stand before it.
            string name = "";
            int at = i + 1;
            for (; at < open && !tokens[at].Is(":") && !tokens[at].Is("<"); at++)
            {
                name = tokens[at].Is("::") ? name + "::"
                    : tokens[at].Kind != CppTokenKind.Identifier || tokens[at].Is("final") ? name
                    : name.EndsWith("::", StringComparison.Ordinal) ? name + tokens[at].Text
                    : tokens[at].Text;
            }

            CppToken[] bases = [.. tokens.Skip(at + 1).Take(Math.Max(open - at - 1, 0)).SkipWhile(static token => token.Text is "public" or "virtual")];
            Classes.Add(new CppClassDefinition(scope.Qualify(name), CppTokens.Split(bases, 0, bases.Length, anglesNest: true).FirstOrDefault([]), scope));
            ReadScope(open + 1, close, scope.Enter(name));
        }

        i = close;
        return true;
    }

    private void ReadUsing(int start, int end, CppScope scope)
    {
        List<CppToken> words = [.. tokens.Skip(start).Take(end - start)];
        if (words.Count > 1 && words[0].Is("namespace"))
        {
            scope.Usings.Add(WithoutTvm(string.Concat(words.Skip(1).Select(static word => word.Text))));
        }
        else if (words.Count > 2 && words[1].Is("="))
        {
            Aliases.Add(new CppAlias(scope.Qualify(words[0].Text), words[2..], scope));
        }
        else if (words.Count > 2)
        {
            Aliases.Add(new CppAlias(scope.Qualify(words[^1].Text), words, new CppScope(scope.Path, "", [])));
        }
    }

    /// <summary>A name without the leading <c>tvm::</c> or <c>::</c>.</summary>
    public static string WithoutTvm(string name)
    {
        name = name.StartsWith("::", StringComparison.Ordinal) ? name[2..] : name;
        return name == "tvm" ? "" : name.StartsWith("tvm::", StringComparison.Ordinal) ? name["tvm::".Length..] : name;
    }

    private bool AddReference(int start, int end, CppScope scope)
    {
        if (tokens[start].Text is "TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE" or "TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE")
        {
            References.Add(scope.Name);
            return true;
        }

        if (end - start >= 3 && tokens[end - 3].Is("_type_mutable") && tokens[end - 1].Is("true"))
        {
            MutableClasses.Add(scope.Name);
            return true;
        }

        if (tokens[start].Is("mutable"))
        {
            int name = Enumerable.Range(start, end - start).FirstOrDefault(i => tokens[i].Is("=") || tokens[i].Is("{"), end) - 1;
            MutableMembers.Add((scope.Name, tokens[name].Text));
            return true;
        }

        return false;
    }

    private bool AddFunction(int start, int end, CppScope scope)
    {
        for (int i = start; i < end; i++)
        {
            if (tokens[i].Is("<") && CppTokens.CloseAngle(tokens, i, end) is > 0 and int close)
            {
                i = close;
            }
            else if (tokens[i].Is("="))
            {
                return false;
            }
            else if (tokens[i].Is("(") || tokens[i].Is("operator"))
            {
                int name = i - 1;
                if (tokens[i].Is("operator"))
                {
                    // What is between the keyword and the parameters: a symbol, which may be brackets itself, or a type.
                    name = i;
                    i++;
                    while (i + 1 < end && !tokens[i + 1].Is("("))
                    {
                        i++;
                    }

                    if (++i >= end)
                    {
                        return true;
                    }
                }

                if (name < start || tokens[name].Kind != CppTokenKind.Identifier)
                {
                    return true;
                }

                string symbol = string.Concat(tokens.Skip(name + 1).Take(i - name - 1).Select(static token => token.Text));
                int first = name;
                while (first - 2 >= start && tokens[first - 1].Is("::") && tokens[first - 2].Kind == CppTokenKind.Identifier)
                {
                    first -= 2;
                }

                if (first > start)
                {
                    int parametersEnd = CppTokens.Close(tokens, i);
                    Functions.Add(new CppFunction(
                        scope.Qualify(WithoutTvm(string.Concat(tokens.Skip(first).Take(name - first + 1).Select(static token => token.Text)) + symbol)),
                        [.. tokens.Skip(start).Take(first - start).Where(static token => !Specifiers.Contains(token.Text))],
                        [.. CppTokens.Split(tokens, i + 1, parametersEnd, anglesNest: true)],
                        scope,
                        tokens[name].Line));
                }

                return true;
            }
        }

        return false;
    }

    private void AddVariable(int start, int end, CppScope scope)
    {
        int equals = start;
        while (equals < end && !tokens[equals].Is("=") && !tokens[equals].Is("{"))
        {
            equals++;
        }

        if (equals - start >= 2 && tokens[equals - 1].Kind == CppTokenKind.Identifier)
        {
            Variables.Add(new CppVariable(
                scope.Qualify(tokens[equals - 1].Text),
                [.. tokens.Skip(start).Take(equals - 1 - start).Where(static token => !Specifiers.Contains(token.Text))],
                scope));
        }
    }

    private void ReadBody(int start, int end, CppScope scope)
    {
        for (int i = start; i < end; i++)
        {
            if (tokens[i].Is("GlobalDef") && i + 2 < end && tokens[i + 1].Is("(") && tokens[i + 2].Is(")"))
            {
                i = ReadChain(i + 3, end, scope) - 1;
            }
            else if (tokens[i].Is("GlobalDef"))
            {
                ReportUnknown(scope, tokens[i].Line, "GlobalDef is used, but not as GlobalDef().def(...): what it registers is not known.");
            }
        }
    }

    // The calls behind GlobalDef(); returns the index behind them.
    private int ReadChain(int i, int end, CppScope scope)
    {
        int calls = 0;
        while (i + 2 < end && tokens[i].Is(".") && tokens[i + 2].Is("("))
        {
            int close = CppTokens.Close(tokens, i + 2);
            List<IReadOnlyList<CppToken>> arguments = [.. CppTokens.Split(tokens, i + 3, close, anglesNest: true)];
            if (tokens[i + 1].Text is "def" or "def_packed" or "def_method" && arguments.Count >= 2)
            {
                Registrations.Add(new CppRegistration(tokens[i + 1].Text, arguments, scope, tokens[i + 1].Line));
            }
            else
            {
                ReportUnknown(scope, tokens[i + 1].Line, $"GlobalDef().{tokens[i + 1].Text} with {arguments.Count} arguments is not known: what it registers is not known.");
            }

            calls++;
            i = close + 1;
        }

        if (i < end && !tokens[i].Is(";"))
        {
            ReportUnknown(scope, tokens[i].Line, $"`{tokens[i].Text}` follows GlobalDef() after {calls} calls: what it registers is not known.");
        }

        return i;
    }

    private void ReportUnknown(CppScope scope, int line, string message)
    {
        UnknownRegistrations++;
        problems.Add(new SourceProblem(scope.Path, line, message));
    }

    private int Find(int start, int end, params ReadOnlySpan<string> texts)
    {
        for (int i = start; i < end; i++)
        {
            foreach (string text in texts)
            {
                if (tokens[i].Is(text))
                {
                    return i;
                }
            }
        }

        return end - 1;
    }
}
