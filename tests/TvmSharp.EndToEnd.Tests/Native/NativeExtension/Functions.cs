using TvmSharp;
using TvmSharp.Ffi;

[assembly: TvmExtension("native_project")]

namespace NativeExtension;

/// <summary>What the end-to-end tests call in a library that has native sources beside C#.</summary>
public static partial class Functions
{
    [TvmExport]
    public static long AddOne(long x) => checked(x + 1);

    /// <summary>C# that calls C of the same library.</summary>
    [TvmExport]
    public static long ScaleAndAddOne(long x) => Scale(x) + 1;

    /// <summary>C# that calls C that calls C#.</summary>
    [TvmExport]
    public static long AddTwo(long x) => AddTwoInC(x);

    /// <summary>C# that calls C++, which throws and catches.</summary>
    [TvmExport]
    public static long Parse(string text) => ParseInCxx(text);

    /// <summary>C# that calls C++ with a container of tvm-ffi's, where that was compiled too.</summary>
    [TvmExport]
    public static long SumPlusOne(TvmArray<long> numbers) => SumInCxx(numbers) + 1;

    [TvmImport("native_project.native.scale")]
    private static partial long Scale(long x);

    [TvmImport("native_project.native.add_two")]
    private static partial long AddTwoInC(long x);

    [TvmImport("native_project.native.parse")]
    private static partial long ParseInCxx(string text);

    [TvmImport("native_project.native.sum")]
    private static partial long SumInCxx(TvmArray<long> numbers);
}
