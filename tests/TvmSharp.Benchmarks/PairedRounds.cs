using System.Diagnostics;

namespace TvmSharp.Benchmarks;

/// <summary>Does an operation a number of times.</summary>
/// <param name="count">How often.</param>
/// <returns>A number that depends on every result, the same for both sides of a comparison.</returns>
internal delegate long Loop(long count);

/// <summary>
/// Measures two loops in turns, many short rounds of both, and compares them within each round: whatever else the
/// machine does, and however fast it happens to run, meets both alike.
/// </summary>
internal static class PairedRounds
{
    private const int Rounds = 301;
    private static readonly TimeSpan ShortestRound = TimeSpan.FromMilliseconds(0.25);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="ours">The loop with TvmSharp.</param>
    /// <param name="peer">The same without.</param>
    /// <param name="budget">Most that is allowed of the ratio, or null.</param>
    /// <param name="multipleOf">Loops are run for multiples of this count.</param>
    /// <exception cref="InvalidOperationException">The loops do not do the same.</exception>
    public static Row Measure(string name, Loop ours, Loop peer, double? budget, int multipleOf = 1)
    {
        long count = multipleOf * 10L;
        long expected = peer(count);
        long actual = ours(count);
        if (expected != actual)
        {
            throw new InvalidOperationException($"'{name}' gives {actual}, its peer {expected}.");
        }

        // Until the JIT has compiled everything for the last time, which it does in the background.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            ours(count);
            peer(count);
        }

        while (Math.Max(ShortestTime(ours, count), ShortestTime(peer, count)) < ShortestRound.TotalNanoseconds)
        {
            count *= 2;
        }

        double[] oursTimes = new double[Rounds], peerTimes = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            // Who is first changes, because who is second may find the caches cold.
            bool oursFirst = round % 2 == 0;
            double first = Time(oursFirst ? ours : peer, count) / count;
            double second = Time(oursFirst ? peer : ours, count) / count;
            (oursTimes[round], peerTimes[round]) = oursFirst ? (first, second) : (second, first);
        }

        return Compare(name, oursTimes, peerTimes, "ns", budget);
    }

    /// <summary>Compares costs that belong together pair by pair.</summary>
    public static Row Compare(string name, double[] ours, double[] peer, string unit, double? budget)
    {
        double[] ratios = [.. ours.Zip(peer, static (o, p) => o / p).Order()];
        double ratio = ratios[ratios.Length / 2];
        return new Row(
            name,
            ours.Order().ElementAt(ours.Length / 2),
            peer.Order().ElementAt(peer.Length / 2),
            unit,
            ratio,
            ratios[ratios.Length / 10],
            ratios[ratios.Length - 1 - (ratios.Length / 10)],
            budget,
            budget is null ? null : ratio <= budget);
    }

    private static double ShortestTime(Loop loop, long count) => Enumerable.Range(0, 3).Min(_ => Time(loop, count));

    private static double Time(Loop loop, long count)
    {
        long start = Stopwatch.GetTimestamp();
        loop(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
