using System.Linq;
using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Versions as Python's packaging tools have them: PEP 440.</summary>
internal static class Pep440Version
{
    // PEP 440, appendix B: what a parser accepts, any case, before it is normalised. Of .NET's \d and \s only ASCII is meant.
    private static readonly Regex Grammar = new(
        """
        ^[ \t\r\n]*v?
        (?:(?<epoch>[0-9]+)!)?
        (?<release>[0-9]+(?:\.[0-9]+)*)
        (?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>[0-9]+)?)?
        (?:-(?<implicitPost>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]+)?)?
        (?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]+)?)?
        (?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?
        [ \t\r\n]*\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture);

    // What of PEP 440's spellings a SemVer prerelease may have: those with the same meaning and order in both.
    private static readonly Regex SemVer = new(
        """
        ^[0-9]+(\.[0-9]+){1,3}
        (-(alpha|beta|rc|a|b|dev)(\.?[0-9]+)?)?
        (\+[0-9a-z-]+(\.[0-9a-z-]+)*)?\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture);

    /// <summary>The version in its normal form.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isSemVer">Whether it is a project's own version, in .NET's notation.</param>
    /// <exception cref="WheelException">It is not one.</exception>
    internal static string Normalize(string version, bool isSemVer)
    {
        // In SemVer, 1.0.0-1 and 1.0.0-post.1 come before 1.0.0; in PEP 440 behind it.
        if (isSemVer && !SemVer.IsMatch(version))
        {
            throw new WheelException(
                Errors.InvalidVersion,
                $"The version '{version}' of the project has no counterpart in PEP 440, which wheels follow: prereleases are -alpha.N, -beta.N, -rc.N or -dev.N. Change the property Version, or set TvmWheelVersion to the version of the wheel.");
        }

        // What follows the plus sign of SemVer says how it was built, and is no part of the version.
        Match match = Grammar.Match(isSemVer ? version.Split('+')[0] : version);
        if (!match.Success)
        {
            throw new WheelException(
                Errors.InvalidVersion,
                $"'{version}' is not a version as PEP 440 defines it. Set TvmWheelVersion to one such as 1.2.3, 1.2.3a1, 1.2.3rc1, 1.2.3.post1 or 1.2.3.dev1.");
        }

        string normal = match.Groups["epoch"].Success && Number(match.Groups["epoch"]) is var epoch and not "0" ? epoch + "!" : "";
        normal += string.Join(".", match.Groups["release"].Value.Split('.').Select(Number));
        if (match.Groups["pre"].Success)
        {
            normal += Phase(match.Groups["pre"].Value) + Number(match.Groups["preNumber"]);
        }

        if (match.Groups["implicitPost"].Success)
        {
            normal += ".post" + Number(match.Groups["implicitPost"]);
        }
        else if (match.Groups["post"].Success)
        {
            normal += ".post" + Number(match.Groups["postNumber"]);
        }

        if (match.Groups["dev"].Success)
        {
            normal += ".dev" + Number(match.Groups["devNumber"]);
        }

        return match.Groups["local"].Success
            ? normal + "+" + string.Join(".", match.Groups["local"].Value.ToLowerInvariant().Split('-', '_', '.').Select(Part))
            : normal;

        static string Part(string part) => part.All(static c => c is >= '0' and <= '9') ? Number(part) : part;
    }

    private static string Phase(string phase) => phase.ToLowerInvariant() switch
    {
        "alpha" or "a" => "a",
        "beta" or "b" => "b",
        _ => "rc",
    };

    // A number that is left out is 0.
    private static string Number(Group number) => Number(number.Success ? number.Value : "0");

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";
}
