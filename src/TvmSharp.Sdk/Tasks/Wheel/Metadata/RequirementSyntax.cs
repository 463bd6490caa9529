using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Whether texts have the form that Python's packaging tools ask for. What they mean is for those to say.</summary>
internal static class RequirementSyntax
{
    private const string Version = @"\s*(~=|===?|!=|<=?|>=?)\s*[A-Z0-9][A-Z0-9.!+*_-]*\s*";
    private const string Versions = Version + "(," + Version + ")*";
    private const string Name = "[A-Z0-9]([A-Z0-9._-]*[A-Z0-9])?";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // PEP 508: a name, extras, versions or an address, and when it is needed.
    private static readonly Regex Requirement = new(
        $@"^\s*{Name}\s*(\[\s*({Name}\s*(,\s*{Name}\s*)*)?\]\s*)?(\(\s*{Versions}\)|{Versions}|@\s*\S+\s?)?\s*(;.+)?\z", Options);

    private static readonly Regex Specifier = new($@"^{Versions}\z", Options);

    // SPDX, annex D: identifiers, joined and in parentheses.
    private static readonly Regex License = new(@"^[A-Z0-9.+:() -]*[A-Z0-9.+)]\z", Options);

    /// <summary>Refuses what is no dependency.</summary>
    internal static void CheckRequirement(string requirement) => Check(
        Requirement, requirement, $"TvmWheelRequires has '{requirement}', which is no requirement of PEP 508, such as numpy>=2 or ml_dtypes.");

    /// <summary>Refuses what does not specify versions of Python.</summary>
    internal static void CheckPython(string specifier) => Check(
        Specifier, specifier, $"TvmWheelRequiresPython is '{specifier}', which does not specify versions, as >=3.10 or >=3.9,<4 does.");

    /// <summary>Refuses what is no licence expression.</summary>
    internal static void CheckLicense(string expression) => Check(
        License, expression, $"PackageLicenseExpression is '{expression}', which is no SPDX licence expression, such as Apache-2.0 or MIT OR BSD-3-Clause.");

    private static void Check(Regex grammar, string text, string message)
    {
        if (!grammar.IsMatch(text))
        {
            throw new WheelException(Errors.InvalidMetadata, message);
        }
    }
}
