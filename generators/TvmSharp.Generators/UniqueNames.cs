using System.Globalization;

namespace TvmSharp.Generators;

/// <summary>
/// Makes names unique by numbering those that come again. Letter case does not tell two names apart, since
/// names of generated files do not.
/// </summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken;

    /// <summary>Starts with the names that the members of a class cannot have: its own, and those of <c>object</c>.</summary>
    public UniqueNames(string className = "") => _taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        className,
        nameof(Equals),
        "Finalize",
        nameof(GetHashCode),
        nameof(GetType),
        nameof(MemberwiseClone),
        nameof(ReferenceEquals),
        nameof(ToString),
    };

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
