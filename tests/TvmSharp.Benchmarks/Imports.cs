namespace TvmSharp.Benchmarks;

/// <summary>Functions of the native peers, called the way a user calls them.</summary>
internal static partial class Imports
{
    [TvmImport("bench.c.add_one")]
    public static partial long AddOneInC(long x);

    [TvmImport("bench.cpp.add_one")]
    public static partial long AddOne(long x);

    [TvmImport("bench.cpp.lengths")]
    public static partial long Lengths(string a, string b);

    [TvmImport("bench.cpp.fail")]
    public static partial long Fail(long x);
}
