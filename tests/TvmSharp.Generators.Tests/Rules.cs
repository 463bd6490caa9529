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
                    """, "using System.Collections.Generic;", "public class Unkeyed : TvmObject { protected Unkeyed(ObjectReference r) : base(r) { } }"),
                Members("[TvmExport] public static TvmMap<string, TvmArray<long?>> Parameter(byte[]? a) => throw new NotSupportedException();")),

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
                    """),
                Members("""
                    [TvmExport("any.prefix_2.Name")] public static void Größe() { }
                    [TvmImport("others.may-have:any/name")] public static partial void I();
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
                new TestProject("public static class C { [TvmExport] public static void F() { } [TvmPass] public static IRModule P(IRModule m) => m; }"),
                new TestProject("public static partial class C { [TvmImport(\"a.b\")] public static partial void F(); }")),

            ["TVMS011"] = (
                Members("""
                    [TvmPass] public static IRModule None() => throw new NotSupportedException();
                    [TvmPass] public static long Number(long x) => x;
                    [TvmPass] public static IRModule? Nullable(IRModule? m) => m;
                    [TvmPass] public static IRModule Late(int level, IRModule m) => m;
                    """),
                Members("[TvmPass] public static IRModule P(IRModule m, int level) => m;")),

            ["TVMS012"] = (
                Members("""
                    [TvmPass] public static void Nothing(IRModule m) { }
                    [TvmPass] public static IRModule Other(PrimFunc f, IRModule m) => m;
                    [TvmPass] public static IRModule? Nullable(IRModule m) => m;
                    """),
                Members("[TvmPass] public static PrimFunc P(PrimFunc f, IRModule m) => f;")),

            ["TVMS013"] = (
                Members("""
                    [TvmPass] public static PrimFunc ContextFirst(PrimFunc f, PassContext c, IRModule m) => f;
                    [TvmPass] public static PrimFunc Late(PrimFunc f, int level, IRModule m) => f;
                    [TvmPass] public static IRModule TwoModules(IRModule m, IRModule n) => m;
                    [TvmPass] public static IRModule LateContext(IRModule m, int level, PassContext c) => m;
                    """),
                Members("[TvmPass] public static PrimFunc P(PrimFunc f, IRModule m, PassContext c, PrimFunc other) => f;")),

            ["TVMS014"] = (
                Outside("""
                    [TvmObject("relax.expr.Function")]
                    public class RelaxFunction : TvmObject { protected RelaxFunction(ObjectReference r) : base(r) { } }

                    [TvmObject("relax.expr.DataflowBlock")]
                    public class DataflowBlock : TvmObject { protected DataflowBlock(ObjectReference r) : base(r) { } }

                    public static class C
                    {
                        [TvmPass] public static RelaxFunction F(RelaxFunction f, IRModule m) => f;
                        [TvmPass] public static DataflowBlock D(DataflowBlock b) => b;
                    }
                    """),
                Members("[TvmPass] public static PrimFunc P(PrimFunc f) => f;")),

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
                    """),
                Members("public static long Property => Method(1); [TvmExport] public static long Method(long x) => x;")),
        };

    /// <summary>An extension with members of a partial class.</summary>
    private static TestProject Members(string members, string usings = "", string types = "")
        => new($"{usings}\n{Features.Extension}public static partial class C\n{{\n{members}\n}}\n{types}");

    /// <summary>An extension with whole types.</summary>
    private static TestProject Outside(string types) => new(Features.Extension + types);
}
