using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>What a reader of results asks of everything else that was read.</summary>
internal interface ICppDeclarations
{
    /// <summary>The type that tokens spell, whatever it is; null when they spell none.</summary>
    TypeExpression? TypeOf(IReadOnlyList<CppToken> tokens, CppScope scope);

    /// <summary>A type that can cross: a header's class, or for a class of a source the nearest base that is one; null for another.</summary>
    TypeExpression? KnownTypeOf(IReadOnlyList<CppToken> tokens, CppScope scope);

    /// <summary>The type of what a function returns; null when there is none by that name. Overloads are told apart by the number of arguments.</summary>
    TypeExpression? ResultOf(string function, int arguments, CppScope scope);

    /// <summary>The type of what a method of a class, or of one that it derives from, returns; null when it is unknown.</summary>
    TypeExpression? ResultOfMethod(TypeExpression type, string method, CppScope scope);

    /// <summary>The type of a field of a class, or of one that it derives from; null when it is unknown.</summary>
    TypeExpression? TypeOfField(TypeExpression type, string field, CppScope scope);

    /// <summary>The type of a variable outside of functions, or of a static member; null when there is none by that name.</summary>
    TypeExpression? TypeOfVariable(string name, CppScope scope);
}

/// <summary>
/// Reads the type of what a lambda returns where it does not say so: C++ deduces it from the expression behind
/// <c>return</c>. The expressions of registrations are short: a variable, a call, what a cast names.
/// </summary>
/// <param name="declarations">Everything else that was read.</param>
internal sealed class CppResultReader(ICppDeclarations declarations)
{
    // What these return is the first argument of their type, or that type itself where it has none.
    private static readonly HashSet<string> Unwrapping = new(StringComparer.Ordinal) { "value", "value_or", "front", "back" };

    private static readonly Dictionary<string, string> WellKnown = new(StringComparer.Ordinal)
    {
        ["defined"] = "bool", ["same_as"] = "bool", ["empty"] = "bool", ["has_value"] = "bool",
        ["size"] = "uint64", ["str"] = "String", ["c_str"] = "String", ["count"] = "uint64",
    };

    private static readonly HashSet<string> NoDeclaration = new(StringComparer.Ordinal)
    {
        "return", "throw", "if", "else", "for", "while", "switch", "case", "using", "delete", "new", "goto", "do", "try", "catch",
    };

    private readonly Dictionary<string, TypeExpression> _locals = new(StringComparer.Ordinal);

    /// <summary>The expressions behind <c>return</c> in a body, without those of lambdas in it.</summary>
    /// <param name="body">Tokens from the brace that opens it.</param>
    public static List<IReadOnlyList<CppToken>> Returned(IReadOnlyList<CppToken> body)
    {
        List<IReadOnlyList<CppToken>> result = [];
        for (int i = 0; i < body.Count; i++)
        {
            if (IsLambda(body, i))
            {
                i = EndOfLambda(body, i);
            }
            else if (body[i].Is("return"))
            {
                int end = EndOfStatement(body, i);
                result.Add([.. body.Skip(i + 1).Take(end - i - 1)]);
                i = end;
            }
        }

        return result;
    }

    /// <summary>The type of the first expression whose type is known; null when none is, or when none is returned.</summary>
    /// <param name="body">Tokens of the body.</param>
    /// <param name="parameters">Parameters of the lambda.</param>
    /// <param name="scope">Where names are looked up.</param>
    public TypeExpression? Read(IReadOnlyList<CppToken> body, IReadOnlyList<ParameterSchema> parameters, CppScope scope)
    {
        _locals.Clear();
        foreach (ParameterSchema parameter in parameters)
        {
            _locals[parameter.Name] = parameter.Type;
        }

        ReadLocals(body, scope);
        return Returned(body).Select(expression => TypeOf(expression, scope)).FirstOrDefault(static type => type is not null);
    }

    private static bool IsLambda(IReadOnlyList<CppToken> tokens, int i) =>
        tokens[i].Is("[") && i > 0 && tokens[i - 1] is { Kind: CppTokenKind.Punctuation, Text: not ("]" or ")") } or { Text: "return" };

    private static int EndOfLambda(IReadOnlyList<CppToken> tokens, int i)
    {
        i = CppTokens.Close(tokens, i);
        while (i < tokens.Count && !tokens[i].Is("{") && !tokens[i].Is(";"))
        {
            i = tokens[i].Is("(") ? CppTokens.Close(tokens, i) + 1 : i + 1;
        }

        return i < tokens.Count && tokens[i].Is("{") ? CppTokens.Close(tokens, i) : i;
    }

