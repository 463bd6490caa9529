using TvmSharp;

namespace HelloPass;

/// <summary>Functions that TVM can call.</summary>
public static class Functions
{
    /// <summary>Adds one to a number.</summary>
    /// <param name="x">The number.</param>
    /// <returns>The number after it.</returns>
    [TvmExport]
    public static long AddOne(long x) => checked(x + 1);
}
