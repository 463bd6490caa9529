using System.Runtime.CompilerServices;
using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>Errors through the C ABI, both ways.</summary>
internal static class ErrorRows
{
    /// <summary>Errors of a published library.</summary>
    public static void MeasureExports(Bench bench)
    {
        const string Fail = "bench.exports.fail";
        if (Function.TryGet(Fail, out _))
        {
            bench.CompareFunctions(
                "C++ catches what an exported function throws, against what a C++ lambda throws", bench.Cpp, "cpp_error", Fail, "bench.cpp.fail", 1.0);
        }
    }

    /// <summary>Errors that C# catches.</summary>
    public static void MeasureCatches(Bench bench)
    {
        bench.Compare(
            "C# throws and catches an exception of its own, against C++ through the C ABI: what .NET itself costs",
            static count =>
            {
                long caught = 0;
                for (long i = 0; i < count; i++)
                {
                    try
                    {
                        Refuse(i);
                    }
                    catch (ArgumentException)
                    {
                        caught++;
                    }
                }

                return caught;
            },
            bench.Cpp,
            "cpp_error",
            "bench.cpp.fail");
        bench.Compare(
            "C# catches what a C++ lambda throws, against C++",
            static count =>
            {
                long caught = 0;
                for (long i = 0; i < count; i++)
                {
                    try
                    {
                        Imports.Fail(i);
                    }
                    catch (TvmException exception)
                    {
                        caught += exception.Kind == "ValueError" ? 1 : 0;
                    }
                }

                return caught;
            },
            bench.Cpp,
            "cpp_error",
            "bench.cpp.fail",
            1.0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Refuse(long x)
    {
        if (x >= 0)
        {
            throw new ArgumentException("refused");
        }
    }
}