    private static int EndOfStatement(IReadOnlyList<CppToken> tokens, int i)
    {
        while (i < tokens.Count && !tokens[i].Is(";"))
        {
            i = tokens[i].Is("(") || tokens[i].Is("{") || tokens[i].Is("[") ? CppTokens.Close(tokens, i) + 1 : i + 1;
        }

        return i;
    }

    // Variables of the body, of the blocks in it too: T name = ..., T name(...), auto name = ...
    private void ReadLocals(IReadOnlyList<CppToken> body, CppScope scope)
    {
        for (int i = 0; i < body.Count; i++)
        {
            if (i > 0 && !(body[i - 1].Is(";") || body[i - 1].Is("{") || body[i - 1].Is("}")))
            {
                i = IsLambda(body, i) ? EndOfLambda(body, i) : i;
                continue;
            }

            if (body[i].Kind != CppTokenKind.Identifier || NoDeclaration.Contains(body[i].Text))
            {
                continue;
            }

            int end = i;
            while (end < body.Count && !(body[end].Is("=") || body[end].Is(";") || body[end].Is("(") || body[end].Is("{")))
            {
                end = body[end].Is("<") && CppTokens.CloseAngle(body, end, body.Count) is > 0 and int close ? close + 1 : end + 1;
            }

            if (end >= body.Count || end < i + 2 || body[end - 1].Kind != CppTokenKind.Identifier)
            {
                continue;
            }

            string name = body[end - 1].Text;
            IReadOnlyList<CppToken> spelled = [.. body.Skip(i).Take(end - 1 - i)];
            TypeExpression? type = spelled.Any(static token => token.Is("auto"))
                ? body[end].Is("=") ? TypeOf([.. body.Skip(end + 1).Take(EndOfStatement(body, end) - end - 1)], scope) : null
                : declarations.TypeOf(spelled, scope);
            if (type is not null)
            {
                _locals.TryAdd(name, type);
            }
        }
    }

    private TypeExpression? TypeOf(IReadOnlyList<CppToken> expression, CppScope scope)
    {
        while (expression.Count > 1 && expression[0].Is("(") && CppTokens.Close(expression, 0) == expression.Count - 1)
        {
            expression = [.. expression.Skip(1).Take(expression.Count - 2)];
        }

        int assigned = TopLevel(expression, "=");
        if (assigned > 0)
        {
            return TypeOf([.. expression.Take(assigned)], scope);
        }

        int question = TopLevel(expression, "?"), colon = TopLevel(expression, ":");
        if (question > 0 && colon > question)
        {
            return TypeOf([.. expression.Take(colon).Skip(question + 1)], scope) ?? TypeOf([.. expression.Skip(colon + 1)], scope);
        }

        if (expression.Count > 0 && expression[0].Is("*"))
        {
            expression = [.. expression.Skip(1)];
        }

        int position = 0;
        TypeExpression? type = Primary(expression, ref position, scope);
        while (type is not null && position < expression.Count)
        {
            type = Postfix(type, expression, ref position, scope);
        }

        return Referred(type);
    }

    // These hold an object as its reference does.
    private static TypeExpression? Referred(TypeExpression? type) =>
        type is { Name: "RValueRef" or "ObjectPtr", Arguments: [{ } referred] } ? referred : type;

