using TvmSharp;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Passes.</summary>
public static class Transform
{
    /// <summary>Pads the rows of buffers in shared memory, so that a warp that walks down a column touches different banks.</summary>
    /// <remarks>
    /// The distance of two rows becomes <c>stride + (factor + offset - stride % factor) % factor</c>, as upstream's
    /// <c>storage_align</c> computes it, and each access is rewritten to one index into the longer allocation. Strides alone
    /// would not last: upstream's <c>s_tir.CompactBufferAllocation</c>, which every compilation runs, drops them.
    /// <see cref="RowPadding"/> says which buffers are left as they are, and why.
    /// </remarks>
    /// <param name="function">The function.</param>
    /// <param name="factor">Positive; in elements. 32 with float32 is one row of banks.</param>
    /// <param name="offset">What a row's stride leaves when divided by the factor; in elements, not negative.</param>
    /// <returns>The function itself when there is nothing to pad.</returns>
    [TvmPass]
    public static PrimFunc PadSharedMemory(PrimFunc function, int factor = 32, int offset = 1) =>
        new RowPadder(RowPadding.Plan(function, factor, offset)).Mutate(function);
}
