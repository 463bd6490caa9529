namespace TvmSharp.Sdk.Tests;

public sealed class ExtractTvmGlueTests : IDisposable
{
    private const string Glue = """
        typedef struct { int x; } TVMFFIAny;
        extern void TVMFFIGetVersion(void*);
        extern int TVMFFIFunctionCreate(void*, void (*)(void*), void**);
        int caller(void) { TVMFFIGetVersion(0); return TVMFFIFunctionCreate(0, 0, 0); } /* ü */
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly TestBuild _build = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Glue_and_manifest_come_out_as_they_went_in()
    {
        Assert.True(Extract(TestAssembly.Write(_directory["a.dll"], ("Other", "x"), ("TvmSharp.Glue", Glue), ("TvmSharp.Manifest", "{}"))));

        Assert.Equal(Glue, File.ReadAllText(_directory["out/glue.c"]));
        Assert.Equal("{}", File.ReadAllText(_directory["out/manifest.json"]));
        Assert.NotEqual(0xEF, File.ReadAllBytes(_directory["out/glue.c"])[0]);
    }

    [Fact]
    public void Long_glue_comes_out_whole()
    {
        string glue = string.Concat(Enumerable.Repeat(Glue + "\n", 2000));

        Assert.True(Extract(TestAssembly.Write(_directory["a.dll"], ("TvmSharp.Glue", glue), ("TvmSharp.Manifest", "{}"))));

        Assert.Equal(glue, File.ReadAllText(_directory["out/glue.c"]));
    }

    [Fact]
    public void Stub_has_each_function_that_the_glue_declares_and_no_type()
    {
        Assert.True(Extract(TestAssembly.Write(_directory["a.dll"], ("TvmSharp.Glue", Glue), ("TvmSharp.Manifest", "{}"))));

        Assert.Equal(
            ["void TVMFFIFunctionCreate(void) {}", "void TVMFFIGetVersion(void) {}"],
            File.ReadAllLines(_directory["out/stub.c"])[1..]);
    }

    [Fact]
    public void What_has_not_changed_is_not_written()
    {
        string assembly = TestAssembly.Write(_directory["a.dll"], ("TvmSharp.Glue", Glue), ("TvmSharp.Manifest", "{}"));
        Assert.True(Extract(assembly));
        DateTime old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string[] files = [_directory["out/glue.c"], _directory["out/stub.c"], _directory["out/manifest.json"]];
        Array.ForEach(files, file => File.SetLastWriteTimeUtc(file, old));

        TestAssembly.Write(assembly, ("TvmSharp.Glue", Glue), ("TvmSharp.Manifest", "{ }"));
        Assert.True(Extract(assembly));

        Assert.Equal([old, old], files[..2].Select(File.GetLastWriteTimeUtc));
        Assert.Equal("{ }", File.ReadAllText(files[2]));
    }

    [Theory]
    [InlineData("Something.Else")]
    [InlineData("TvmSharp.Glue")]
    [InlineData("TvmSharp.Manifest")]
    public void Assembly_without_registration_code_is_an_error_that_says_what_to_do(string present)
    {
        string assembly = TestAssembly.Write(_directory["Plain.dll"], (present, "x"));

        Assert.False(Extract(assembly));

        Assert.Equal("TVMSDK001", _build.Error.Code);
        Assert.Equal("README.md#tvmsdk001", _build.Error.HelpLink);
        Assert.Contains("'Plain.dll' is not a TVM extension", _build.Error.Message, StringComparison.Ordinal);
        Assert.Contains("[assembly: TvmExtension(\"my_project\")]", _build.Error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["out/glue.c"]));
    }

    [Fact]
    public void File_that_is_no_assembly_is_an_error()
    {
        File.WriteAllText(_directory["text.dll"], "{not an assembly}");

        Assert.False(Extract(_directory["text.dll"]));

        Assert.Equal("TVMSDK004", _build.Error.Code);
        Assert.Contains("text.dll", _build.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_there_is_an_error()
    {
        Assert.False(Extract(_directory["none.dll"]));

        Assert.Equal("TVMSDK004", _build.Error.Code);
        Assert.Contains("none.dll", _build.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_that_cannot_be_written_is_an_error()
    {
        string assembly = TestAssembly.Write(_directory["a.dll"], ("TvmSharp.Glue", Glue), ("TvmSharp.Manifest", "{}"));
        File.WriteAllText(_directory["out"], "a file where the directory has to be");

        Assert.False(Extract(assembly));

        Assert.Equal("TVMSDK005", _build.Error.Code);
    }

    private bool Extract(string assembly) => new ExtractTvmGlue
    {
        BuildEngine = _build,
        Assembly = assembly,
        GlueFile = _directory["out/glue.c"],
        StubFile = _directory["out/stub.c"],
        ManifestFile = _directory["out/manifest.json"],
    }.Execute();
}
