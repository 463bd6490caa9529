using TvmSharp;

[assembly: TvmExtension("bench.exports")]

namespace TvmSharp.Benchmarks.Exports;

/// <summary>What TVM calls in a published library.</summary>
public static class Functions
{
    [TvmExport]
    public static long AddOne(long x) => x + 1;

    [TvmExport]
    public static long Lengths(string a, string b) => a.Length + b.Length;

    [TvmExport]
    public static long Fail(long x) => x >= 0 ? throw new ArgumentException("refused") : x;
}
