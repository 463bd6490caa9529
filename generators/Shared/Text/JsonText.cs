using System.Globalization;
using System.Text;

namespace TvmSharp.Generators;

/// <summary>Writes JSON.</summary>
internal static class JsonText
{
    /// <summary>A JSON string, with everything escaped that is not printable ASCII.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2);
        json.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"':
                    json.Append("\\\"");
                    break;
                case '\\':
                    json.Append("\\\\");
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case >= ' ' and <= '~':
                    json.Append(c);
                    break;
                default:
                    json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        return json.Append('"').ToString();
    }

    /// <summary>A JSON array of texts that are JSON already.</summary>
    public static string Array(IEnumerable<string> items) => "[" + string.Join(",", items) + "]";

    /// <summary>A JSON object of keys and texts that are JSON already.</summary>
    public static string Object(IEnumerable<(string Key, string Value)> members)
        => "{" + string.Join(",", members.Select(static m => Quote(m.Key) + ":" + m.Value)) + "}";

    /// <inheritdoc cref="Object(IEnumerable{ValueTuple{string, string}})"/>
    public static string Object(params (string Key, string Value)[] members) => Object(members.AsEnumerable());
}
