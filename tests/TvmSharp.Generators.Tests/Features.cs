namespace TvmSharp.Generators.Tests;

/// <summary>One source for each feature. Tests compile, snapshot and compile the glue of each.</summary>
internal static class Features
{
    /// <summary>Makes a project an extension.</summary>
    public const string Extension = "[assembly: TvmExtension(\"my_project\")]\n";

    public static IReadOnlyDictionary<string, TestProject> All { get; } = new Dictionary<string, TestProject>
    {
        ["Empty"] = new(Extension),

        ["Exports"] = new(Extension + """
            namespace MyProject.Functions;

            public static class Arithmetic
            {
                /// <summary>Adds one.</summary>
                /// <param name="x">The number.</param>
                /// <returns>The number after <paramref name="x"/>.</returns>
                [TvmExport]
                public static long AddOne(long x) => x + 1;

                [TvmExport("my_project.named")]
                public static void Nothing()
                {
                }

                /// <summary>Counts.</summary>
                [TvmExport]
                public static long Count(PackedArgs args) => args.Length;

                [TvmExport("my_project.overload")]
                public static bool Nothing(bool @class) => @class;
            }

            internal class @event
            {
                internal static class Nested
                {
                    [TvmExport]
                    internal static string HTTPServer(string s) => s;
                }
            }
            """),

        ["Values"] = new(Extension + """
            public static class Values
            {
                [TvmExport] public static sbyte SByte(sbyte x, byte y, short z) => x;
                [TvmExport] public static ushort UShort(ushort x, int y, uint z) => x;
                [TvmExport] public static ulong ULong(ulong x, long y) => x;
                [TvmExport] public static double Double(double x, float y, Half z) => x;
                [TvmExport] public static bool Bool(bool x) => x;
                [TvmExport] public static string Text(string x, byte[] y) => x;
                [TvmExport] public static byte[] Bytes(byte[] x) => x;
                [TvmExport] public static Any Anything(Any x) => x;
                [TvmExport] public static TvmArray<long> Array(TvmArray<TvmArray<string>> x) => throw new NotSupportedException();
                [TvmExport] public static TvmMap<string, Any> Map(TvmMap<string, Any> x) => x;
                [TvmExport] public static Function Function(Function x, TvmObject y) => x;
                [TvmExport] public static Func<long, string?, bool> Delegate(Func<long, string?, bool> x, Action y, Action<TvmArray<long>>? z) => x;
                [TvmExport] public static object? Boxed(object? x, nint y) => x;
                [TvmExport] public static DataType ElementType(DataType x, Device y, DataType? z) => x;
                [TvmExport] public static Device Where(Device x) => x;
                [TvmExport] public static Shape Extents(Shape x, Shape? y) => x;
                [TvmExport] public static Tensor Data(Tensor x, TensorView y, TvmArray<Tensor>? z) => x;
                [TvmExport] public static IRModule Module(IRModule x, PrimFunc y, PassContext z, Pass p) => x;
                [TvmExport] public static long? OptionalInt(long? x, bool? y, Half? z) => x;
                [TvmExport] public static string? OptionalText(string? x, byte[]? y) => x;
                [TvmExport] public static Function? OptionalFunction(Function? x, TvmArray<string?>? y) => x;
            }
            """),

        ["Containers"] = new(Extension + """
            public enum Level : byte { Low, High }
            public static class Containers
            {
                [TvmExport]
                public static TvmDict<string, long?> Fill(TvmList<long> list, (Level Level, string? Text) pair, Variant<long, TvmObject> either) => throw null!;

                [TvmExport]
                public static Expected<long> Divide(long x, Exception? why) => throw null!;

                public static void Use(Any value) => value.As<TvmList<(long, Level)>>();
            }
            """),
        ["Delegates"] = new(Extension + """
            public static class Converts
            {
                private sealed class Hidden;

                public static long Run(Function f, Any a) => f.As<Func<long, long>>()(1)
                    + f.As<System.Func<long, long>>()(2)
                    + (a.TryAs<Action<string?>>(out _) ? 1 : 0)
                    + f.Call<Func<string, TvmObject>?, long>(null);

                public static void NotThese(Function f)
                {
                    f.As<Func<Hidden, long>>();
                    f.As<Spanning>();
                    f.As<ByReference>();
                    f.As<Endless>();
                }

                public delegate long Spanning(Span<long> values);
                public delegate void ByReference(ref long value);
                public delegate Endless Endless(Endless next);

                public static T Generic<T>(Function f) => f.As<Func<T>>()();
            }
            """),

        ["CustomDelegates"] = new(Extension + """
            public delegate long Scale(long value, long factor);
            public delegate T Pick<T>(TvmArray<T> from, Scale? by);
            public delegate void Report(string? text);

            public static partial class Functions
            {
                [TvmExport] public static long Twice(Scale scale, long value, Report? report = null) => throw null!;
                [TvmExport] public static TvmArray<Pick<string>> Picks() => throw null!;
                [TvmImport("other.scale")] public static partial Scale Import(Pick<double> pick);
                public static Function Make(Comparison<long> compare) => Function.From(compare);
                public static Report? Convert(Any value) => value.As<Report?>();
            }

            [TvmObject("my_project.Holder")]
            public partial class Holder : TvmObject
            {
                [TvmField] public partial Predicate<string> Kept { get; }
                [TvmMethod] public long Run(Converter<double, long> convert) => convert(1.5);
            }
            """),

        ["Defaults"] = new(Extension + """
            public static class Defaults
            {
                [TvmExport]
                public static long All(
                    long required,
                    long a = -1,
                    int b = int.MinValue,
                    ulong c = 7,
                    double d = 0.1,
                    float e = -1.5f,
                    bool f = true,
                    string g = "a \"quoted\"\n\\ text",
                    string? h = null,
                    long? i = null,
                    long? j = 3,
                    Any k = default,
                    Half l = default) => required;

                [TvmExport]
                public static long Optional(long x = 1) => x;
            }
            """),

        ["Documentation"] = new(Extension + """"
            public static class Documented
            {
                /// <summary>
                /// First line with <see cref="Documented"/>, <c>code</c> and <see langword="null"/>: 1 &lt; 2.
                /// <para>A paragraph with "quotes", a \ backslash, what??! and Grüße.</para>
                /// <list type="bullet"><item>One</item><item>Two</item></list>
                /// </summary>
                /// <param name="x">See <see cref="M:Documented.Other(System.Int64)"/>.</param>
                /// <param name="y">Not <paramref name="x"/>.</param>
                /// <returns>What <see cref="Other(long)">the other</see> returns.</returns>
                [TvmExport]
                public static long One(long x, long y = 2) => x;

                /** <summary>A comment with stars.
                 * Its second line. </summary> */
                [TvmExport]
                public static long Other(long x) => x;

                /// <summary>Malformed <c>text.</summary>
                [TvmExport]
                public static long Malformed(long x) => x;
            }
            """"),

        ["Passes"] = new(Extension + """
            namespace MyProject;

            public static class Transform
            {
                /// <summary>Pads rows.</summary>
                /// <param name="factor">By how much.</param>
                /// <returns>The padded function.</returns>
                [TvmPass(OptLevel = 1, Required = ["a.B", "c.D"], Traceable = true)]
                public static PrimFunc PadSharedMemory(PrimFunc f, IRModule m, PassContext ctx, int factor = 8) => f;

                [TvmPass]
                public static PrimFunc OnlyFunction(PrimFunc f) => f;

                [TvmPass]
                public static PrimFunc WithModule(PrimFunc f, IRModule m) => f;

                [TvmPass]
                public static PrimFunc WithContext(PrimFunc f, PassContext ctx) => f;

                [TvmPass]
                public static TvmSharp.Relax.Function OnRelaxFunction(TvmSharp.Relax.Function f, int level) => f;

                [TvmPass]
                public static TvmSharp.Relax.DataflowBlock OnBlock(TvmSharp.Relax.DataflowBlock b, IRModule m, PassContext ctx) => b;

                [TvmPass]
                public static IRModule OnModule(IRModule m) => m;

                [TvmPass("my_project.special.Name")]
                public static IRModule OnModuleWithContext(IRModule m, PassContext ctx, string @string, bool flag = false) => m;

                /// <summary>Keeps objects.</summary>
                [TvmPass]
                public static IRModule Keeps(IRModule m, Function f, Function? g, TvmArray<long> a, Any any, Any? maybe = null) => m;
            }

            internal static class More
            {
                [TvmPass("my_project.more.OnModule")]
                internal static IRModule OnModule(IRModule m) => m;
            }
            """),

        ["Objects"] = new(Extension + """"
            namespace MyProject.Types
            {
                public enum Color { Red, Green }

                /// <summary>Two integers.</summary>
                [TvmObject("my_project.IntPair", StructuralKind = StructuralKind.Tree)]
                public sealed partial class IntPair : TvmObject
                {
                    /// <summary>The first.</summary>
                    [TvmField] public partial long A { get; set; }

                    [TvmField(Name = "second", Default = -1)] public partial int B { get; set; }

                    /// <summary>Adds them.</summary>
                    /// <param name="factor">What the sum is multiplied by.</param>
                    /// <returns>The sum.</returns>
                    [TvmMethod] public long ScaledSum(long factor = 1) => (A + B) * factor;

                    [TvmMethod("make")] public static IntPair Of(long a, int b) => Create(a, b);

                    [TvmMethod(TypeAttribute.Repr)] public string Print(System.Func<Any, string> print) => print(A);
                }

                internal partial class Outer
                {
                    [TvmObject("my_project.Everything")]
                    internal partial class @class : TvmObject
                    {
                        internal @class(ObjectReference reference) : base(reference) { }

                        [TvmField] public partial bool Flag { get; private set; }
                        [TvmField(Default = 5UL)] internal partial ulong Unsigned { get; init; }
                        [TvmField(Default = 0.5)] public partial float Single { get; set; }
                        [TvmField(Default = 3)] public partial double Double { get; set; }
                        [TvmField(Flags = TvmFieldFlags.InitOff)] public partial Half Half { get; set; }
                        [TvmField(Default = Color.Green)] public partial Color Color { get; set; }
                        [TvmField] public partial DataType Type { get; set; }
                        [TvmField] public partial Device Device { get; set; }
                        [TvmField] public partial nint Address { get; set; }
                        [TvmField(Default = "a \"text\"")] public partial string Text { get; set; }
                        [TvmField(Default = null)] public partial string? Maybe { get; set; }
                        [TvmField(Default = null)] public partial long? Number { get; set; }
                        [TvmField(Default = null, Flags = TvmFieldFlags.KeywordOnly | TvmFieldFlags.StructuralIgnore)] public partial IntPair? Pair { get; set; }
                        [TvmField] public partial TvmList<IntPair> Pairs { get; }
                        [TvmField(Default = null)] public partial Any Anything { get; set; }
                        [TvmField(Default = true, Flags = TvmFieldFlags.InitOff)] public partial bool Hidden { get; set; }

                        public static string Create() => "";
                    }

                    [TvmObject("my_project.Derived")]
                    internal sealed partial class Derived : @class
                    {
                        [TvmField] public partial IntPair Own { get; }
                    }
                }

                [TvmObject("my_project.Base")]
                public partial class Base : TvmObject
                {
                    [TvmField] public partial string Name { get; }
                }

                [TvmObject("my_project.Same", StructuralKind = StructuralKind.Singleton)]
                public sealed partial class Same : Base;

                public static class Uses
                {
                    [TvmExport] public static IntPair Swap(IntPair pair, TvmArray<Base>? more = null) => IntPair.Create(pair.B, (int)pair.A);
                }
            }
            """"),

        ["Imports"] = new("""
            namespace MyProject.Imports
            {
                public static partial class Upstream
                {
                    /// <summary>Simplifies.</summary>
                    [TvmImport("tirx.transform.StmtSimplify")]
                    public static partial Pass Simplify();

                    [TvmImport("my.add")]
                    internal static partial long Add(long x, int y = 2);

                    [TvmImport("my.print")]
                    private static partial void Print(string @object, TvmArray<long>? values, double number, Any any);

                    [TvmImport("my.tensors")]
                    internal static partial Tensor Tensors(TensorView data, DataType type, Device device, Shape shape);

                    [TvmImport("my.print_two")]
                    private static partial void Print(string? text);

                    internal partial record struct Nested
                    {
                        [TvmImport("my.nested")]
                        public static unsafe partial string? Inner(byte[]? bytes);
                    }
                }
            }

            internal partial interface IGlobal
            {
                [TvmImport("my.global-name")]
                public static partial Function Global(Function f);
            }
            """),
    };
}
