using System.Globalization;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Numbers as C prints them.</summary>
internal static class NumberText
{
    /// <summary>A finite number as <c>printf("%.{digits}g")</c> prints it.</summary>
    public static string General(double value, int digits)
    {
        // One digit, the rest of them, and an exponent: what %g starts from.
        string scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int mark = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= digits)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"{Trim(scientific[..mark])}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        // The digits are those of the rounded number; only the point moves.
        string sign = scientific[0] == '-' ? "-" : "";
        string all = scientific[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        return sign + Trim(exponent < 0
            ? "0." + new string('0', -exponent - 1) + all
            : exponent + 1 == all.Length ? all : all.Insert(exponent + 1, "."));
    }

    private static string Trim(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
