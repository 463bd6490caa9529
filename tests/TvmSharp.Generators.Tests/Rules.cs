namespace TvmSharp.Generators.Tests;

/// <summary>For each rule a project that breaks it, and one that comes close.</summary>
internal static class Rules
{
    public static IReadOnlyDictionary<string, (TestProject Bad, TestProject Good)> All { get; } =
        new Dictionary<string, (TestProject Bad, TestProject Good)>
        {
            ["TVMS001"] = (
                Members("""
                    [TvmExport] public static long Parameter(decimal d, object o, DateTime t, long[] a, TvmArray<char> c) => 0;
                    [TvmExport] public static System.Threading.Tasks.Task Result() => throw new NotSupportedException();
                    [TvmPass] public static IRModule Pass(IRModule m, Action<decimal> x) => m;
                    [TvmExport] public static TensorView Borrowed(TensorView v) => v;
                    [TvmPass] public static IRModule Lent(IRModule m, TensorView v) => m;
                    [TvmExport] public static long NotAlone(long x, PackedArgs args) => x;
                    [TvmImport("a.b")] public static partial List<long> Import(Unkeyed x);
                    public delegate void ByReference(ref long value);
                    public delegate ref long Referring(long value);
                    public delegate Endless Endless(Endless next);
                    public delegate long Many(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j, long k, long l, long m, long n, long o, long p, long q);
                    [TvmExport] public static long Delegates(ByReference a, Referring b, Endless c, Many d, Converter<decimal, long> e) => 0;
                    """, "using System.Collections.Generic;", "public class Unkeyed : TvmObject { protected Unkeyed(ObjectReference r) : base(r) { } }"),
                Members("""
                    public delegate long Scale(long value, Func<string, double>? factor);
                    [TvmExport] public static TvmMap<string, TvmArray<long?>> Parameter(byte[]? a) => throw new NotSupportedException();
                    [TvmExport] public static Predicate<string> Delegates(Scale scale, Converter<Scale, TvmObject?>? convert) => throw new NotSupportedException();
                    """)),

            ["TVMS002"] = (
                Outside("public class Instance { [TvmExport] public virtual long F(long x) => x; }"),
                Outside("public sealed class Instance { [TvmExport] public static long F(long x) => x; }")),

            ["TVMS003"] = (
                Outside("""
                    public static class C { [TvmExport] public static void F<T>() { } }
                    public static class G<T> { [TvmExport] public static void G2() { } }
                    public static partial class H<T> { public static partial class I { [TvmImport("a.b")] public static partial void J(); } }
                    """),
                Members("[TvmExport] public static void F() { }")),

            ["TVMS004"] = (
                Members("""
                    private static long field;
                    [TvmExport] public static void F(ref long a, in long b, out long c) => c = 0;
                    [TvmExport] public static ref long G() => ref field;
                    """),
                Members("[TvmExport] public static long F(long a) => a;")),

            ["TVMS005"] = (
                Members("[TvmExport] public static long F(params long[] a) => a[0];"),
                Members("[TvmExport] public static long F(TvmArray<long> a) => a[0];")),

            ["TVMS006"] = (
                Outside("""
                    public class Outer
                    {
                        [TvmExport] private static long F(long x) => x;
                        private static class Inner { [TvmExport] public static long G(long x) => x; }
                        protected static class Derived { [TvmExport] public static long H(long x) => x; }
                    }

                    file static class Local { [TvmExport] public static long I(long x) => x; }
                    """),
                Outside("internal static class Outer { [TvmExport] internal static long F(long x) => x; }")),

            ["TVMS007"] = (
                Members("""
                    [TvmExport("has space")] public static void F() { }
                    [TvmExport("a..b")] public static void G() { }
                    [TvmExport] public static void Größe() { }
                    [TvmPass("a-b")] public static IRModule P(IRModule m) => m;
                    [TvmImport("")] public static partial void I();
                    [TvmObject("my_project.T")] public sealed partial class T : TvmObject { [TvmMethod("__ffi_new__")] public static long New() => 1; }
                    """),
                Members("""
                    [TvmExport("any.prefix_2.Name")] public static void Größe() { }
                    [TvmImport("others.may-have:any/name")] public static partial void I();
                    [TvmObject("my_project.T")] public sealed partial class T : TvmObject { [TvmMethod(TypeAttribute.Repr)] public string Print(Func<Any, string> print) => ""; }
                    """)),

            ["TVMS008"] = (
                new TestProject("[assembly: TvmExtension(\"my-project\")] public static class C { [TvmExport] public static void F() { } }"),
                new TestProject("[assembly: TvmExtension(\"my.project\")] public static class C { [TvmExport] public static void F() { } }")),

            ["TVMS009"] = (
                Members("""
                    [TvmExport] public static void AddOne() { }
                    [TvmExport("my_project.add_one")] public static void Other() { }
                    [TvmExport] public static void AddOne(long x) { }
                    """),
                Members("""
                    [TvmExport] public static void AddOne() { }
                    [TvmExport("my_project.add_one_long")] public static void AddOne(long x) { }
                    [TvmImport("my_project.add_one")] public static partial void Import();
                    [TvmImport("my_project.add_one")] public static partial void Again();
                    """)),

            ["TVMS010"] = (
                new TestProject("public static class C { [TvmExport] public static void F() { } [TvmPass] public static IRModule P(IRModule m) => m; } [TvmObject(\"a.b\")] public sealed partial class T : TvmObject { [TvmField] public partial long A { get; } [TvmMethod] public void F() { } }"),
                new TestProject("public static partial class C { [TvmImport(\"a.b\")] public static partial void F(); }")),

            ["TVMS011"] = (
                Members("""
                    [TvmPass] public static IRModule None() => throw new NotSupportedException();
                    [TvmPass] public static long Number(long x) => x;
                    [TvmPass] public static IRModule? Nullable(IRModule? m) => m;
                    [TvmPass] public static IRModule Late(int level, IRModule m) => m;
                    [TvmPass] public static TvmSharp.Relax.BindingBlock Block(TvmSharp.Relax.BindingBlock b) => b;
                    """),
                Members("[TvmPass] public static IRModule P(IRModule m, int level) => m;")),

            ["TVMS012"] = (
                Members("""
                    [TvmPass] public static void Nothing(IRModule m) { }
                    [TvmPass] public static IRModule Other(PrimFunc f, IRModule m) => m;
                    [TvmPass] public static IRModule? Nullable(IRModule m) => m;
                    """),
                Members("[TvmPass] public static PrimFunc P(PrimFunc f, IRModule m) => f; [TvmPass] public static TvmSharp.Relax.DataflowBlock D(TvmSharp.Relax.DataflowBlock b) => b;")),

            ["TVMS013"] = (
                Members("""
                    [TvmPass] public static PrimFunc ContextFirst(PrimFunc f, PassContext c, IRModule m) => f;
                    [TvmPass] public static PrimFunc Late(PrimFunc f, int level, IRModule m) => f;
                    [TvmPass] public static IRModule TwoModules(IRModule m, IRModule n) => m;
                    [TvmPass] public static IRModule LateContext(IRModule m, int level, PassContext c) => m;
                    [TvmPass] public static TvmSharp.Relax.Function LateModule(TvmSharp.Relax.Function f, PassContext c, IRModule m) => f;
                    """),
                Members("[TvmPass] public static PrimFunc P(PrimFunc f, IRModule m, PassContext c, PrimFunc other) => f;")),

            ["TVMS015"] = (
                Members("""
                    [TvmImport("a.b")] public static long Body(long x) => x;
                    [TvmImport("a.c")] public static partial void Both();
                    public static partial void Both() { }
                    """),
                Members("[TvmImport(\"a.b\")] public static partial long Body(long x);")),

            ["TVMS016"] = (
                Outside("public static class Outer { public static partial class Inner { [TvmImport(\"a.b\")] public static partial void F(); } }"),
                Outside("public static partial class Outer { public static partial class Inner { [TvmImport(\"a.b\")] public static partial void F(); } }")),

            ["TVMS017"] = (
                Members("[TvmExport] public static long F(long x) => x;") with { AllowsUnsafe = false },
                new TestProject("public static class Plain;") { AllowsUnsafe = false }),

            ["TVMS018"] = (
                Members("""
                    [TvmExport] public static void Text(string s = null!) { }
                    [TvmExport] public static void Number(double d = double.NaN, float f = float.PositiveInfinity) { }
                    [TvmPass] public static IRModule Pass(IRModule m, ulong u = ulong.MaxValue) => m;
                    """),
                Members("""
                    [TvmExport] public static void Text(string? s = null, string t = "") { }
                    [TvmExport] public static void Number(double d = 1e300, ulong u = long.MaxValue) { }
                    [TvmImport("a.b")] public static partial void Import(double d = double.NaN);
                    """)),

            ["TVMS019"] = (
                Members("[TvmExport, TvmPass] public static IRModule Both(IRModule m) => m;"),
                Members("[TvmPass, System.ComponentModel.Description(\"Other attributes do not matter.\")] public static IRModule One(IRModule m) => m;")),

            ["TVMS020"] = (
                Members("""
                    public interface ISlot { [TvmExport] static abstract long Slot(); }
                    public static long Property { [TvmExport] get => 0; }

                    public static long Method(long x)
                    {
                        [TvmExport]
                        static long Local(long y) => y;
                        Func<long, long> lambda = [TvmExport] static (long y) => y;
                        return lambda(Local(x));
                    }
                    """, types: "[TvmObject(\"my_project.T\")] public partial class T : TvmObject { [TvmMethod] public virtual long F() => 0; }"),
                Members("public static long Property => Method(1); [TvmExport] public static long Method(long x) => x;")),

            ["TVMS021"] = (
                Outside("""
                    [TvmObject("my_project.A")] public sealed class NotPartial : TvmObject { private NotPartial(ObjectReference r) : base(r) { } [TvmMethod] public void F() { } }
                    public class Outer { [TvmObject("my_project.B")] public sealed partial class Inner : TvmObject { private Inner(ObjectReference r) : base(r) { } [TvmMethod] public static void F() { } } }
                    [TvmObject("my_project.C", StructuralKind = StructuralKind.Tree)] public sealed partial class Generic<T> : TvmObject { private Generic(ObjectReference r) : base(r) { } }
                    [TvmObject("my_project.D", StructuralKind = StructuralKind.Tree)] public abstract partial class Abstract : TvmObject { protected Abstract(ObjectReference r) : base(r) { } }
                    [TvmObject("my_project.E", StructuralKind = StructuralKind.Tree)] public sealed partial class NoObject;
                    [TvmObject("my_project.F", StructuralKind = StructuralKind.Tree)] public sealed partial class OfModule : TvmSharp.Ir.BaseFunc { private OfModule(ObjectReference r) : base(r) { } }
                    public partial class Hiding { [TvmObject("my_project.G", StructuralKind = StructuralKind.Tree)] private sealed partial class Hidden : TvmObject { private Hidden(ObjectReference r) : base(r) { } } }
                    [TvmObject("my_project.H", StructuralKind = StructuralKind.Tree)]
                    public sealed partial class ByHand : TvmObject, ITvmObject<ByHand>
                    {
                        private ByHand(ObjectReference r) : base(r) { }
                        static string ITvmObject<ByHand>.TypeKey => "my_project.H";
                        static ByHand ITvmObject<ByHand>.Wrap(ObjectReference r) => new(r);
                    }
                    """),
                Outside("""
                    [TvmObject("my_project.A")] internal partial class Base : TvmObject { [TvmField] public partial long A { get; } }
                    public partial class Outer { [TvmObject("my_project.B", StructuralKind = StructuralKind.Tree)] internal sealed partial class Inner : Base; }
                    """)),

            ["TVMS022"] = (
                Outside("""
                    [TvmObject("my_project.T")]
                    public partial class T : TvmObject
                    {
                        [TvmField] public long Auto { get; set; }
                        [TvmField] public static partial long Static { get; set; }
                        public static partial long Static { get => 0; set { } }
                        [TvmField] public partial long Written { get; }
                        public partial long Written => 1;
                        [TvmField] public virtual long Virtual => 1;
                        [TvmField] public long this[int index] => index;
                        [TvmField] public long WriteOnly { set { } }
                    }
                    """),
                Type("[TvmField] public partial long A { get; private set; } [TvmField] internal partial int B { get; init; } public long Other => A;")),

            ["TVMS023"] = (
                Outside("public partial class C { [TvmField] public long A { get; set; } [TvmMethod] public void F() { } }"),
                Type("[TvmField] public partial long A { get; } [TvmMethod] public void F() { }")),

            ["TVMS024"] = (
                Outside("""
                    [TvmObject("my_project.Base")] public partial class Base : TvmObject { [TvmField] public partial long First { get; } }
                    [TvmObject("my_project.T")]
                    public sealed partial class T : Base
                    {
                        [TvmField(Name = "first")] public partial long Again { get; }
                        [TvmField] public partial long Sum { get; }
                        [TvmMethod("sum")] public long Add() => 1;
                        [TvmMethod] public long Overload() => 1;
                        [TvmMethod] public long Overload(long x) => x;
                    }
                    """),
                Type("[TvmField] public partial long Sum { get; } [TvmMethod(\"total\")] public long Add() => 1; public long Add(long x) => x;")),

            ["TVMS025"] = (
                Type("""
                    [TvmField] public partial decimal A { get; }
                    [TvmField] public partial Moved B { get; }
                    [TvmField] public partial RawString? C { get; }
                    [TvmField] public partial long[] D { get; }
                    private enum Hidden { No }
                    [TvmField] private partial Hidden E { get; }
                    """),
                Type("[TvmField] public partial TvmArray<long?> A { get; } [TvmField] public partial Func<long, T?>? B { get; set; }")),

            ["TVMS026"] = (
                Type("""
                    [TvmField(Default = 1.5)] public partial long A { get; }
                    [TvmField(Default = 256)] public partial byte B { get; }
                    [TvmField(Default = null)] public partial string C { get; }
                    [TvmField(Default = double.NaN)] public partial double D { get; }
                    [TvmField(Default = ulong.MaxValue)] public partial ulong E { get; }
                    [TvmField(Default = 1)] public partial DayOfWeek F { get; }
                    [TvmField(Default = "int8")] public partial DataType G { get; }
                    [TvmField(Default = typeof(long))] public partial string? H { get; }
                    [TvmField(Flags = TvmFieldFlags.InitOff)] public partial string I { get; set; }
                    """),
                Type("""
                    [TvmField(Default = 1)] public partial double A { get; }
                    [TvmField(Default = -128)] public partial sbyte? B { get; }
                    [TvmField(Default = null)] public partial string? C { get; }
                    [TvmField(Default = long.MinValue)] public partial long D { get; }
                    [TvmField(Default = DayOfWeek.Friday)] public partial DayOfWeek? E { get; }
                    [TvmField(Flags = TvmFieldFlags.InitOff)] public partial string? F { get; set; }
                    [TvmField(Flags = TvmFieldFlags.InitOff)] public partial long G { get; set; }
                    [TvmField(Default = float.MaxValue)] public partial float H { get; set; }
                    [TvmField(Default = 'a' + 1)] public partial long I { get; set; }
                    """)),

            ["TVMS027"] = (
                Outside("""
                    [TvmObject("my-project.A", StructuralKind = StructuralKind.Tree)] public sealed partial class A : TvmObject { private A(ObjectReference r) : base(r) { } }
                    [TvmObject("my_project.B")] public sealed partial class B : TvmObject { [TvmField(Name = "a.b")] public partial long C { get; } [TvmField] public partial long Größe { get; } }
                    """),
                Type("[TvmField(Name = \"size\")] public partial long Größe { get; }")),

            ["TVMS028"] = (
                Outside("""
                    [TvmObject("my_project.A", StructuralKind = StructuralKind.Tree)] public sealed partial class A : TvmObject;
                    [TvmObject("my_project.A", StructuralKind = StructuralKind.Tree)] public sealed partial class B : TvmObject;
                    """),
                Outside("""
                    [TvmObject("my_project.A", StructuralKind = StructuralKind.Tree)] public sealed partial class A : TvmObject;
                    [TvmObject("my_project.A")] public class Wrapper : TvmObject { protected Wrapper(ObjectReference r) : base(r) { } }
                    """)),
        };

    /// <summary>An extension with members of a partial class.</summary>
    private static TestProject Members(string members, string usings = "", string types = "")
        => new($"{usings}\n{Features.Extension}public static partial class C\n{{\n{members}\n}}\n{types}");

    /// <summary>An extension with members of a class that defines a type.</summary>
    private static TestProject Type(string members)
        => Outside($"[TvmObject(\"my_project.T\")]\npublic sealed partial class T : TvmObject\n{{\n{members}\n}}");

    /// <summary>An extension with whole types.</summary>
    private static TestProject Outside(string types) => new(Features.Extension + types);
}
