using System.Text.Json;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Uses;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Uses;

public sealed class ProjectUsesTests : IDisposable
{
    private static readonly TypeSchema For = Header(Schemas.Type("tirx.For", Schemas.Field("body", "Stmt"))) with { Constructor = "tirx.For" };
    private static readonly TypeSchema While = Header(Schemas.Type("tirx.While", Schemas.Field("body", "Stmt")));

    private static readonly TvmSchema Older = Schemas.Of(
        [For, While],
        [Schemas.Enum("tirx::ForKind", "kSerial") with { Header = "tvm/tirx/stmt.h" }],
        functions: [Schemas.Function("tirx.For", "tirx::For", "Stmt body"), Schemas.Function("tirx.Evaluate", "Stmt", "Expr value"), Schemas.Function("Plain", "void")]);

    private static readonly TvmSchema Newer = Schemas.Of();

    private readonly TemporaryDirectory _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Functions_are_used_by_their_names_in_texts()
    {
        _project.Write("Upstream.cs", """
            // [TvmImport("tirx.Evaluate")] is no use, nor is this: /*
            /* "tirx.Evaluate" */
            [TvmImport("tirx.Evaluate")]
            static partial Stmt Evaluate(Expr value);
            var a = Function.Get("tirx.Evaluate").Call($"{1} tirx.Evaluate", @"tirx.""Evaluate", '"');
            var b = Function.Get("Plain");
            var c = "Plain";
            """);

        Assert.Equal(["Plain Upstream.cs:6", "tirx.Evaluate Upstream.cs:3", "tirx.Evaluate Upstream.cs:5"], Uses());
    }

    [Fact]
    public void Classes_are_used_where_their_namespace_is_seen()
    {
        _project.Write("Imported.cs", """
            using TvmSharp.Tirx;
            class A : Visitor { void M(For loop) { Other.For(); For(); _ = loop.For; new For(); } }
            """);
        _project.Write("Qualified.cs", "class B { Tirx.While a; TvmSharp.Tirx.While b; Relax.While c; While d; }");
        _project.Write("obj/Generated.cs", "using TvmSharp.Tirx; class C { While a; }");

        Assert.Equal(["tirx.For Imported.cs:2", "tirx.While Qualified.cs:1"], Uses());
    }

    [Fact]
    public void A_global_using_counts_in_every_file_and_creating_uses_the_constructor()
    {
        _project.Write("Usings.cs", "global using TvmSharp.Tirx;");
        _project.Write("Code.cs", "class A {\n ForKind k;\n object o = For.Create(null);\n}");

        Assert.Equal(["tirx.For Code.cs:3", "tirx::ForKind Code.cs:2"], Uses());
        SchemaChange constructor = new(ChangeKind.Changed, SubjectKind.Constructor, "tirx.For", null, []);
        Assert.Equal(new Use("Code.cs", 3), Assert.Single(Assert.Single(ProjectUses.Read(_project.Path).Of([constructor], Older)).Uses));
    }

    [Fact]
    public void The_command_lists_what_is_used_with_the_lines()
    {
        _project.Write("Code.cs", "[TvmImport(\"tirx.Evaluate\")]\n");
        string older = _project.Write("older.json", SchemaJson.Write(Older)), newer = _project.Write("newer.json", SchemaJson.Write(Newer));

        (int code, string output, _) = Tool.Run("diff", older, newer, "--uses", _project.Path);
        Assert.Equal(2, code);
        Assert.Contains("functions removed: 1\n  tirx.Evaluate\n      used in Code.cs: 1\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Plain", output, StringComparison.Ordinal);

        (_, output, _) = Tool.Run("diff", older, newer, "--uses", _project.Path, "--format", "json");
        JsonElement change = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("changes").EnumerateArray());
        Assert.Equal(1, change.GetProperty("uses")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void A_project_that_uses_nothing_that_changed_is_told_so()
    {
        string project = _project.Write("my.csproj", "<Project/>");
        _project.Write("Code.cs", "class A { }");
        string older = _project.Write("older.json", SchemaJson.Write(Older)), newer = _project.Write("newer.json", SchemaJson.Write(Newer));

        (int code, string output, _) = Tool.Run("diff", older, newer, "--uses", project);

        Assert.Equal(0, code);
        Assert.EndsWith($"Nothing that {project} uses changed.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_project_is_named()
    {
        Assert.Contains("has no C# files", Assert.Throws<BindgenException>(() => ProjectUses.Read(_project.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<BindgenException>(() => ProjectUses.Read("/nowhere")).Message, StringComparison.Ordinal);
    }

    private string[] Uses() =>
    [
        .. ProjectUses.Read(_project.Path).Of([.. SchemaComparer.Compare(Older, Newer).Where(static c => c.Subject != SubjectKind.Constructor)], Older)
            .SelectMany(static pair => pair.Uses.Select(use => $"{pair.Change.Name} {use.File}:{use.Line}")).Order(StringComparer.Ordinal),
    ];

    private static TypeSchema Header(TypeSchema type) => type with { Header = "tvm/tirx/stmt.h" };
}
