namespace TvmSharp.Compiler.Tests;

/// <summary>Stubs that the generator implements.</summary>
internal static partial class Imports
{
    [TvmImport("tvmsharp_tests.add_one")]
    internal static partial long AddOne(long x);

    [TvmImport("tvmsharp_tests.greet")]
    internal static partial string Greet(string name, string greeting);

    [TvmImport("tvmsharp_tests.sum")]
    internal static partial long Sum(TvmArray<long> numbers);

    [TvmImport("tvmsharp_tests.apply_typed")]
    internal static partial long ApplyTyped(Func<long, string, long> f, long x, Action<long>? seen);

    [TvmImport("tvmsharp_tests.apply_custom")]
    internal static partial long ApplyCustom(Combine combine, long x, Converter<long, string>? name);

    [TvmImport("tvmsharp_tests.combiner")]
    internal static partial Combine Combiner(long by);

    [TvmImport("tvmsharp_tests.adder")]
    internal static partial Func<long, long> Adder(long by);

    [TvmImport("tvmsharp_tests.sum")]
    internal static partial long SumOf(Moved numbers);

    [TvmImport("tvmsharp_tests.greet")]
    internal static partial string GreetRaw(RawString name, RawString greeting);

    [TvmImport("tvmsharp_tests.increment")]
    internal static partial long? Increment(long? x);

    [TvmImport("tvmsharp_tests.need_object")]
    internal static partial TvmObject NeedObject(TvmObject? x);

    [TvmImport("tvmsharp_tests.fail")]
    internal static partial long Fail(string message);

    [TvmImport("tvmsharp_tests.nothing")]
    internal static partial void Nothing();

    [TvmImport("tvmsharp_tests.add_one")]
    internal static partial string AddOneAsText(long x);

    [TvmImport("tvmsharp_tests.no_such_function")]
    internal static partial void Missing();
}
