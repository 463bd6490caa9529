using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Writes Python.</summary>
internal static class PythonText
{
    internal const string Indent = "    ";

    /// <summary>A string in quotes.</summary>
    internal static string Literal(string text)
    {
        StringBuilder literal = new(text.Length + 2);
        literal.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '"' or '\\')
            {
                literal.Append('\\').Append(c);
            }
            else if (c == '\n')
            {
                literal.Append("\\n");
            }
            else if (c is >= ' ' and <= '~')
            {
                literal.Append(c);
            }
            else if (char.IsSurrogatePair(text, i))
            {
                literal.Append("\\U").Append(char.ConvertToUtf32(text, i++).ToString("x8", CultureInfo.InvariantCulture));
            }
            else
            {
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A list of strings, one to a line when there are several.</summary>
    internal static string List(IReadOnlyCollection<string> items) => items.Count == 0
        ? "[]"
        : $"[\n{string.Concat(items.Select(static i => $"{Indent}{Literal(i)},\n"))}]";

    /// <summary>The lines of a docstring, not indented; none when there is nothing to say.</summary>
    internal static IEnumerable<string> DocString(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        string[] lines = text.Replace("\\", "\\\\").Replace("\"\"\"", "\\\"\\\"\\\"").Replace("\r", "").Split('\n');
        return lines.Length == 1 && !lines[0].EndsWith("\"", StringComparison.Ordinal)
            ? [$"\"\"\"{lines[0]}\"\"\""]
            : [$"\"\"\"{lines[0]}", .. lines.Skip(1), "\"\"\""];
    }

    /// <summary>Lines one level further in; empty ones stay empty.</summary>
    internal static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(static l => l.Length == 0 ? l : Indent + l);

    /// <summary>A file of lines, UTF-8.</summary>
    internal static byte[] File(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(static l => l + "\n")));
}
