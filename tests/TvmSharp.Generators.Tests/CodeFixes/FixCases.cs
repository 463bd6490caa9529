namespace TvmSharp.Generators.Tests.CodeFixes;

/// <summary>What each code fix is to do, several places at a time.</summary>
internal static class FixCases
{
    public static IReadOnlyDictionary<string, FixCase> All { get; } = new Dictionary<string, FixCase>
    {
        ["A method becomes static"] = new(
            "TVMS002",
            "MakeStatic",
            "Make 'F' static",
            """
            public class C
            {
                private static long calls = 1;

                /// <summary>One.</summary>
                [TvmExport] // kept
                public long F(long x) => x + calls;

                // Before it.
                [TvmExport]
                internal unsafe long G(long x)
                {
                    Func<long> one = () => 1;
                    return x + one();
                }

                [TvmPass] public static PrimFunc P(PrimFunc f) => f;

                public static C Make() => new();

                public long Calls(C other) => this.F(other.F(1)) + new C().F(2) + F(3) + nameof(C.F).Length;
            }
            """,
            """
            public class C
            {
                private static long calls = 1;

                /// <summary>One.</summary>
                [TvmExport] // kept
                public static long F(long x) => x + calls;

                // Before it.
                [TvmExport]
                internal static unsafe long G(long x)
                {
                    Func<long> one = () => 1;
                    return x + one();
                }

                [TvmPass] public static PrimFunc P(PrimFunc f) => f;

                public static C Make() => new();

                public long Calls(C other) => C.F(C.F(1)) + C.F(2) + F(3) + nameof(C.F).Length;
            }
            """),

        ["Methods, types around them and types of signatures become accessible"] = new(
            "TVMS006",
            "MakeAccessible",
            "Make 'F' internal",
            """
            public class Outer
            {
                /// <summary>One.</summary>
                [TvmExport] private static long F(long x) => x;

                [TvmExport]
                // No modifier says it.
                static long G(Level level) => (long)level;

                // Of Inner.
                static class Inner
                {
                    [TvmExport] public static long H(long x) => x;
                }

                protected static class Derived
                {
                    [TvmExport] internal static long I(TvmArray<Level> levels) => levels.Count;
                }

                private enum Level { Low }
            }
            """,
            """
            public class Outer
            {
                /// <summary>One.</summary>
                [TvmExport] internal static long F(long x) => x;

                [TvmExport]
                // No modifier says it.
                internal static long G(Level level) => (long)level;

                // Of Inner.
                internal static class Inner
                {
                    [TvmExport] public static long H(long x) => x;
                }

                protected internal static class Derived
                {
                    [TvmExport] internal static long I(TvmArray<Level> levels) => levels.Count;
                }

                internal enum Level { Low }
            }
            """),

        ["A class that defines a type becomes accessible"] = new(
            "TVMS021",
            "MakeAccessible",
            "Make 'Hidden' internal",
            """
            public partial class Outer
            {
                [TvmObject("my_project.Hidden")]
                private sealed partial class Hidden : TvmObject
                {
                    [TvmField] public partial long A { get; }
                }
            }
            """,
            """
            public partial class Outer
            {
                [TvmObject("my_project.Hidden")]
                internal sealed partial class Hidden : TvmObject
                {
                    [TvmField] public partial long A { get; }
                }
            }
            """),

        ["Registered names become valid"] = new(
            "TVMS007",
            "RepairName",
            "Change the name to \"has_space\"",
            """
            public static partial class C
            {
                [TvmExport("has space")] public static void F() { }
                [TvmExport(/* first */ "a..b" /* last */)] public static void G() { }
                [TvmPass("my-project.2nd pass", OptLevel = 1)] public static IRModule P(IRModule m) => m;

                [TvmObject("my_project.T")] public sealed partial class T : TvmObject { [TvmMethod("get.it")] public long New() => 1; }
            }
            """,
            """
            public static partial class C
            {
                [TvmExport("has_space")] public static void F() { }
                [TvmExport(/* first */ "a.b" /* last */)] public static void G() { }
                [TvmPass("my_project._2nd_pass", OptLevel = 1)] public static IRModule P(IRModule m) => m;

                [TvmObject("my_project.T")] public sealed partial class T : TvmObject { [TvmMethod("get_it")] public long New() => 1; }
            }
            """),

        ["A prefix becomes valid"] = new(
            "TVMS008",
            "RepairName",
            "Change the name to \"my_project\"",
            "[assembly: TvmExtension(\"my-project\")] public static class D { [TvmExport] public static void F() { } }",
            "[assembly: TvmExtension(\"my_project\")] public static class D { [TvmExport] public static void F() { } }"),

        ["Type keys and names of fields become valid"] = new(
            "TVMS027",
            "RepairName",
            "Change the name to \"my_project.A\"",
            """
            [TvmObject("my-project.A")]
            public sealed partial class A : TvmObject
            {
                [TvmField(Default = 1, Name = "a.b")] public partial long B { get; }
            }
            """,
            """
            [TvmObject("my_project.A")]
            public sealed partial class A : TvmObject
            {
                [TvmField(Default = 1, Name = "a_b")] public partial long B { get; }
            }
            """),

        ["An assembly becomes an extension"] = new(
            "TVMS010",
            "AddExtension",
            "Add [assembly: TvmExtension(\"my_project\")]",
            """
            // What the file says of itself.

            /// <summary>Functions.</summary>
            public static class C
            {
                [TvmExport] public static void F() { }

                [TvmPass] public static IRModule P(IRModule m) => m;
            }
            """,
            """
            // What the file says of itself.

            [assembly: TvmExtension("my_project")]

            /// <summary>Functions.</summary>
            public static class C
            {
                [TvmExport] public static void F() { }

                [TvmPass] public static IRModule P(IRModule m) => m;
            }
            """),

        ["An assembly becomes an extension behind usings"] = new(
            "TVMS010",
            "AddExtension",
            "Add [assembly: TvmExtension(\"my_project\")]",
            """
            using System.Text;

            namespace MyProject;

            public static class C { [TvmExport] public static string F() => new StringBuilder().ToString(); }
            """,
            """
            using System.Text;

            [assembly: TvmExtension("my_project")]

            namespace MyProject;

            public static class C { [TvmExport] public static string F() => new StringBuilder().ToString(); }
            """),

        ["An assembly becomes an extension behind other attributes"] = new(
            "TVMS010",
            "AddExtension",
            "Add [assembly: TvmExtension(\"my_project\")]",
            """
            [assembly: System.Reflection.AssemblyTitle("Mine")]
            public static class C { [TvmExport] public static void F() { } }
            """,
            """
            [assembly: System.Reflection.AssemblyTitle("Mine")]
            [assembly: TvmExtension("my_project")]
            public static class C { [TvmExport] public static void F() { } }
            """),

        ["A pass returns what it runs on"] = new(
            "TVMS012",
            "ReturnSubject",
            "Make 'Empty' return 'IRModule'",
            """
            public static class C
            {
                [TvmPass] public static void Empty(IRModule m) { }

                [TvmPass]
                public static void Statements(IRModule @module, bool stop)
                {
                    if (stop)
                    {
                        return; // early
                    }

                    Action inner = () => { return; };
                    inner();
                }

                [TvmPass]
                public static void NoStatements(TvmSharp.Tirx.PrimFunc f)
                {
                }

                [TvmPass]
                public static void Throws(IRModule m)
                {
                    throw new NotSupportedException();
                }

                [TvmPass] public static BaseFunc Other(PrimFunc f) => f;

                [TvmPass] public static IRModule? Nullable(IRModule m) { return m; }
            }
            """,
            """
            public static class C
            {
                [TvmPass] public static IRModule Empty(IRModule m) { return m; }

                [TvmPass]
                public static IRModule Statements(IRModule @module, bool stop)
                {
                    if (stop)
                    {
                        return @module; // early
                    }

                    Action inner = () => { return; };
                    inner();
                    return @module;
                }

                [TvmPass]
                public static TvmSharp.Tirx.PrimFunc NoStatements(TvmSharp.Tirx.PrimFunc f)
                {
                    return f;
                }

                [TvmPass]
                public static IRModule Throws(IRModule m)
                {
                    throw new NotSupportedException();
                }

                [TvmPass] public static PrimFunc Other(PrimFunc f) => f;

                [TvmPass] public static IRModule Nullable(IRModule m) { return m; }
            }
            """),

        ["Module and context of a pass go where they belong"] = new(
            "TVMS013",
            "MovePassParameters",
            "Move 'm' and 'c' behind 'f'",
            """
            public static class C
            {
                [TvmPass] public static PrimFunc ContextFirst(PrimFunc f, PassContext c, IRModule m) => f;

                [TvmPass]
                public static PrimFunc Late(
                    PrimFunc f, // what it runs on
                    int level,
                    IRModule m)
                    => f;

                [TvmPass] public static IRModule LateContext(this IRModule m, string mode, [System.ComponentModel.Description("x")] PassContext c, int level = 1) => m;

                public static void Calls(IRModule m, PrimFunc f, PassContext c)
                {
                    C.ContextFirst(ContextFirst(f, c, m), c, m.LateContext("a", c));
                    Late(f, level: 1, m: m);
                    LateContext(m, "b", c, 2);
                }
            }
            """,
            """
            public static class C
            {
                [TvmPass] public static PrimFunc ContextFirst(PrimFunc f, IRModule m, PassContext c) => f;

                [TvmPass]
                public static PrimFunc Late(
                    PrimFunc f, // what it runs on
                    IRModule m,
                    int level)
                    => f;

                [TvmPass] public static IRModule LateContext(this IRModule m, [System.ComponentModel.Description("x")] PassContext c, string mode, int level = 1) => m;

                public static void Calls(IRModule m, PrimFunc f, PassContext c)
                {
                    C.ContextFirst(ContextFirst(f, m, c), m.LateContext(c, "a"), c);
                    Late(f, level: 1, m: m);
                    LateContext(m, c, "b", 2);
                }
            }
            """),

        ["The body of an import goes"] = new(
            "TVMS015",
            "DropBody",
            "Make 'Expression' partial without a body",
            """
            public static class C
            {
                /// <summary>One.</summary>
                [TvmImport("a.b")]
                public static long Expression(long x) => x; // kept

                [TvmImport("a.c")]
                static long Block(
                    long x,
                    string mode = "a")
                {
                    return x;
                }

                [TvmImport("a.d")] private static extern void External();
            }

            public static partial class D
            {
                [TvmImport("a.e")] public static partial long Both(long x);

                public static partial long Both(long x)
                    => x;

                public static long Other => 1;
            }
            """,
            """
            public static partial class C
            {
                /// <summary>One.</summary>
                [TvmImport("a.b")]
                public static partial long Expression(long x); // kept

                [TvmImport("a.c")]
                private static partial long Block(
                    long x,
                    string mode = "a");

                [TvmImport("a.d")] private static partial void External();
            }

            public static partial class D
            {
                [TvmImport("a.e")] public static partial long Both(long x);

                public static long Other => 1;
            }
            """),

        ["Types around an import become partial"] = new(
            "TVMS016",
            "MakePartial",
            "Make 'Outer' and 'Inner' partial",
            """
            // A file.
            class Outer
            {
                /// <summary>Of imports.</summary>
                internal static class Inner
                {
                    [TvmImport("a.b")] public static partial long F(long x);
                    [TvmImport("a.c")] public static partial long G(long x);
                }
            }

            readonly struct Value
            {
                [TvmImport("a.d")] internal static partial long H(long x);
            }
            """,
            """
            // A file.
            partial class Outer
            {
                /// <summary>Of imports.</summary>
                internal static partial class Inner
                {
                    [TvmImport("a.b")] public static partial long F(long x);
                    [TvmImport("a.c")] public static partial long G(long x);
                }
            }

            readonly partial struct Value
            {
                [TvmImport("a.d")] internal static partial long H(long x);
            }
            """),

        ["A class that defines a type becomes partial"] = new(
            "TVMS021",
            "MakePartial",
            "Make 'A' partial",
            """
            [TvmObject("my_project.A")]
            public sealed class A : TvmObject
            {
                [TvmField] public partial long B { get; }
            }
            """,
            """
            [TvmObject("my_project.A")]
            public sealed partial class A : TvmObject
            {
                [TvmField] public partial long B { get; }
            }
            """),

        ["The first attribute stays"] = new(
            "TVMS019",
            "KeepAttribute",
            "Keep [TvmExport] and remove [TvmPass]",
            """
            public static class C
            {
                /// <summary>One.</summary>
                [TvmExport, TvmPass]
                public static IRModule F(IRModule m) => m;

                /// <summary>Two.</summary>
                [TvmPass]
                [TvmExport("my_project.g")] public static IRModule G(IRModule m) => m;
            }
            """,
            """
            public static class C
            {
                /// <summary>One.</summary>
                [TvmExport]
                public static IRModule F(IRModule m) => m;

                /// <summary>Two.</summary>
                [TvmExport("my_project.g")] public static IRModule G(IRModule m) => m;
            }
            """) { Key = "KeepAttribute.TvmExport" },

        ["The second attribute stays"] = new(
            "TVMS019",
            "KeepAttribute",
            "Keep [TvmPass] and remove [TvmExport]",
            """
            public static class C
            {
                [TvmExport]
                [System.ComponentModel.Description("kept"), TvmPass(OptLevel = 2)]
                public static IRModule F(IRModule m) => m;

                [TvmPass] [TvmExport] public static IRModule G(IRModule m) => m;
            }
            """,
            """
            public static class C
            {
                [System.ComponentModel.Description("kept"), TvmPass(OptLevel = 2)]
                public static IRModule F(IRModule m) => m;

                [TvmPass] public static IRModule G(IRModule m) => m;
            }
            """) { Key = "KeepAttribute.TvmPass" },

        ["Fields become partial properties"] = new(
            "TVMS022",
            "MakeField",
            "Make 'Auto' a partial property without bodies",
            """
            [TvmObject("my_project.A")]
            public partial class A : TvmObject
            {
                /// <summary>One.</summary>
                [TvmField] public long Auto { get; set; } // kept
                [TvmField] public virtual long Virtual => 1;
                [TvmField] public required long Required { get; init; }
                [TvmField(Name = "valued")] public long Valued { get; private set; } = 41 + 1;
                [TvmField] public string Text { get; } = null!;
                [TvmField(Default = 2)]
                public long Written
                {
                    get => field;

                    // Sets it.
                    internal set
                    {
                        field = value;
                    }
                }

                [TvmField] public partial long Both { get; }
                public partial long Both => 1;
            }
            """,
            """
            [TvmObject("my_project.A")]
            public partial class A : TvmObject
            {
                /// <summary>One.</summary>
                [TvmField] public partial long Auto { get; set; } // kept
                [TvmField] public partial long Virtual { get; }
                [TvmField] public partial long Required { get; init; }
                [TvmField(Name = "valued", Default = 41 + 1)] public partial long Valued { get; private set; }
                [TvmField] public partial string Text { get; }
                [TvmField(Default = 2)]
                public partial long Written
                {
                    get;

                    // Sets it.
                    internal set;
                }

                [TvmField] public partial long Both { get; }
            }
            """),

        ["A class comes to define a type"] = new(
            "TVMS023",
            "DefineObject",
            "Define the type \"my_project.A\" with 'A'",
            """
            /// <summary>One.</summary>
            public sealed class A
            {
                [TvmField] public partial long B { get; }

                [TvmMethod] public void C() { }

                // Inside.
                [System.ComponentModel.Description("kept")]
                internal class Nested : IDisposable
                {
                    [TvmMethod("dispose")] public void Dispose() { }
                }
            }

            public class Derived : TvmObject
            {
                private Derived(ObjectReference reference)
                    : base(reference)
                {
                }

                [TvmMethod] public static long D() => 1;
            }
            """,
            """
            /// <summary>One.</summary>
            [TvmObject("my_project.A")]
            public sealed partial class A : TvmObject
            {
                [TvmField] public partial long B { get; }

                [TvmMethod] public void C() { }

                // Inside.
                [TvmObject("my_project.Nested")]
                [System.ComponentModel.Description("kept")]
                internal partial class Nested : TvmObject, IDisposable
                {
                    [TvmMethod("dispose")] public void Dispose() { }
                }
            }

            [TvmObject("my_project.Derived")]
            public partial class Derived : TvmObject
            {
                private Derived(ObjectReference reference)
                    : base(reference)
                {
                }

                [TvmMethod] public static long D() => 1;
            }
            """),
    };
}
