namespace TvmSharp.EndToEnd.Tests;

/// <summary>What MSBuild does, and says, when an extension is published.</summary>
public class PublishTests
{
    private const string Second = "SecondExtension";

    [Fact]
    public void A_second_publish_does_nothing()
    {
        PublishOrThrow(Second);
        DateTime before = File.GetLastWriteTimeUtc(Library);
        string output = PublishOrThrow(Second, "-v:normal");
        Assert.DoesNotContain("Generating native code", output);
        foreach (string target in (string[])["CoreCompile", "_TvmExtractGlue", "_TvmCompileGlue", "_TvmCompileStub", "_TvmCompileStaticTls", "IlcCompile", "LinkNative"])
        {
            Assert.Contains($"Skipping target \"{target}\"", output);
        }

        Assert.Equal(before, File.GetLastWriteTimeUtc(Library));
    }

    [Fact]
    public void A_changed_run_path_links_again_and_compiles_nothing()
    {
        PublishOrThrow(Second);
        string output = PublishOrThrow(Second, "-p:TvmLibraryRunPath=/elsewhere", "-v:normal");
        Assert.Contains("Skipping target \"IlcCompile\"", output);
        Assert.Contains("[/elsewhere]", Tool.RunOrThrow("readelf", "-d", Library));
    }

    [Fact]
    public void Without_static_thread_local_variables_it_links_again_and_compiles_nothing()
    {
        PublishOrThrow(Second);
        string output = PublishOrThrow(Second, "-p:TvmStaticTls=false", "-v:normal");
        Assert.Contains("Skipping target \"IlcCompile\"", output);
        Assert.DoesNotContain("STATIC_TLS", Tool.RunOrThrow("readelf", "-d", Library));
    }

    [Fact]
    public void A_missing_compiler_is_an_error_with_a_code_and_a_way_out() => AssertFails(
        Second,
        ["-p:CppCompilerAndLinker=no-such-compiler"],
        "error TVMSDK002: No C compiler was found (looked for: no-such-compiler",
        "Install clang or gcc");

    [Fact]
    public void A_failing_compiler_is_an_error_with_its_output() => AssertFails(
        Second,
        ["-p:TvmGlueCompilerArguments=-include no_such_header.h"],
        "error TVMSDK003: The C compiler",
        "no_such_header.h: No such file or directory");

    [Fact]
    public void A_library_that_is_no_extension_is_an_error_before_it_is_compiled() => AssertFails(
        "PlainLibrary",
        [],
        "error TVMSDK001: 'PlainLibrary.dll' is not a TVM extension");

    /// <summary>Beside the library that other tests load.</summary>
    private static string Library => Path.Combine(Published.Output("publish"), Second + ".so");

    private static string[] Arguments(string project, IEnumerable<string> more) =>
    [
        "publish", Path.Combine(Published.RepositoryRoot, "tests", "TvmSharp.EndToEnd.Tests", project),
        "-c", "Release", "-r", Published.Rid, "-o", Published.Output("publish"), "-nodeReuse:false", .. more,
    ];

    private static string PublishOrThrow(string project, params IEnumerable<string> more) =>
        Tool.RunOrThrow("dotnet", Arguments(project, more));

    private static void AssertFails(string project, string[] more, params string[] messages)
    {
        (int exitCode, string output) = Tool.Run("dotnet", Arguments(project, more));
        Assert.NotEqual(0, exitCode);
        Assert.All(messages, message => Assert.Contains(message, output));
        Assert.DoesNotContain("Generating native code", output);
    }
}
