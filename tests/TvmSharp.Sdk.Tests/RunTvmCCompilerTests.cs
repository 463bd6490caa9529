namespace TvmSharp.Sdk.Tests;

public sealed class RunTvmCCompilerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestBuild _build = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Source_is_compiled_with_the_arguments()
    {
        File.WriteAllText(_directory["a b.c"], "int answer(void) { return ANSWER; }");

        Assert.True(Compile("cc", "a b.c", "-c -DANSWER=42"));

        Assert.Empty(_build.Errors);
        Assert.Equal(0x7F, File.ReadAllBytes(_directory["out.o"])[0]);
    }

    [Fact]
    public void Missing_compiler_is_an_error_that_says_what_to_do()
    {
        File.WriteAllText(_directory["a.c"], "");

        Assert.False(Compile("no-such-compiler", "a.c", "-c"));

        Assert.Equal("TVMSDK002", _build.Error.Code);
        Assert.Contains("'no-such-compiler'", _build.Error.Message, StringComparison.Ordinal);
        Assert.Contains("Install clang or gcc, or set the property CppCompilerAndLinker", _build.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failing_compiler_is_one_error_with_all_it_said()
    {
        File.WriteAllText(_directory["a.c"], "#error first {0}\n#error second\n");
        File.WriteAllText(_directory["out.o"], "from before");

        Assert.False(Compile("cc", "a.c", "-c"));

        Assert.Equal("TVMSDK003", _build.Error.Code);
        Assert.Contains("'cc' failed with exit code 1", _build.Error.Message, StringComparison.Ordinal);
        Assert.Contains("first {0}", _build.Error.Message, StringComparison.Ordinal);
        Assert.Contains("second", _build.Error.Message, StringComparison.Ordinal);
        Assert.Equal("from before", File.ReadAllText(_directory["out.o"]));
        Assert.False(File.Exists(_directory["out.o.new"]));
    }

    private bool Compile(string compiler, string source, string arguments) => new RunTvmCCompiler
    {
        BuildEngine = _build,
        Compiler = compiler,
        Source = _directory[source],
        Output = _directory["out.o"],
        Arguments = arguments,
    }.Execute();
}
