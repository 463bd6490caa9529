namespace TvmSharp.Compiler.Tests;

/// <summary>One exported function for each kind of value.</summary>
public static class Exports
{
    [TvmExport]
    public static long AddOne(long x) => x + 1;

    [TvmExport]
    public static byte EchoByte(byte x) => x;

    [TvmExport]
    public static ulong EchoUlong(ulong x) => x;

    [TvmExport]
    public static bool Not(bool x) => !x;

    [TvmExport]
    public static double Half(double x) => x / 2;

    [TvmExport]
    public static float EchoFloat(float x) => x;

    [TvmExport]
    public static string Greet(string name, string greeting = "Hello, \"world\"\n") => $"{greeting} {name}";

    [TvmExport]
    public static byte[] Reverse(byte[] bytes) => [.. bytes.Reverse()];

    [TvmExport]
    public static Any EchoAny(Any x) => x;

    [TvmExport]
    public static TvmObject? EchoObject(TvmObject? x) => x;

    [TvmExport]
    public static TvmObject NeedObject(TvmObject x) => x;

    [TvmExport]
    public static long Sum(TvmArray<long> numbers) => numbers.Sum();

    [TvmExport]
    public static TvmArray<TvmArray<long>> Nest(TvmArray<long> numbers) => [numbers, numbers];

    [TvmExport]
    public static long CountNested(TvmArray<TvmArray<long>> arrays) => arrays.Sum(static inner => inner.Sum());

    [TvmExport]
    public static long? Increment(long? x) => x + 1;

    [TvmExport]
    public static string? Upper(string? x) => x?.ToUpperInvariant();

    [TvmExport]
    public static Any Apply(Function f, Any x) => f.Call(x);

    [TvmExport]
    public static long ApplyTyped(Func<long, string, long> f, long x, Action<long>? seen = null)
    {
        seen?.Invoke(x);
        return f(x, "text");
    }

    [TvmExport]
    public static long ApplyCustom(Combine combine, long x, Converter<long, string>? name = null) =>
        combine(x, name?.Invoke(x) ?? "none");

    [TvmExport]
    public static Combine Combiner(long by) => (x, text) => (x * by) + text.Length;

    /// <summary>Joins all arguments.</summary>
    [TvmExport]
    public static string JoinAll(PackedArgs args)
    {
        List<string> texts = [];
        for (int i = 0; i < args.Length; i++)
        {
            texts.Add(args[i].ToString());
        }

        return string.Join(" ", texts);
    }

    [TvmExport]
    public static Func<long, long> Adder(long by) => x => x + by;

    [TvmExport]
    public static object? EchoBoxed(object? x) => x;

    [TvmExport]
    public static nint EchoAddress(nint x) => x;

    [TvmExport]
    public static long Append(TvmList<long> numbers, long number)
    {
        numbers.Add(number);
        return numbers.Count;
    }

    [TvmExport]
    public static TvmDict<string, long> SetItem(TvmDict<string, long> dict, string key, long value)
    {
        dict[key] = value;
        return dict;
    }

    [TvmExport]
    public static (string Text, long Number) Swap((long Number, string Text) pair) => (pair.Text, pair.Number);

    [TvmExport]
    public static Variant<long, string> EchoVariant(Variant<long, string> x) => x;

    /// <summary>The last element first.</summary>
    [TvmExport]
    public static (Any, long, string?, double, bool, byte[], TvmArray<long>, DayOfWeek) Rotate(
        (long, string?, double, bool, byte[], TvmArray<long>, DayOfWeek, Any) items)
        => (items.Item8, items.Item1, items.Item2, items.Item3, items.Item4, items.Item5, items.Item6, items.Item7);

    /// <summary>Which of eight types a value has, and the value.</summary>
    [TvmExport]
    public static (long Index, Variant<bool, long, double, string, byte[], DataType, TvmArray<long>, Function> Value) Alternative(
        Variant<bool, long, double, string, byte[], DataType, TvmArray<long>, Function> x) => (x.Index, x);

    /// <summary>Half of an even number; for others the error, which is not raised.</summary>
    [TvmExport]
    public static Expected<long> HalfOrError(long x) => x % 2 == 0 ? x / 2 : new Error("ValueError", "odd");

    /// <summary>The message of an error that is a value.</summary>
    [TvmExport]
    public static string Describe(Exception error) => error.Message;

    [TvmExport]
    public static DayOfWeek NextDay(DayOfWeek day) => (DayOfWeek)(((int)day + 1) % 7);

    [TvmExport]
    public static long Lookup(TvmMap<string, long> map, string key) => map[key];

    [TvmExport]
    public static void Nothing()
    {
    }

    [TvmExport("tvmsharp_tests.other.name")]
    public static string Named() => "named";

    [TvmExport]
    public static long Fail(string message) => throw new InvalidOperationException(message);
}
