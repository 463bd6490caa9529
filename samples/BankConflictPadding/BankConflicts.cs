using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>
/// How the first warp of a kernel's first thread block uses shared memory of 32 banks of 4 bytes, all iterations of all loops
/// counted.
/// </summary>
/// <param name="Accesses">Loads and stores of shared memory.</param>
/// <param name="Conflicting">Those of them that take more than one turn.</param>
/// <param name="WorstDegree">Turns of the worst one; 1 without conflicts, 0 without accesses.</param>
/// <param name="TotalTurns">Turns of all of them.</param>
/// <param name="Unknown">Accesses whose addresses depend on what the program computes; not counted otherwise.</param>
public sealed record BankConflicts(int Accesses, int Conflicting, int WorstDegree, int TotalTurns, int Unknown)
{
    /// <summary>Counts the accesses of a function.</summary>
    /// <exception cref="NotSupportedException">The function does what cannot be followed without running it.</exception>
    public static BankConflicts Count(PrimFunc function) => Count(WarpTracer.Trace(function));

    /// <summary>Counts the accesses of a function, by the buffer.</summary>
    /// <returns>In the order of the first accesses.</returns>
    /// <exception cref="NotSupportedException">The function does what cannot be followed without running it.</exception>
    public static IReadOnlyList<(Var Buffer, BankConflicts Conflicts)> CountByBuffer(PrimFunc function) =>
        [.. WarpTracer.Trace(function)
            .GroupBy(static access => access.Buffer, TvmSharp.Ffi.TvmObject.IdentityComparer)
            .Select(static buffer => ((Var)buffer.Key, Count(buffer)))];

    private static BankConflicts Count(IEnumerable<WarpAccess> accesses)
    {
        BankConflicts sum = new(0, 0, 0, 0, 0);
        foreach (WarpAccess access in accesses)
        {
            int degree = access.ConflictDegree;
            sum = new(
                sum.Accesses + 1,
                sum.Conflicting + (degree > 1 ? 1 : 0),
                Math.Max(sum.WorstDegree, degree),
                sum.TotalTurns + access.TotalTurns,
                sum.Unknown + (access.Addresses is null ? 1 : 0));
        }

        return sum;
    }
}
