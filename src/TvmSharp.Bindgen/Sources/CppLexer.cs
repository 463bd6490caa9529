using System.Text;

namespace TvmSharp.Bindgen.Sources;

/// <summary>
/// Splits C++ into tokens. Six hundred sources are searched for registrations on every run, and no source can be compiled
/// without the headers of LLVM, CUDA and others: tokens are what every one of them has.
/// </summary>
internal sealed class CppLexer(string text)
{
    private static readonly string[] LongPunctuation = ["::", "->", "##", "&&", "||", "==", "!=", "<=", ">=", "<<", "+=", "-=", "++", "--"];

    private int _position;
    private int _line = 1;
    private bool _inDirective;

    /// <summary>Reads all of the text.</summary>
    /// <param name="path">What the result calls it.</param>
    public CppSource Read(string path)
    {
        List<CppToken> tokens = [];
        List<CppMacro> macros = [];
        bool lineIsEmpty = true;
        int line = 1;
        while (SkipSpace())
        {
            lineIsEmpty |= _line != line;
            line = _line;
            if (lineIsEmpty && text[_position] == '#')
            {
                ReadDirective(macros);
            }
            else
            {
                tokens.Add(ReadToken());
                lineIsEmpty = false;
            }
        }

        return new CppSource(path, tokens, macros);
    }

    private void ReadDirective(List<CppMacro> macros)
    {
        _position++;
        _inDirective = true;
        List<CppToken> tokens = [];
        // Where a parameter list begins: right behind the name, or it is none.
        int afterName = -1;
        while (SkipSpace())
        {
            tokens.Add(ReadToken());
            if (tokens.Count == 2)
            {
                afterName = _position;
            }
        }

        _inDirective = false;
        if (tokens.Count < 2 || !tokens[0].Is("define"))
        {
            return;
        }

        if (afterName < text.Length && text[afterName] == '(')
        {
            int close = tokens.FindIndex(static token => token.Is(")"));
            List<string> parameters = [.. tokens[3..close].Where(static token => token.Kind == CppTokenKind.Identifier).Select(static token => token.Text)];
            macros.Add(new CppMacro(tokens[1].Text, parameters, tokens[(close + 1)..]));
        }
        else
        {
            macros.Add(new CppMacro(tokens[1].Text, null, tokens[2..]));
        }
    }

    // False at the end of the text, or of the line of a directive.
    private bool SkipSpace()
    {
        while (_position < text.Length)
        {
            char current = text[_position];
            char next = _position + 1 < text.Length ? text[_position + 1] : '\0';
            if (current == '\\' && (next == '\n' || next == '\r'))
            {
                _position += next == '\r' && _position + 2 < text.Length && text[_position + 2] == '\n' ? 3 : 2;
                _line++;
            }
            else if (current == '\n')
            {
                if (_inDirective)
                {
                    return false;
                }

                _position++;
                _line++;
            }
            else if (char.IsWhiteSpace(current))
            {
                _position++;
            }
            else if (current == '/' && next == '/')
            {
                int end = text.IndexOf('\n', _position);
                _position = end < 0 ? text.Length : end;
            }
            else if (current == '/' && next == '*')
            {
                int end = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
                MoveTo(end < 0 ? text.Length : end + 2);
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private CppToken ReadToken()
    {
        int line = _line;
        char first = text[_position];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            string word = ReadWhile(static character => char.IsAsciiLetterOrDigit(character) || character == '_');
            bool isPrefix = _position < text.Length && text[_position] == '"' && word is "R" or "u8R" or "LR" or "L" or "u8" or "u" or "U";
            if (!isPrefix || _position >= text.Length || text[_position] != '"')
            {
                return new CppToken(CppTokenKind.Identifier, word, line);
            }

            return new CppToken(CppTokenKind.String, word.EndsWith('R') ? ReadRawString() : ReadString(), line);
        }

        if (char.IsAsciiDigit(first))
        {
            return new CppToken(CppTokenKind.Number, ReadWhile(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '\''), line);
        }

        if (first == '"')
        {
            return new CppToken(CppTokenKind.String, ReadString(), line);
        }

        if (first == '\'')
        {
            int start = _position++;
            while (_position < text.Length && text[_position] != '\'')
            {
                _position += text[_position] == '\\' ? 2 : 1;
            }

            _position = Math.Min(_position + 1, text.Length);
            return new CppToken(CppTokenKind.Character, text[start.._position], line);
        }

        foreach (string candidate in LongPunctuation)
        {
            if (string.CompareOrdinal(text, _position, candidate, 0, candidate.Length) == 0)
            {
                _position += candidate.Length;
                return new CppToken(CppTokenKind.Punctuation, candidate, line);
            }
        }

        _position++;
        return new CppToken(CppTokenKind.Punctuation, first.ToString(), line);
    }

    private string ReadWhile(Func<char, bool> belongs)
    {
        int start = _position;
        while (_position < text.Length && belongs(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    private string ReadString()
    {
        StringBuilder value = new();
        _position++;
        while (_position < text.Length && text[_position] is not ('"' or '\n'))
        {
            if (text[_position] != '\\' || _position + 1 >= text.Length)
            {
                value.Append(text[_position++]);
                continue;
            }

            value.Append(text[_position + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', char other => other });
            _position += 2;
        }

        _position = Math.Min(_position + 1, text.Length);
        return value.ToString();
    }

    private string ReadRawString()
    {
        int open = text.IndexOf('(', _position);
        if (open < 0)
        {
            return ReadString();
        }

        string end = ")" + text[(_position + 1)..open] + "\"";
        int close = text.IndexOf(end, open, StringComparison.Ordinal);
        close = close < 0 ? text.Length : close;
        string value = text[(open + 1)..close];
        MoveTo(Math.Min(close + end.Length, text.Length));
        return value;
    }

    private void MoveTo(int position)
    {
        _line += text.AsSpan(_position, position - _position).Count('\n');
        _position = position;
    }
}
