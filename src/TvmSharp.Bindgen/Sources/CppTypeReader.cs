using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>Reads C++ types from tokens.</summary>
/// <param name="resolve">Gives the type for a name as it is written in a scope.</param>
internal sealed class CppTypeReader(Func<string, CppScope, TypeExpression> resolve)
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "const", "volatile", "typename", "struct", "class", "mutable", "static", "inline", "constexpr",
    };

    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["int"] = "int32", ["int8_t"] = "int8", ["int16_t"] = "int16", ["int32_t"] = "int32", ["int64_t"] = "int64",
        ["unsigned"] = "uint32", ["unsigned int"] = "uint32", ["uint8_t"] = "uint8", ["uint16_t"] = "uint16", ["uint32_t"] = "uint32",
        ["uint64_t"] = "uint64", ["size_t"] = "uint64", ["std::size_t"] = "uint64", ["long"] = "int64", ["long long"] = "int64",
        ["unsigned long"] = "uint64", ["unsigned long long"] = "uint64", ["char"] = "char", ["unsigned char"] = "uint8",
        ["float"] = "float32", ["double"] = "float64", ["bool"] = "bool", ["void"] = "void",
        ["std::string"] = "String", ["AnyView"] = "Any", ["std::tuple"] = "Tuple", ["std::optional"] = "Optional", ["std::nullptr_t"] = "void",
    };

    // Values and containers of tvm-ffi, which no header of TVM declares.
    private static readonly HashSet<string> Values = new(StringComparer.Ordinal)
    {
        "Any", "Array", "Bytes", "Dict", "Error", "Function", "List", "Map", "Module", "ObjectRef", "Optional", "Shape", "String", "Tensor", "Tuple", "Variant",
        "DLDataType", "DLDevice",
    };

    /// <summary>Whether this is a number or a value or container of tvm-ffi.</summary>
    public static bool IsValue(string name) => Values.Contains(name) || BuiltIn.ContainsValue(name);

    /// <summary>The type.</summary>
    /// <returns>Null when the tokens are no type, or leave it to be deduced.</returns>
    public TypeExpression? Read(IReadOnlyList<CppToken> tokens, CppScope scope)
    {
        int position = 0;
        TypeExpression? type = Read(tokens, ref position, scope);
        return position == tokens.Count ? type : null;
    }

    /// <summary>A parameter: its type, its name and its default.</summary>
    /// <returns>Null when it is not understood.</returns>
    public ParameterSchema? ReadParameter(IReadOnlyList<CppToken> tokens, CppScope scope)
    {
        int position = 0;
        if (Read(tokens, ref position, scope) is not { } type)
        {
            return null;
        }

        string name = "";
        if (position < tokens.Count && tokens[position].Kind == CppTokenKind.Identifier)
        {
            name = tokens[position++].Text;
        }

        string? defaultValue = null;
        if (position < tokens.Count && tokens[position].Is("="))
        {
            defaultValue = Spell(tokens.Skip(position + 1));
            position = tokens.Count;
        }

        return position == tokens.Count ? new ParameterSchema(name, type, defaultValue) : null;
    }

    /// <summary>Tokens as they would be written.</summary>
    public static string Spell(IEnumerable<CppToken> tokens)
    {
        System.Text.StringBuilder text = new();
        CppToken before = default;
        foreach (CppToken token in tokens)
        {
            bool words = before.Kind == CppTokenKind.Identifier && token.Kind is CppTokenKind.Identifier or CppTokenKind.Number;
            text.Append(text.Length > 0 && (words && before.Text is not null || before.Text == ",") ? " " : "");
            text.Append(token.Kind == CppTokenKind.String ? $"\"{token.Text}\"" : token.Text);
            before = token;
        }

        return text.ToString();
    }

    private TypeExpression? Read(IReadOnlyList<CppToken> tokens, ref int position, CppScope scope)
    {
        SkipIgnored(tokens, ref position);
        string name = "";
        List<TypeExpression> arguments = [];
        while (position < tokens.Count && tokens[position].Kind == CppTokenKind.Identifier)
        {
            name += tokens[position++].Text;
            bool isNumber = name is "unsigned" or "long" or "unsigned long" or "signed";
            if (isNumber && position < tokens.Count && tokens[position].Text is "int" or "long" or "char")
            {
                name += name == "long" && tokens[position].Is("int") ? "" : " " + tokens[position].Text;
                position++;
            }

            if (position < tokens.Count && tokens[position].Is("<"))
            {
                if (!ReadArguments(tokens, ref position, scope, arguments))
                {
                    return null;
                }
            }

            if (position < tokens.Count && tokens[position].Is("::"))
            {
                name += "::";
                position++;
                continue;
            }

            break;
        }

        if (name.Length == 0 || name is "auto" or "decltype")
        {
            return null;
        }

        SkipIgnored(tokens, ref position);
        bool isObject = name.EndsWith("Node", StringComparison.Ordinal) || name.EndsWith("Obj", StringComparison.Ordinal);
        TypeExpression type = Normalize(name, scope);
        name = type.Name;
        arguments = type.Arguments.Count > 0 ? [.. type.Arguments] : arguments;
        if (name is "TypedFunction" or "std::function")
        {
            // The signature is not part of how the value crosses.
            (name, arguments) = ("Function", []);
        }

        while (position < tokens.Count && (tokens[position].Is("*") || tokens[position].Is("&") || tokens[position].Is("&&") || Ignored.Contains(tokens[position].Text)))
        {
            if (tokens[position].Is("*"))
            {
                // Addresses of objects cross as references to them.
                name = name == "char" ? "String" : isObject ? name : name + "*";
            }

            position++;
        }

        return new TypeExpression(name, arguments);
    }

    private bool ReadArguments(IReadOnlyList<CppToken> tokens, ref int position, CppScope scope, List<TypeExpression> arguments)
    {
        int close = CppTokens.CloseAngle(tokens, position, tokens.Count);
        if (close < 0)
        {
            return false;
        }

        foreach (IReadOnlyList<CppToken> part in CppTokens.Split(tokens, position + 1, close, anglesNest: true))
        {
            int at = 0;
            if (Read(part, ref at, scope) is { } argument)
            {
                // R(A...) keeps only R; who reads a TypedFunction drops even that. A void stands for "enabled".
                if (argument.Name != "void")
                {
                    arguments.Add(argument);
                }
            }
            else if (part.Count > 0)
            {
                arguments.Add(new TypeExpression(Spell(part)));
            }
        }

        position = close + 1;
        return true;
    }

    private TypeExpression Normalize(string name, CppScope scope)
    {
        name = CppDeclarationReader.WithoutTvm(name);
        if (name.StartsWith("ffi::", StringComparison.Ordinal))
        {
            // Told apart from a class of the same name in the scope, such as relax::Function.
            name = name["ffi::".Length..];
            if (Values.Contains(name))
            {
                return new TypeExpression(name);
            }
        }
        else if (name.StartsWith("std::", StringComparison.Ordinal) && BuiltIn.ContainsKey(name["std::".Length..]))
        {
            name = name["std::".Length..];
        }

        return BuiltIn.TryGetValue(name, out string? number) ? new TypeExpression(number) : resolve(name, scope);
    }

    private static void SkipIgnored(IReadOnlyList<CppToken> tokens, ref int position)
    {
        while (position < tokens.Count)
        {
            // [[attributes]] count for nothing either.
            int next = tokens[position].Is("[") ? CppTokens.Close(tokens, position) + 1
                : Ignored.Contains(tokens[position].Text) ? position + 1
                : position;
            if (next == position)
            {
                return;
            }

            position = next;
        }
    }
}
