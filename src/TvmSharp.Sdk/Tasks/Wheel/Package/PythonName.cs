using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>What can be a name in Python.</summary>
internal static class PythonName
{
    // The Python language reference, 2.3.1. Soft keywords such as "match" are names.
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    };

    /// <summary>Refuses a name that Python code cannot use.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What has the name, for the message.</param>
    /// <param name="wayOut">What to do about it, a sentence.</param>
    internal static void Check(string name, string what, string wayOut)
    {
        if (Keywords.Contains(name))
        {
            throw new WheelException(Errors.NotAnIdentifier, $"{what} is named '{name}', which is a keyword of Python. {wayOut}");
        }

        if (name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal))
        {
            throw new WheelException(Errors.NotAnIdentifier, $"{what} is named '{name}': such names are Python's own. {wayOut}");
        }

        if (!IsIdentifier(name))
        {
            throw new WheelException(Errors.NotAnIdentifier, $"{what} is named '{name}', which is not an identifier of Python. {wayOut}");
        }
    }

    /// <summary>The name as Python compares it: the language reference, 2.3.</summary>
    internal static string Normalize(string name) => name.Normalize(NormalizationForm.FormKC);

    private static bool IsIdentifier(string name)
    {
        string normal = Normalize(name);
        return normal.Length > 0 && IsStart(normal[0]) && normal.All(static c => IsStart(c) || IsContinuation(c));
    }

    private static bool IsStart(char c) => c == '_' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber;

    private static bool IsContinuation(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
