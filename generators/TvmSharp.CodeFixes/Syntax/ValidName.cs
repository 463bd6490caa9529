using System.Text;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Makes valid names out of what is close to one.</summary>
internal static class ValidName
{
    /// <summary>The prefix for the names of an assembly, or null when its name has letters that no prefix can have.</summary>
    public static string? Prefix(string? assembly) => assembly is null ? null : Repair(RegisteredName.ToSnakeCase(assembly));

    /// <summary>
    /// ASCII identifiers joined by dots, with an underscore for what else there is in ASCII; null when nothing is left or there
    /// are letters beyond ASCII, for which everyone has another spelling.
    /// </summary>
    public static string? Repair(string text)
    {
        if (text.Any(static c => c > 0x7f))
        {
            return null;
        }

        string name = string.Join(".", text.Split('.').Select(Part).Where(static part => part.Length > 0));
        return RegisteredName.IsValid(name) ? name : null;
    }

    private static string Part(string text)
    {
        var part = new StringBuilder();
        foreach (char c in text.Trim())
        {
            bool isValid = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
            if (part.Length == 0 && c is >= '0' and <= '9')
            {
                part.Append('_');
            }

            if (isValid || part.Length == 0 || part[part.Length - 1] != '_')
            {
                part.Append(isValid ? c : '_');
            }
        }

        return part.ToString();
    }
}
