using System.Buffers;
using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.json.Parse</c>: JSON with NaN and infinities to None, booleans, numbers, strings, arrays and maps. The
/// values are kept until the call ends.
/// </summary>
internal ref struct JsonParser
{
    private const int End = -1;

    private readonly ReadOnlySpan<byte> _text;
    private int _position;
    private int _line = 1;
    private int _lineStart;

    private JsonParser(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>The value of a text; upstream's errors, with line and column, for one that is not JSON.</summary>
    public static TVMFFIAny Parse(ReadOnlySpan<byte> text)
    {
        JsonParser parser = new(text);
        TVMFFIAny value = parser.ParseValue();
        parser.SkipSpaces();
        return parser.Peek() == End ? value : throw parser.Error("Extra data");
    }

    private readonly int Peek() => _position < _text.Length ? _text[_position] : End;

    private readonly HostException Error(string what) => At(_position, what);

    private readonly HostException At(int position, string what) => HostException.Value(string.Create(
        CultureInfo.InvariantCulture, $"{what}: line {_line} column {position - _lineStart + 1} (char {position})"));

    private void SkipSpaces()
    {
        for (; Peek() is ' ' or '\t' or '\n' or '\r'; _position++)
        {
            if (_text[_position] == '\n')
            {
                _line++;
                _lineStart = _position + 1;
            }
        }
    }

    private TVMFFIAny ParseValue()
    {
        Nesting.Check();
        SkipSpaces();
        return Peek() switch
        {
            '{' => ParseObject(),
            '[' => ParseArray(),
            '"' => ParseString(),
            't' => ParseLiteral("true"u8, Value.Bool(true)),
            'f' => ParseLiteral("false"u8, Value.Bool(false)),
            'n' => ParseLiteral("null"u8, Value.None),
            'N' => ParseLiteral("NaN"u8, Value.Float(double.NaN)),
            'I' => ParseLiteral("Infinity"u8, Value.Float(double.PositiveInfinity)),
            _ => ParseNumber(),
        };
    }

    private TVMFFIAny ParseLiteral(ReadOnlySpan<byte> literal, TVMFFIAny value)
    {
        if (!_text[_position..].StartsWith(literal))
        {
            throw Error("Expecting value");
        }

        _position += literal.Length;
        return value;
    }

    private TVMFFIAny ParseNumber()
    {
        int start = _position;
        if (_text[start..].StartsWith("-I"u8))
        {
            return ParseLiteral("-Infinity"u8, Value.Float(double.NegativeInfinity));
        }

        bool isInteger = true;
        for (; Peek() is (>= '0' and <= '9') or 'e' or 'E' or '+' or '-' or '.'; _position++)
        {
            isInteger &= _text[_position] is not ((byte)'.' or (byte)'e' or (byte)'E');
        }

        ReadOnlySpan<byte> number = _text[start.._position];
        if (isInteger && long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return Value.Int(integer);
        }

        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? Value.Float(value)
            : throw At(start, "Expecting value");
    }

    private unsafe TVMFFIAny ParseArray()
    {
        List<TVMFFIAny> elements = [];
        _position++;
        SkipSpaces();
        switch (Peek())
        {
            case End:
                throw Error("Expecting value");
            case ']':
                _position++;
                return Value.Object(Pool.Keep(Sequences.CreateArray([])));
        }

        while (Peek() != End)
        {
            elements.Add(ParseValue());
            SkipSpaces();
            switch (Peek())
            {
                case ',':
                    _position++;
                    SkipSpaces();
                    break;
                case ']':
                    _position++;
                    return Value.Object(Pool.Keep(Sequences.CreateArray(elements.ToArray())));
                default:
                    throw Error("Expecting ',' delimiter");
            }
        }

        throw Error("Syntax error near");
    }

    private unsafe TVMFFIAny ParseObject()
    {
        List<TVMFFIAny> entries = [];
        _position++;
        SkipSpaces();
        switch (Peek())
        {
            case End:
                throw Error("Expecting property name enclosed in double quotes");
            case '}':
                _position++;
                return Value.Object(Pool.Keep(Maps.Create(TypeIndex.Map, [])));
        }

        while (Peek() != End)
        {
            if (Peek() != '"')
            {
                throw Error("Expecting property name enclosed in double quotes");
            }

            entries.Add(ParseString());
            SkipSpaces();
            if (Peek() != ':')
            {
                throw Error("Expecting ':' delimiter");
            }

            _position++;
            entries.Add(ParseValue());
            SkipSpaces();
            switch (Peek())
            {
                case ',':
                    _position++;
                    SkipSpaces();
                    break;
                case '}':
                    _position++;
                    return Value.Object(Pool.Keep(Maps.Create(TypeIndex.Map, entries.ToArray())));
                default:
                    throw Error("Expecting ',' delimiter");
            }
        }

        throw Error("Syntax error near");
    }

    private TVMFFIAny ParseString()
    {
        int start = _position++;
        ArrayBufferWriter<byte> text = new();
        while (true)
        {
            int next = Peek();
            switch (next)
            {
                case End:
                    throw At(start, "Unterminated string starting at");
                case '"':
                    _position++;
                    return Pool.Keep(Strings.String(text.WrittenSpan));
                case '\\':
                    _position++;
                    ParseEscape(text);
                    break;
                case < ' ':
                    throw Error("Invalid control character at");
                default:
                    text.Write([(byte)next]);
                    _position++;
                    break;
            }
        }
    }

    private void ParseEscape(ArrayBufferWriter<byte> text)
    {
        byte value;
        switch (Peek())
        {
            case '"' or '\\' or '/':
                value = _text[_position];
                break;
            case 'b':
                value = (byte)'\b';
                break;
            case 'f':
                value = (byte)'\f';
                break;
            case 'n':
                value = (byte)'\n';
                break;
            case 'r':
                value = (byte)'\r';
                break;
            case 't':
                value = (byte)'\t';
                break;
            case 'u':
                ParseCodePoint(text);
                return;
            default:
                throw Error("Invalid \\escape");
        }

        _position++;
        text.Write([value]);
    }

    private void ParseCodePoint(ArrayBufferWriter<byte> text)
    {
        int start = _position;
        _position++;
        int first = ParseHex(start);
        int codePoint = first;
        if (char.IsSurrogate((char)first))
        {
            if (!char.IsHighSurrogate((char)first) || !_text[_position..].StartsWith("\\u"u8))
            {
                throw At(start, "Invalid surrogate pair of \\uXXXX escapes");
            }

            _position += 2;
            start = _position;
            int second = ParseHex(start);
            codePoint = char.IsLowSurrogate((char)second)
                ? char.ConvertToUtf32((char)first, (char)second)
                : throw At(start, "Invalid surrogate pair of \\uXXXX escapes");
        }

        Span<byte> utf8 = stackalloc byte[4];
        text.Write(utf8[..new Rune(codePoint).EncodeToUtf8(utf8)]);
    }

    private int ParseHex(int start)
    {
        int result = 0;
        for (int i = 0; i < 4; i++, _position++)
        {
            int digit = Peek();
            if (digit == End || !char.IsAsciiHexDigit((char)digit))
            {
                throw At(start, "Invalid \\uXXXX escape");
            }

            result = (result << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return result;
    }
}
