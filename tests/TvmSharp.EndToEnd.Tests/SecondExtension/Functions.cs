using TvmSharp;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

[assembly: TvmExtension("second_project")]

namespace SecondExtension;

/// <summary>What the end-to-end tests call in a published library.</summary>
public static partial class Functions
{
    /// <summary>Calls the other extension.</summary>
    [TvmExport]
    public static long AddTwo(long x) => AddOneOfHelloPass(AddOneOfHelloPass(x));

    [TvmExport]
    public static byte EchoByte(byte x) => x;

    [TvmExport]
    public static string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [TvmExport]
    public static long Fail(string message) => throw new ArgumentException(message);

    /// <summary>A null dereference in native code is a signal, which has to become an exception.</summary>
    [TvmExport]
    public static long DereferenceNull(string? text) => text!.Length;

    [TvmExport]
    public static Any Apply(Function function, Any value) => function.Call(value);

    [TvmExport]
    public static Combine Combiner(long by) => (x, text) => (x * by) + text.Length;

    [TvmExport]
    public static long ApplyCombine(Combine combine, long x) => combine(x, "text");

    [TvmExport]
    public static Function GetFail() => Function.Create(static args => throw new ArgumentException(args[0].As<string>()));

    [TvmExport]
    public static Point MakePoint(long x, string name) => Point.Create(x, name: name, next: SpacePoint.Create(1, 2));

    /// <summary>What C# sees of a point that somebody else has made.</summary>
    [TvmExport]
    public static string DescribePoint(Point point) => $"{point.GetType().Name} {point.X} {point.Y} {point.Name} {point.Sum()}";

    [TvmPass]
    public static PrimFunc Mark(PrimFunc function, PassContext context, long value = 1) => function.WithAttr("second_project.mark", value);

    [TvmPass]
    public static PrimFunc Refuse(PrimFunc function, string reason = "no reason") => throw new InvalidOperationException(reason);

    [TvmImport("my_project.add_one")]
    private static partial long AddOneOfHelloPass(long x);
}
