using TvmSharp;
using TvmSharp.Tirx;

[assembly: TvmExtension("my_compiler")]

namespace UnrollSmallLoops;

public static class LoopPasses
{
    /// <summary>Unrolls serial loops of a constant number of iterations.</summary>
    /// <param name="function">The function.</param>
    /// <param name="limit">The most iterations of a loop that is unrolled.</param>
    [TvmPass]
    public static PrimFunc UnrollSmallLoops(PrimFunc function, int limit = 8) => new LoopUnroller(limit).Mutate(function);

    /// <summary>Counts the loops of a function that are unrolled.</summary>
    /// <param name="function">The function.</param>
    [TvmExport]
    public static int CountUnrolled(PrimFunc function)
    {
        UnrolledLoopCounter counter = new();
        counter.Visit(function);
        return counter.Count;
    }
}
