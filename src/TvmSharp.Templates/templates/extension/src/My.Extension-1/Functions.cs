using TvmSharp;
using TvmSharp.Tirx;

namespace My.Extension_1;

/// <summary>Functions that TVM can call.</summary>
public static class Functions
{
    /// <summary>Counts the loops of a function.</summary>
    /// <param name="function">The function.</param>
    /// <returns>How many there are, those inside loops as well.</returns>
    [TvmExport]
    public static int CountLoops(PrimFunc function)
    {
        LoopCounter counter = new();
        counter.Visit(function);
        return counter.Count;
    }
}
