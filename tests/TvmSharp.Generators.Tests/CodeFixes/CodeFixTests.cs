using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TvmSharp.Analyzers;
using TvmSharp.CodeFixes;

namespace TvmSharp.Generators.Tests.CodeFixes;

/// <summary>Code fixes put right what is reported, and break nothing.</summary>
public sealed class CodeFixTests
{
    public static TheoryData<string> Names => [.. FixCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_by_one(string name)
    {
        FixCase test = FixCases.All[name];
        using var workspace = new AdhocWorkspace();
        EditedProject before = Open(test, workspace);
        EditedProject project = before;
        CodeFixProvider fix = FixOf(test.Fix);
        ImmutableArray<Diagnostic> diagnostics = await project.DiagnosticsAsync(test.Id);
        Assert.NotEmpty(diagnostics);
        Assert.Equal(test.Title, (await ActionAsync(project, fix, diagnostics[0], test.Key)).Title);
        for (int left = diagnostics.Length; left > 0; left = diagnostics.Length)
        {
            project = await project.ApplyAsync(await ActionAsync(project, fix, diagnostics[0], test.Key));
            diagnostics = await project.DiagnosticsAsync(test.Id);
            Assert.True(diagnostics.Length < left, $"still {diagnostics.Length} of {left}");
        }

        Assert.Equal(test.After, await project.TextAsync(Source(test)));
        AssertSubset(await project.ErrorsAsync(), await before.ErrorsAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task All_at_once(string name)
    {
        FixCase test = FixCases.All[name];
        FixCase windows = test with { Before = test.Before.ReplaceLineEndings("\r\n"), After = test.After.ReplaceLineEndings("\r\n") };
        using var workspace = new AdhocWorkspace();
        EditedProject project = Open(windows, workspace);
        foreach (FixAllScope scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            EditedProject after = await project.FixAllAsync(FixOf(test.Fix), scope, test.Key, Source(test));
            Assert.Equal(windows.After, await after.TextAsync(Source(test)));
            Assert.Empty(await after.DiagnosticsAsync(test.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_right_compiles(string name)
    {
        FixCase test = FixCases.All[name];
        using var workspace = new AdhocWorkspace();
        EditedProject after = Open(test with { Before = test.After }, workspace);
        Assert.Empty(await after.ErrorsAsync());
        Assert.Empty(await after.DiagnosticsAsync(GeneratedProject.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id)));
    }

    [Fact]
    public async Task Of_a_solution_each_project_becomes_an_extension_once()
    {
        var source = new TestProject(
            "public static class A { [TvmExport] public static void F() { } }",
            "public static class B { [TvmExport] public static void G() { } }");
        using var workspace = new AdhocWorkspace();
        Assert.True(workspace.TryApplyChanges(EditedProject.Open(source, workspace, "First.Project").Project.Solution));
        EditedProject second = EditedProject.Open(source, workspace, "2nd");
        Solution solution = (await second.FixAllAsync(FixOf("AddExtension"), FixAllScope.Solution, "AddExtension", 2)).Project.Solution;
        string[] files = await Task.WhenAll(solution.Projects.OrderBy(static p => p.Name, StringComparer.Ordinal)
            .SelectMany(static p => p.Documents.Skip(1))
            .Select(static async d => (await d.GetTextAsync()).ToString()));
        Assert.Equal("[assembly: TvmExtension(\"_2nd\")]\n\n" + source.Sources[1], files[0]);
        Assert.Equal(source.Sources[2], files[1]);
        Assert.Equal("[assembly: TvmExtension(\"first.project\")]\n\n" + source.Sources[1], files[2]);
        Assert.Equal(source.Sources[2], files[3]);
    }

    [Theory]
    [InlineData("TVMS002", "public class C { private long _x; [TvmExport] public long Uses() => _x; [TvmExport] public long Calls() => Uses(); [TvmExport] public C This() => this; }")]
    [InlineData("TVMS002", "public class C(long x) { [TvmExport] public long Captures() => x; }")]
    [InlineData("TVMS002", "public class C : IDisposable { [TvmExport] public void Dispose() { } [TvmExport] public override string ToString() => \"\"; [TvmExport] public virtual void F() { } }")]
    [InlineData("TVMS006", "file static class C { [TvmExport] public static void F() { } }")]
    [InlineData("TVMS007", "public static partial class C { [TvmExport] public static void Größe() { } [TvmExport(\"größe\")] public static void F() { } [TvmExport(\"...\")] public static void G() { } }")]
    [InlineData("TVMS007", "public static partial class C { [TvmImport(\"\")] public static partial void F(); private const string Name = \"a-b\"; [TvmExport(Name)] public static void G() { } }")]
    [InlineData("TVMS007", "[TvmObject(\"my_project.T\")] public sealed partial class T : TvmObject { [TvmMethod(\"__ffi_new__\")] public static long New() => 1; }")]
    [InlineData("TVMS012", "public static class C { [TvmPass] public static long F(IRModule m) => 1; [TvmPass] public static void G(IRModule m) => Console.WriteLine(m); [TvmPass] public static IRModule H(PrimFunc f, IRModule m) { return m; } }")]
    [InlineData("TVMS012", "using System.Collections.Generic; public static class C { [TvmPass] public static IEnumerable<long> F(IRModule m) { yield break; } }")]
    [InlineData("TVMS013", "public static class C { [TvmPass] public static IRModule Two(IRModule m, IRModule n) => m; [TvmPass] public static PrimFunc Optional(PrimFunc f, int level, IRModule? m = null) => f; }")]
    [InlineData("TVMS021", "[TvmObject(\"my_project.T\")] public abstract partial class T : TvmObject { [TvmField] public partial long A { get; } }")]
    [InlineData("TVMS022", "[TvmObject(\"my_project.T\")] public partial class T : TvmObject { [TvmField] public static long A { get; } [TvmField] public long B { get; } = Random.Shared.Next(); [TvmField] public long this[int i] => i; [TvmField] public long C { set { } } }")]
    [InlineData("TVMS022", "[TvmObject(\"my_project.T\")] public partial class T : TvmObject { [TvmField(Default = 1)] public long A { get; } = 2; }")]
    [InlineData("TVMS023", "public class C(long x) { [TvmMethod] public long F() => x; } public class D { public D(long x) { } [TvmMethod] public void F() { } public struct G { [TvmMethod] public void F() { } } } public class E<T> { [TvmMethod] public void F() { } }")]
    [InlineData("TVMS023", "public static class C { [TvmMethod] public static void F() { } } public abstract class D { [TvmMethod] public void F() { } } public struct E { [TvmMethod] public void F() { } } public class F : Exception { [TvmMethod] public void G() { } } public class Größe { [TvmMethod] public void F() { } }")]
    public async Task Nothing_is_offered_where_it_is_for_the_user_to_decide(string id, string source)
    {
        using var workspace = new AdhocWorkspace();
        EditedProject project = EditedProject.Open(new TestProject(Features.Extension, source), workspace);
        ImmutableArray<Diagnostic> diagnostics = await project.DiagnosticsAsync(id);
        Assert.NotEmpty(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            foreach (CodeFixProvider fix in EditedProject.CodeFixes.Where(f => f.FixableDiagnosticIds.Contains(id)))
            {
                Assert.Empty(await project.ActionsAsync(fix, diagnostic));
            }
        }
    }

    [Fact]
    public async Task Callers_in_other_files_change_with_the_method()
    {
        const string Method = "namespace N; public class C { [TvmExport] public long F(long x) => x; }";
        const string Caller = "public class D(N.C c) { private static N.C Get() => new(); public long Calls() => c.F(1) + Get().F(2); }";
        using var workspace = new AdhocWorkspace();
        EditedProject project = EditedProject.Open(new TestProject(Features.Extension, Method, Caller), workspace);
        Diagnostic diagnostic = Assert.Single(await project.DiagnosticsAsync("TVMS002"));
        EditedProject one = await project.ApplyAsync(await ActionAsync(project, FixOf("MakeStatic"), diagnostic, "MakeStatic"));
        EditedProject all = await project.FixAllAsync(FixOf("MakeStatic"), FixAllScope.Document, "MakeStatic", 2);
        foreach (EditedProject after in new[] { one, all })
        {
            Assert.Equal(Method.Replace("public long", "public static long", StringComparison.Ordinal), await after.TextAsync(2));

            // Get may do something, so that this one is left to the user, whom the compiler tells.
            Assert.Equal(Caller.Replace("c.F(1)", "N.C.F(1)", StringComparison.Ordinal), await after.TextAsync(3));
        }
    }

    [Theory]
    [InlineData("#nullable enable\n", "public static class C", "#nullable enable\n[assembly: TvmExtension(\"my_project\")]\n\npublic static class C")]
    [InlineData("#nullable enable\n\n", "namespace N;\npublic static class C", "#nullable enable\n\n[assembly: TvmExtension(\"my_project\")]\n\nnamespace N;\npublic static class C")]
    [InlineData("// Of the class.\n", "public static class C", "[assembly: TvmExtension(\"my_project\")]\n\n// Of the class.\npublic static class C")]
    public async Task The_attribute_of_the_assembly_is_below_what_is_said_of_the_file(string header, string type, string expected)
    {
        const string Body = " { [TvmExport] public static void F() { } }";
        using var workspace = new AdhocWorkspace();
        EditedProject project = EditedProject.Open(new TestProject(header + type + Body), workspace);
        Diagnostic diagnostic = Assert.Single(await project.DiagnosticsAsync("TVMS010"));
        project = await project.ApplyAsync(await ActionAsync(project, FixOf("AddExtension"), diagnostic, "AddExtension"));
        Assert.Equal(expected + Body, await project.TextAsync(1));
        Assert.Empty(await project.ErrorsAsync());
    }

    [Fact]
    public async Task Names_are_qualified_where_no_using_is()
    {
        const string Source = "public static class C { [TvmSharp.TvmExport] public static void F() { } }";
        using var workspace = new AdhocWorkspace();
        EditedProject project = EditedProject.Open(new TestProject { Sources = [Source] }, workspace);
        Diagnostic diagnostic = Assert.Single(await project.DiagnosticsAsync("TVMS010"));
        project = await project.ApplyAsync(await ActionAsync(project, FixOf("AddExtension"), diagnostic, "AddExtension"));
        Assert.Equal("[assembly: TvmSharp.TvmExtension(\"my_project\")]" + Environment.NewLine + Environment.NewLine + Source, await project.TextAsync(0));
        Assert.Empty(await project.ErrorsAsync());
    }

    [Fact]
    public void Every_fix_has_a_test_for_each_of_its_rules()
        => Assert.Equal(
            EditedProject.CodeFixes.SelectMany(static f => f.FixableDiagnosticIds.Select(id => (f.GetType().Name, id))).Order(),
            FixCases.All.Values.Select(static test => (test.Fix, test.Id)).Distinct().Order());

    [Fact]
    public void Every_fix_is_for_rules_that_there_are_and_is_exported_under_its_name()
    {
        string[] rules = [.. GeneratedProject.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id)];
        Assert.All(EditedProject.CodeFixes, fix =>
        {
            Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(id, rules));
            ExportCodeFixProviderAttribute export = Assert.Single(fix.GetType().GetCustomAttributes<ExportCodeFixProviderAttribute>());
            Assert.Equal(fix.GetType().Name, export.Name);
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.NotNull(fix.GetFixAllProvider());
        });
    }

    [Fact]
    public async Task Every_fix_has_a_key_of_its_own()
    {
        var keys = new Dictionary<string, string>();
        foreach (FixCase test in FixCases.All.Values)
        {
            using var workspace = new AdhocWorkspace();
            EditedProject project = Open(test, workspace);
            foreach (Diagnostic diagnostic in await project.DiagnosticsAsync(test.Id))
            {
                ImmutableArray<CodeAction> actions = await project.ActionsAsync(FixOf(test.Fix), diagnostic);
                Assert.Distinct(actions.Select(static a => a.EquivalenceKey));
                Assert.All(actions, action =>
                {
                    Assert.False(string.IsNullOrEmpty(action.EquivalenceKey));
                    Assert.Equal(test.Fix, keys.GetValueOrDefault(action.EquivalenceKey, test.Fix));
                    keys[action.EquivalenceKey] = test.Fix;
                });
            }
        }
    }

    [Fact]
    public void The_table_of_diagnostics_marks_what_has_a_fix()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        IEnumerable<string> marked = Regex.Matches(readme, """<a id="tvms\d+"></a>(TVMS\d+) \*""").Select(static m => m.Groups[1].Value);
        Assert.Equal(
            EditedProject.CodeFixes.SelectMany(static f => f.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal),
            marked.Order(StringComparer.Ordinal));
    }

    /// <summary>The compiler has no workspaces: what it loads must do without.</summary>
    [Fact]
    public void Only_the_fixes_refer_to_workspaces()
    {
        Assert.True(RefersToWorkspaces(typeof(TvmCodeFix)));
        Assert.False(RefersToWorkspaces(typeof(TvmAnalyzer)));
        Assert.False(RefersToWorkspaces(typeof(TvmSharpGenerator)));

        static bool RefersToWorkspaces(Type type)
            => type.Assembly.GetReferencedAssemblies().Any(static a => a.Name!.Contains("Workspaces", StringComparison.Ordinal));
    }

    private static CodeFixProvider FixOf(string name) => EditedProject.CodeFixes.Single(f => f.GetType().Name == name);

    private static async Task<CodeAction> ActionAsync(EditedProject project, CodeFixProvider fix, Diagnostic diagnostic, string key)
        => (await project.ActionsAsync(fix, diagnostic)).Single(a => a.EquivalenceKey == key);

    /// <summary>An extension with the source; one without its attribute where that is what the source is about.</summary>
    private static EditedProject Open(FixCase test, Workspace workspace)
        => EditedProject.Open(Source(test) == 1 ? new TestProject(test.Before) : new TestProject(Features.Extension, test.Before), workspace);

    private static int Source(FixCase test) => test.Id is "TVMS008" or "TVMS010" ? 1 : 2;

    private static void AssertSubset(IEnumerable<string> errors, IEnumerable<string> known)
    {
        List<string> added = [.. errors];
        foreach (string error in known)
        {
            added.Remove(error);
        }

        Assert.Empty(added);
    }
}
