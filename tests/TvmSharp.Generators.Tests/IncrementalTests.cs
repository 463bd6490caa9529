using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TvmSharp.Generators.Tests;

/// <summary>What runs again after an edit, step by step.</summary>
public sealed class IncrementalTests
{
    private const string Source = """
        [assembly: TvmExtension("my_project")]

        public static partial class Edited
        {
            /// <summary>Adds one.</summary>
            [TvmExport]
            public static long AddOne(long x) => x + 1;

            [TvmPass]
            public static IRModule Pass(IRModule m) => m;

            [TvmImport("my.import")]
            public static partial void Import();

            public static long Convert(Function f) => f.As<Func<long, long>>()(1);
        }

        [TvmObject("types.Pair")]
        public sealed partial class Pair : TvmObject
        {
            /// <summary>The first.</summary>
            [TvmField] public partial long A { get; set; }

            [TvmMethod] public long Sum() => A + 1;
        }

        public static class Untouched
        {
            [TvmExport]
            public static long AddTwo(long x) => x + 2;
        }
        """;

    // A new or changed function changes the table, so all that lists the functions follows it.
    private static RunReasons OneExportChanged { get; } = RunReasons.NothingChanged with
    {
        Functions = "Modified",
        ExportGroups = "Modified, Unchanged",
        PassGroups = "Unchanged",
        ExtensionClass = "Modified",
        Glue = "Modified",
        Manifest = "Modified",
        SourceOutput = "Cached, Modified",
        ImplementationSourceOutput = "Modified",
    };

    [Fact]
    public void Nothing_at_all()
        => Assert.Equal(RunReasons.NothingChanged, After(Source));

    [Fact]
    public void White_space_and_a_comment_elsewhere_in_the_file()
        => Assert.Equal(
            RunReasons.NothingChanged,
            After(Source.Replace("public static class Untouched", "\n\n// A comment.\npublic static class Untouched", StringComparison.Ordinal)));

    [Fact]
    public void The_body_of_an_export()
        => Assert.Equal(RunReasons.NothingChanged, After(Source.Replace("x + 1", "x + 100", StringComparison.Ordinal)));

    [Fact]
    public void An_unrelated_file()
        => Assert.Equal(RunReasons.NothingChanged, After(Source, "public static class Other { public static int X; }"));

    [Fact]
    public void The_documentation_of_an_export()
        => Assert.Equal(
            OneExportChanged with { Exports = "Cached, Modified" },
            After(Source.Replace("Adds one.", "Adds 1.", StringComparison.Ordinal)));

    [Fact]
    public void The_signature_of_an_export()
        => Assert.Equal(
            OneExportChanged with { Exports = "Cached, Modified" },
            After(Source.Replace("AddOne(long x)", "AddOne(long x, long y = 2)", StringComparison.Ordinal)));

    [Fact]
    public void A_new_export()
        => Assert.Equal(
            OneExportChanged with { Exports = "Cached, Modified, New" },
            After(Source.Replace("    [TvmPass]", "    [TvmExport] public static long New(long x) => x;\n\n    [TvmPass]", StringComparison.Ordinal)));

    [Fact]
    public void The_prefix()
        => Assert.Equal(
            OneExportChanged with { Extension = "Modified", ExportGroups = "Modified", PassGroups = "Modified", Types = "Unchanged" },
            After(Source.Replace("my_project", "your_project", StringComparison.Ordinal)));

    [Fact]
    public void An_import()
        => Assert.Equal(
            RunReasons.NothingChanged with
            {
                Imports = "Modified",
                ImportGroups = "Modified",
                SourceOutput = "Cached, Modified",
            },
            After(Source.Replace("my.import", "your.import", StringComparison.Ordinal)));

    [Fact]
    public void The_body_of_a_method_of_a_type()
        => Assert.Equal(RunReasons.NothingChanged, After(Source.Replace("A + 1", "A + 100", StringComparison.Ordinal)));

    [Fact]
    public void A_field_of_a_type()
        => Assert.Equal(
            RunReasons.NothingChanged with
            {
                Objects = "Modified",
                ObjectFiles = "Modified",
                Types = "Modified",
                TypeGroups = "Modified",
                ExtensionClass = "Modified",
                Glue = "Modified",
                Manifest = "Modified",
                SourceOutput = "Cached, Modified",
                ImplementationSourceOutput = "Modified",
            },
            After(Source.Replace("The first.", "The 1st.", StringComparison.Ordinal)));

    [Fact]
    public void A_conversion_to_a_delegate_type()
        => Assert.Equal(
            RunReasons.NothingChanged with { Conversions = "Modified", SourceOutput = "Cached, Modified" },
            After(Source.Replace("Func<long, long>", "Func<int, long>", StringComparison.Ordinal)));

    private static RunReasons After(params string[] edited)
    {
        TestProject project = new(Source);
        CSharpCompilation before = project.Compile();
        GeneratorDriver driver = project.Driver().RunGenerators(before);

        // Only what differs gets a new tree, as in an editor.
        CSharpCompilation after = before;
        if (edited[0] != Source)
        {
            SyntaxTree old = before.SyntaxTrees.Single(static t => t.FilePath == "Source1.cs");
            after = after.ReplaceSyntaxTree(old, project.Parse(edited[0], old.FilePath));
        }

        after = after.AddSyntaxTrees(edited.Skip(1).Select((s, i) => project.Parse(s, $"New{i}.cs")));
        return RunReasons.Of(driver.RunGenerators(after).GetRunResult().Results.Single());
    }
}
