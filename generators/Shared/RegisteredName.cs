using System.Text;

namespace TvmSharp.Generators;

/// <summary>The names under which functions and passes are registered.</summary>
internal static class RegisteredName
{
    /// <summary>Name of an export: the given one, or <c>{prefix}.{snake_case}</c>.</summary>
    public static string OfExport(string prefix, string? explicitName, string method)
        => explicitName ?? prefix + "." + ToSnakeCase(method);

    /// <summary>Name of a pass and its factory: the given one, or <c>{prefix}.transform.{Method}</c>.</summary>
    public static string OfPass(string prefix, string? explicitName, string method)
        => explicitName ?? prefix + ".transform." + method;

    /// <summary>Name of a field or method of a type: the given one, or that in C# in snake case.</summary>
    public static string OfMember(string? explicitName, string member) => explicitName ?? ToSnakeCase(member);

    /// <summary>
    /// Symbol in the native library of what belongs to a name. Each part of the name is preceded by its length, so that
    /// different names have different symbols.
    /// </summary>
    public static string Symbol(string kind, string name)
        => $"tvmsharp_{kind}_" + string.Concat(name.Split('.').Select(static part => $"{part.Length}{part}"));

    /// <summary>Whether a name is one ASCII identifier.</summary>
    public static bool IsIdentifier(string? name) => IsValid(name) && !name!.Contains('.');

    /// <summary>Whether a method can have a name: an identifier that is not one of TVM's own with another meaning.</summary>
    public static bool IsMethod(string? name) => IsIdentifier(name) && (!TypeAttributeName.IsReserved(name!) || TypeAttributeName.IsFunction(name!));

    /// <summary>Whether a name is one or more ASCII identifiers joined by dots.</summary>
    public static bool IsValid(string? name)
    {
        if (name is null)
        {
            return false;
        }

        bool atStart = true;
        foreach (char c in name)
        {
            if (c == '.')
            {
                if (atStart)
                {
                    return false;
                }

                atStart = true;
                continue;
            }

            bool letter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
            if (!letter && (atStart || c is < '0' or > '9'))
            {
                return false;
            }

            atStart = false;
        }

        return !atStart;
    }

    /// <summary>
    /// Whether a name can be looked up. Others may register what they like, so it need only be text without
    /// blanks or control characters.
    /// </summary>
    public static bool IsImportable(string? name)
        => !string.IsNullOrEmpty(name) && !name!.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>
    /// Lower-cases a name and puts an underscore before each upper-case letter that follows a lower-case letter
    /// or a digit, and before the last of a run of upper-case letters when a lower-case letter follows:
    /// <c>AddOne</c> is <c>add_one</c>, <c>HTTPServer</c> is <c>http_server</c>, <c>X2Y</c> is <c>x2_y</c>.
    /// </summary>
    public static string ToSnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsUpper(c) && i > 0)
            {
                char before = name[i - 1];
                bool startsWord = char.IsLower(before) || char.IsDigit(before);
                bool endsRun = char.IsUpper(before) && i + 1 < name.Length && char.IsLower(name[i + 1]);
                if (startsWord || endsRun)
                {
                    text.Append('_');
                }
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
