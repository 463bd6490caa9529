using System.Buffers;
using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary><c>ffi.json.Stringify</c>: JSON in UTF-8, with NaN and infinities as JavaScript writes them.</summary>
/// <param name="indent">Spaces for each level; zero for one line.</param>
internal sealed unsafe class JsonWriter(int indent)
{
    /// <summary>Whole numbers below this are written with one decimal, so that they are read back as numbers of this kind.</summary>
    private const double ExactIntegers = 1L << 53;

    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly HashSet<nint> _open = [];
    private int _level;

    /// <summary>A value as an owned string.</summary>
    public static TVMFFIAny Write(TVMFFIAny value, int indent)
    {
        JsonWriter writer = new(indent);
        writer.Write(value);
        return Strings.String(writer._output.WrittenSpan);
    }

    private void Write(TVMFFIAny value)
    {
        Nesting.Check();
        switch (value.TypeIndex)
        {
            case TypeIndex.None:
                _output.Write("null"u8);
                break;
            case TypeIndex.Bool:
                _output.Write(value.Int64 != 0 ? "true"u8 : "false"u8);
                break;
            case TypeIndex.Int:
                Write(value.Int64.ToString(CultureInfo.InvariantCulture));
                break;
            case TypeIndex.Float:
                Write(Number(value.Float64));
                break;
            case TypeIndex.SmallStr or TypeIndex.Str:
                WriteString(Value.Bytes(&value));
                break;
            case TypeIndex.Array:
                WriteSequence(value.Obj);
                break;
            case TypeIndex.List:
                if (!_open.Add((nint)value.Obj))
                {
                    throw HostException.Value("Cycle detected: List contains itself");
                }

                WriteSequence(value.Obj);
                _open.Remove((nint)value.Obj);
                break;
            case TypeIndex.Map:
                WriteMap(value.Obj);
                break;
            default:
                throw HostException.Value($"Unsupported type: `{Host.TypeKey(value.TypeIndex)}`");
        }
    }

    private void WriteSequence(TVMFFIObject* sequence)
    {
        Open((byte)'[');
        bool first = true;
        foreach (TVMFFIAny element in Value.Elements(sequence))
        {
            Separate(ref first);
            Write(element);
        }

        Close((byte)']');
    }

    private void WriteMap(TVMFFIObject* map)
    {
        Open((byte)'{');
        bool first = true;
        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Entries(map))
        {
            Separate(ref first);
            if (!Value.IsText(key))
            {
                throw HostException.Value($"Expect key to be string, got `{Host.TypeKey(key.TypeIndex)}`");
            }

            TVMFFIAny text = key;
            WriteString(Value.Bytes(&text));
            _output.Write(indent != 0 ? ": "u8 : ":"u8);
            Write(value);
        }

        Close((byte)'}');
    }

    private void Open(byte bracket)
    {
        _output.Write([bracket]);
        _level++;
    }

    private void Close(byte bracket)
    {
        _level--;
        StartLine();
        _output.Write([bracket]);
    }

    private void Separate(ref bool first)
    {
        if (!first)
        {
            _output.Write(","u8);
        }

        first = false;
        StartLine();
    }

    private void StartLine()
    {
        if (indent == 0)
        {
            return;
        }

        _output.Write("\n"u8);
        Span<byte> spaces = _output.GetSpan(Math.Max(_level * indent, 1))[..(_level * indent)];
        spaces.Fill((byte)' ');
        _output.Advance(spaces.Length);
    }

    private void WriteString(ReadOnlySpan<byte> text)
    {
        _output.Write("\""u8);
        foreach (byte b in text)
        {
            switch (b)
            {
                case (byte)'"' or (byte)'\\' or (byte)'/':
                    _output.Write([(byte)'\\', b]);
                    break;
                case (byte)'\b':
                    _output.Write("\\b"u8);
                    break;
                case (byte)'\f':
                    _output.Write("\\f"u8);
                    break;
                case (byte)'\n':
                    _output.Write("\\n"u8);
                    break;
                case (byte)'\r':
                    _output.Write("\\r"u8);
                    break;
                case (byte)'\t':
                    _output.Write("\\t"u8);
                    break;
                case < 0x20 or 0x7f:
                    Write($"\\u{b:x4}");
                    break;
                default:
                    _output.Write([b]);
                    break;
            }
        }

        _output.Write("\""u8);
    }

    private void Write(string ascii) => Encoding.ASCII.GetBytes(ascii, _output);

    private static string Number(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        return Math.Abs(value) < ExactIntegers && double.IsInteger(value)
            ? value.ToString("F1", CultureInfo.InvariantCulture)
            : NumberText.General(value, 17);
    }
}
