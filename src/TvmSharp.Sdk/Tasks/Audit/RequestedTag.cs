using System.Globalization;
using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>A platform tag for Linux that somebody asks for: of PEP 600, of the PEPs before it, or of PEP 656.</summary>
internal sealed class RequestedTag
{
    // The versions that there are, and that PyPI takes: glibc 2 and musl 1.
    private static readonly Regex Syntax = new(
        @"^(?:(?<legacy>manylinux(?:1|2010|2014))|(?<family>manylinux)_2_(?<minor>\d{1,4})|(?<family>musllinux)_1_(?<minor>\d{1,4}))_(?<architecture>[a-z][a-z0-9_]*)\z",
        RegexOptions.CultureInvariant);

    private RequestedTag(string family, int minor, string architecture)
    {
        Family = family;
        Minor = minor;
        Architecture = architecture;
    }

    /// <summary>One of the families of <see cref="PlatformPolicies"/>.</summary>
    internal string Family { get; }

    /// <summary>Minor version of the C library.</summary>
    internal int Minor { get; }

    internal string Architecture { get; }

    /// <returns>Null when the text is no such tag.</returns>
    internal static RequestedTag? Parse(string text)
    {
        Match match = Syntax.Match(text);
        if (!match.Success)
        {
            return null;
        }

        string architecture = match.Groups["architecture"].Value;
        return match.Groups["legacy"].Value switch
        {
            "manylinux1" => new(PlatformPolicies.Manylinux, 5, architecture),
            "manylinux2010" => new(PlatformPolicies.Manylinux, 12, architecture),
            "manylinux2014" => new(PlatformPolicies.Manylinux, 17, architecture),
            _ => new(match.Groups["family"].Value, int.Parse(match.Groups["minor"].Value, CultureInfo.InvariantCulture), architecture),
        };
    }
}