    private TypeExpression? Primary(IReadOnlyList<CppToken> tokens, ref int position, CppScope scope)
    {
        if (tokens.Count == 0)
        {
            return null;
        }

        if (tokens[0].Kind == CppTokenKind.String)
        {
            position = tokens.TakeWhile(static token => token.Kind == CppTokenKind.String).Count();
            return new TypeExpression("String");
        }

        if (tokens[0].Is("true") || tokens[0].Is("false"))
        {
            position = 1;
            return new TypeExpression("bool");
        }

        if (tokens[0].Is("("))
        {
            position = CppTokens.Close(tokens, 0) + 1;
            return TypeOf([.. tokens.Skip(1).Take(position - 2)], scope);
        }

        IReadOnlyList<CppToken>? argument = null;
        int end = 0;
        while (end < tokens.Count && (tokens[end].Kind == CppTokenKind.Identifier || tokens[end].Is("::")))
        {
            end++;
            if (end < tokens.Count && tokens[end].Is("<") && CppTokens.CloseAngle(tokens, end, tokens.Count) is > 0 and int close)
            {
                argument = [.. tokens.Skip(end + 1).Take(close - end - 1)];
                end = close + 1;
            }
        }

        IReadOnlyList<CppToken> spelled = [.. tokens.Take(end)];
        bool isCall = end > 0 && end < tokens.Count && (tokens[end].Is("(") || tokens[end].Is("{"));
        if (!isCall)
        {
            position = end;
            return end == 1 && _locals.TryGetValue(tokens[0].Text, out TypeExpression? local) ? local
                : declarations.TypeOfVariable(CppDeclarationReader.WithoutTvm(string.Concat(spelled.Select(static token => token.Text))), scope);
        }

        int closing = CppTokens.Close(tokens, end);
        position = closing + 1;
        if (argument is not null && spelled[0].Text is "static_cast" or "reinterpret_cast" or "const_cast" or "dynamic_cast")
        {
            return declarations.TypeOf(argument!, scope);
        }

        string name = string.Concat(spelled.TakeWhile(static token => !token.Is("<")).Select(static token => token.Text));
        if (argument is not null && name is "GetRef" or "ffi::GetRef" or "make_object" or "ffi::make_object")
        {
            return declarations.TypeOf(argument!, scope);
        }

        if (name is "std::move" or "std::forward")
        {
            return TypeOf([.. tokens.Skip(end + 1).Take(closing - end - 1)], scope);
        }

        if (argument is null && end == 1 && _locals.TryGetValue(name, out TypeExpression? called))
        {
            return declarations.ResultOfMethod(called, "operator()", scope);
        }

        return declarations.KnownTypeOf(spelled, scope) ?? declarations.ResultOf(
            CppDeclarationReader.WithoutTvm(name), CppTokens.Split(tokens, end + 1, closing, anglesNest: false).Count(static argument => argument.Count > 0), scope);
    }

    private TypeExpression? Postfix(TypeExpression type, IReadOnlyList<CppToken> tokens, ref int position, CppScope scope)
    {
        type = Referred(type)!;
        if (tokens[position].Is("("))
        {
            position = CppTokens.Close(tokens, position) + 1;
            return declarations.ResultOfMethod(type, "operator()", scope);
        }

        if (tokens[position].Is("["))
        {
            position = CppTokens.Close(tokens, position) + 1;
            return type switch
            {
                { Name: "Array" or "List", Arguments: [{ } element] } => element,
                { Name: "Map" or "Dict" or "std::unordered_map", Arguments: [_, { } value] } => value,
                { Name: "Shape" } => new TypeExpression("int64"),
                _ => null,
            };
        }

        if (!(tokens[position].Is("->") || tokens[position].Is(".")) || position + 1 >= tokens.Count)
        {
            return null;
        }

        int name = position + 1;
        position = name + 1;
        // builder->Base::Method(): the class is named where another hides the method.
        while (position + 1 < tokens.Count && tokens[position].Is("::"))
        {
            name = position + 1;
            position = name + 1;
        }

        IReadOnlyList<CppToken>? argument = null;
        if (position < tokens.Count && tokens[position].Is("<") && CppTokens.CloseAngle(tokens, position, tokens.Count) is > 0 and int close)
        {
            argument = [.. tokens.Skip(position + 1).Take(close - position - 1)];
            position = close + 1;
        }

        if (position >= tokens.Count || !tokens[position].Is("("))
        {
            return declarations.TypeOfField(type, tokens[name].Text, scope);
        }

        position = CppTokens.Close(tokens, position) + 1;
        string method = tokens[name].Text;
        if (argument is not null)
        {
            TypeExpression? asked = declarations.TypeOf(argument, scope);
            return asked is null ? null : method switch
            {
                "as_or_throw" or "cast" => asked,
                // The address of an object; of a reference, whether there is one.
                "as" when argument[^1].Text.EndsWith("Node", StringComparison.Ordinal) || argument[^1].Text.EndsWith("Obj", StringComparison.Ordinal) => asked,
                "as" => new TypeExpression("Optional", [asked]),
                _ => null,
            };
        }

        return declarations.ResultOfMethod(type, method, scope)
            ?? (declarations.TypeOfField(type, method, scope) is { } callee ? declarations.ResultOfMethod(callee, "operator()", scope) : null)
            ?? (Unwrapping.Contains(method) && type is { Name: "Optional" or "Array" or "List", Arguments: [{ } inner] } ? inner
                : WellKnown.TryGetValue(method, out string? known) ? new TypeExpression(known)
                : null);
    }

    private static int TopLevel(IReadOnlyList<CppToken> tokens, string text)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Is(text))
            {
                return i;
            }

            if (tokens[i].Is("(") || tokens[i].Is("[") || tokens[i].Is("{"))
            {
                i = CppTokens.Close(tokens, i);
            }
        }

        return -1;
    }
}
