using System.Globalization;
using System.Text;

namespace TvmSharp.Generators;

/// <summary>Writes C.</summary>
internal static class CText
{
    /// <summary>
    /// A string literal of the text in UTF-8. Bytes outside printable ASCII are three octal digits, which, unlike
    /// hexadecimal ones, end by themselves; question marks are escaped because two of them begin a trigraph.
    /// </summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2);
        literal.Append('"');
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            switch (b)
            {
                case (byte)'"':
                    literal.Append("\\\"");
                    break;
                case (byte)'\\':
                    literal.Append("\\\\");
                    break;
                case (byte)'?':
                    literal.Append("\\?");
                    break;
                case (byte)'\n':
                    literal.Append("\\n");
                    break;
                case >= (byte)' ' and <= (byte)'~':
                    literal.Append((char)b);
                    break;
                default:
                    literal.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A <c>TVMFFIAny</c> initializer of a field's default; texts are no part of it.</summary>
    public static string Any(FieldDefault? value) => value?.Kind switch
    {
        // The least integer has no literal of its own.
        DefaultKind.Integer when value.Text == "-9223372036854775808" => "{TYPE_INT, 0, {-9223372036854775807 - 1}}",
        DefaultKind.Integer => $"{{TYPE_INT, 0, {{{value.Text}}}}}",
        DefaultKind.Boolean => $"{{TYPE_BOOL, 0, {{{(value.Text == "true" ? "1" : "0")}}}}}",
        DefaultKind.Float => $"{{TYPE_FLOAT, 0, {{.v_float64 = {value.Text}}}}}",
        _ => "{TYPE_NONE, 0, {0}}",
    };

    /// <summary>A <c>TVMFFIByteArray</c> initializer of the text, with its length in bytes.</summary>
    public static string ByteArray(string text)
        => "{" + Literal(text) + ", " + Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture) + "}";
}
