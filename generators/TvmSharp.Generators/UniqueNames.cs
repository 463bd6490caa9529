using System.Globalization;

namespace TvmSharp.Generators;

/// <summary>
/// Makes names unique by numbering those that come again. Letter case does not tell two names apart, since
/// names of generated files do not.
/// </summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, or the name with the first free number from 2 on behind it.</summary>
    public string Add(string name)
    {
        string unique = name;
        for (int i = 2; !_taken.Add(unique); i++)
        {
            unique = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
