namespace TvmSharp.Benchmarks;

/// <summary>One measured operation.</summary>
/// <param name="Name">What is done, by whom, against whom.</param>
/// <param name="Ours">Median of what the operation costs with TvmSharp.</param>
/// <param name="Peer">Median of what the peer's costs; null where there is nothing to compare with.</param>
/// <param name="Unit">Unit of both: <c>ns</c>, <c>bytes</c> or what is counted, each for one operation.</param>
/// <param name="Ratio">Median of the ratios of the rounds, each of which measures both.</param>
/// <param name="RatioLow">The ratio that a tenth of the rounds are below.</param>
/// <param name="RatioHigh">The ratio that a tenth of the rounds are above.</param>
/// <param name="Budget">Most that is allowed: of the ratio, or without a peer of the cost itself.</param>
/// <param name="Within">Whether the budget is kept; null without one.</param>
internal sealed record Row(
    string Name,
    double Ours,
    double? Peer,
    string Unit,
    double? Ratio,
    double? RatioLow,
    double? RatioHigh,
    double? Budget,
    bool? Within)
{
    /// <summary>A cost that is a number of its own.</summary>
    public static Row Absolute(string name, double ours, string unit, double budget) =>
        new(name, ours, null, unit, null, null, null, budget, ours <= budget);
}
