using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Names of distributions: what one passes to pip.</summary>
internal static class DistributionName
{
    // The core metadata specification, field Name.
    private static readonly Regex Valid = new(@"^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Separators = new("[-_.]+", RegexOptions.CultureInvariant);

    /// <summary>Refuses what is not a name, or is that of TVM itself.</summary>
    internal static void Check(string name)
    {
        if (!Valid.IsMatch(name))
        {
            throw new WheelException(
                Errors.InvalidName,
                $"'{name}' is not a valid name of a Python distribution: letters and digits of ASCII, with '-', '_' and '.' between them. Set TvmWheelName.");
        }

        if (Normalize(name) is "tvm" or "apache_tvm" or "tvm_ffi" or "apache_tvm_ffi")
        {
            throw new WheelException(
                Errors.ShadowingName,
                $"A wheel named '{name}' would take the place of TVM's own package. Set TvmWheelName to another name.");
        }
    }

    /// <summary>The name in names of files: the binary distribution format, "Escaping and Unicode".</summary>
    internal static string Normalize(string name) => Separators.Replace(name, "_").ToLowerInvariant();
}
