using System.Globalization;
using System.Net;
using System.Text;

namespace TvmSharp.Benchmarks;

/// <summary>The ratios as a picture: a bar for each row on a logarithmic scale, a tick at its budget.</summary>
internal static class Plot
{
    private const int LabelWidth = 620;
    private const int PlotWidth = 420;
    private const int RowHeight = 22;
    private const int Top = 40;

    // A ratio of 1/16 is at the left edge, one of 16 at the right edge.
    private const double Decades = 4;

    /// <summary>Writes the picture.</summary>
    public static void Write(string path, IEnumerable<Row> rows)
    {
        Row[] compared = [.. rows.Where(static row => row.Ratio is not null)];
        int height = Top + (compared.Length * RowHeight) + 10;
        StringBuilder svg = new();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{LabelWidth + PlotWidth + 60}" height="{height}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            <text x="8" y="20" font-size="14">TvmSharp against its peers: ratio of the times, smaller is better; the tick is the budget</text>

            """);
        foreach (double ratio in (double[])[1 / 16.0, 1 / 4.0, 1, 4, 16])
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <line x1="{X(ratio):0}" y1="{Top - 4}" x2="{X(ratio):0}" y2="{height - 8}" stroke="{(ratio == 1 ? "#888" : "#ddd")}"/>
                <text x="{X(ratio):0}" y="{Top - 7}" text-anchor="middle" fill="#666">{ratio:0.####}</text>

                """);
        }

        for (int i = 0; i < compared.Length; i++)
        {
            AppendRow(svg, compared[i], Top + (i * RowHeight));
        }

        svg.Append("</svg>\n");
        File.WriteAllText(path, svg.ToString());
    }

    private static void AppendRow(StringBuilder svg, Row row, int y)
    {
        double end = X(row.Ratio!.Value), one = X(1);
        string color = row.Within switch { true => "#3a8f4d", false => "#c43c35", null => "#7a869a" };
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <text x="8" y="{y + 15}">{WebUtility.HtmlEncode(row.Name)}</text>
            <rect x="{Math.Min(one, end):0.0}" y="{y + 4}" width="{Math.Max(1, Math.Abs(end - one)):0.0}" height="{RowHeight - 8}" fill="{color}"/>
            <text x="{LabelWidth + PlotWidth + 8}" y="{y + 15}">{row.Ratio:0.00}</text>

            """);
        if (row.Budget is { } budget)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <line x1="{X(budget):0.0}" y1="{y + 1}" x2="{X(budget):0.0}" y2="{y + RowHeight - 1}" stroke="black" stroke-width="2"/>

                """);
        }
    }

    private static double X(double ratio) =>
        LabelWidth + (PlotWidth * (Math.Clamp(Math.Log2(ratio), -Decades, Decades) + Decades) / (2 * Decades));
}
