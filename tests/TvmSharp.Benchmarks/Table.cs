using System.Globalization;

namespace TvmSharp.Benchmarks;

/// <summary>The rows as text.</summary>
internal static class Table
{
    /// <summary>The line above the rows.</summary>
    public static string Header { get; } =
        $"{"operation",-104} {"ours",9} {"peer",9} {"unit",-5} {"ratio",6} {"spread",13} {"budget",6}";

    /// <summary>One row. The spread is between what a tenth of the rounds are below and above.</summary>
    public static string Line(Row row)
    {
        string spread = row.Ratio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.RatioLow:0.00} - {row.RatioHigh:0.00}");
        string within = row.Within switch { true => "ok", false => "OVER", null => "" };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Name,-104} {row.Ours,9:0.00} {row.Peer,9:0.00} {row.Unit,-5} {row.Ratio,6:0.00} {spread,13} {row.Budget,6:0.0#} {within}");
    }
}
