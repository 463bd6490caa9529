namespace TvmSharp.Generators.Tests;

/// <summary>Emitted code compiles against the real libraries without a warning.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Names => [.. Features.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Feature_compiles(string feature) => Features.All[feature].Generate().AssertCompiles();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Feature_is_accepted_by_the_analyzers(string feature)
        => Assert.Empty(await Features.All[feature].Generate().AnalyzerDiagnostics());

    [Fact]
    public void All_features_compile_together()
    {
        IEnumerable<string> sources = Features.All.Values
            .SelectMany(static p => p.Sources.Skip(1))
            .Select(static s => s.Replace(Features.Extension, "", StringComparison.Ordinal));
        new TestProject([Features.Extension, .. sources]).Generate().AssertCompiles();
    }

    [Theory]
    [InlineData("Passes")]
    [InlineData("Objects")]
    public void Public_members_are_documented(string feature)
    {
        GeneratedProject project = (Features.All[feature] with { HasDocumentation = true }).Generate();
        Assert.Empty(project.CompilerDiagnostics().Where(static d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void Documentation_is_the_same_whether_or_not_the_compiler_parses_it()
    {
        TestProject project = Features.All["Documentation"];
        Assert.Equal(
            project.Generate().Metadata("TvmSharp.Manifest"),
            (project with { HasDocumentation = true }).Generate().Metadata("TvmSharp.Manifest"));
    }

    [Theory]
    [InlineData(null, "MyProject")]
    [InlineData("", "")]
    [InlineData("Has-Dash.2nd.class", "Has_Dash._2nd.@class")]
    public void Root_namespace_becomes_a_namespace(string? rootNamespace, string expected)
    {
        GeneratedProject project = (Features.All["Exports"] with { RootNamespace = rootNamespace }).Generate();
        project.AssertCompiles();
        Assert.Contains(
            expected.Length == 0 ? "\n/// <summary>The TVM extension" : $"namespace {expected}\n",
            project.File("TvmExtension.g.cs"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_differ_in_case_have_files_of_their_own()
        => new TestProject(Features.Extension + """
            public static class Twin { [TvmExport] public static long One(long x) => x; }
            public static class TWIN { [TvmExport] public static long Two(long x) => x; }
            """).Generate().AssertCompiles();

    [Fact]
    public void Names_of_generated_members_can_be_used()
        => new TestProject(Features.Extension + """
            public static partial class Names
            {
                [TvmPass] public static IRModule Run(IRModule m, int args) => m;
                [TvmPass] public static IRModule State(IRModule m, int state) => m;
                [TvmPass] public static IRModule Passes(IRModule m, int self) => m;
                [TvmExport] public static long GetHashCode(long result) => result;
                [TvmPass] public static IRModule GetHashCode(IRModule m) => m;
                [TvmImport("a.b")] public static partial void __Imports();
                [TvmImport("a.c")] private static partial string ToString(string args);
            }
            """).Generate().AssertCompiles();

    [Fact]
    public void Names_of_generated_members_of_types_can_be_used()
        => new TestProject(Features.Extension + """
            [TvmObject("my_project.Twin")]
            public partial class Twin : TvmObject
            {
                [TvmField] public partial long A { get; set; }
                [TvmField(Name = "a2")] public partial long a { get; set; }
                [TvmField] public partial string Value { get; set; }
                [TvmField] public partial bool Create { get; set; }
                [TvmMethod] public string Fail(long self, long result, long args, long scope) => Value;
                [TvmMethod("convert_a")] public static Twin ConvertA() => CreateFromFields(1, 2, "", true);
                [TvmMethod("hash")] public static new int GetHashCode() => 1;
            }

            [TvmObject("my_project.TWIN")]
            public sealed partial class TWIN : Twin
            {
                [TvmField] public partial string @class { get; }
            }
            """).Generate().AssertCompiles();

    [Fact]
    public void Internal_parameter_types_make_an_internal_factory()
        => new TestProject(Features.Extension + """
            [TvmObject("my_project.Hidden")]
            internal sealed class Hidden : TvmObject, ITvmObject<Hidden>
            {
                private Hidden(ObjectReference reference) : base(reference) { }
                static string ITvmObject<Hidden>.TypeKey => "my_project.Hidden";
                static Hidden ITvmObject<Hidden>.Wrap(ObjectReference reference) => new(reference);
            }

            internal static class Transform
            {
                [TvmPass] internal static IRModule Pass(IRModule m, Hidden hidden) => m;
            }
            """).Generate().AssertCompiles();

    [Theory]
    [InlineData("ObjectScope.Enter()")]
    [InlineData("DeviceStream.Use(new Device(DeviceType.Cuda, 0), 1)")]
    [InlineData("TensorAllocator.Use(TensorAllocator.Cpu)")]
    public void A_scope_cannot_be_open_across_an_await(string scope)
    {
        GeneratedProject Compile(string body) => new TestProject(Features.Extension + $$"""
            public static class Asynchronous
            {
                public static async System.Threading.Tasks.Task Run() { {{body}} }
            }
            """).Generate();

        Compile($"using (var scope = {scope}) {{ }} await System.Threading.Tasks.Task.Yield();").AssertCompiles();

        // Only what writes the assembly says so.
        using var assembly = new MemoryStream();
        Assert.Contains(
            Compile($"using var scope = {scope}; await System.Threading.Tasks.Task.Yield();").Compilation.Emit(assembly).Diagnostics,
            static diagnostic => diagnostic.Id == "CS4007");
    }

    [Fact]
    public void Nothing_is_emitted_without_attributes()
        => Assert.Empty(new TestProject("public static class Plain;").Generate().Result.GeneratedSources);

    [Fact]
    public void Order_of_the_sources_does_not_matter()
    {
        const string A = "public static class A { [TvmExport] public static long One(long x) => x; }";
        const string B = "public static class B { [TvmExport] public static long Two(long x) => x; }";
        Assert.Equal(
            new TestProject(Features.Extension, A, B).Generate().Text,
            new TestProject(B, Features.Extension, A).Generate().Text);
    }
}
