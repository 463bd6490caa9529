using TvmSharp.Ir;

namespace LoopStatistics;

/// <summary>One loop of a function, or one dimension of a launch.</summary>
/// <param name="name">Name of its variable.</param>
/// <param name="kind">How it runs: <c>Serial</c>, <c>Parallel</c>, <c>Vectorized</c>, <c>Unrolled</c>, <c>While</c> or a thread tag.</param>
/// <param name="depth">Number of loops around it.</param>
/// <param name="extent">Number of its iterations; null for a loop that runs while a condition holds.</param>
/// <param name="iterations">How often its body runs in all; null where that is not known before the program runs.</param>
public sealed class Loop(string name, string kind, int depth, Expr? extent, long? iterations)
{
    /// <summary>Name of its variable.</summary>
    public string Name => name;

    /// <summary>How it runs: <c>Serial</c>, <c>Parallel</c>, <c>Vectorized</c>, <c>Unrolled</c>, <c>While</c> or a thread tag.</summary>
    public string Kind => kind;

    /// <summary>Number of loops around it.</summary>
    public int Depth => depth;

    /// <summary>Number of its iterations each time it is reached; null for a loop that runs while a condition holds.</summary>
    public Expr? Extent => extent;

    /// <summary>How often its body runs in all, conditions left aside; null where that is not known before the program runs.</summary>
    public long? Iterations => iterations;

    /// <summary>Reads of buffers inside, in this loop's body and in loops within it; each counted once.</summary>
    public int Loads { get; internal set; }

    /// <summary>Writes of buffers inside, in this loop's body and in loops within it; each counted once.</summary>
    public int Stores { get; internal set; }
}
