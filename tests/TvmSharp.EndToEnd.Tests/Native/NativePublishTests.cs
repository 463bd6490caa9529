namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>What MSBuild does, and says, about native sources.</summary>
public class NativePublishTests
{
    [Fact]
    public void A_second_publish_does_nothing()
    {
        Publish();
        string output = Publish("-v:normal");
        Assert.DoesNotContain("Generating native code", output);
        foreach (string target in (string[])["_TvmCompileNativeSources", "_TvmWriteNativeStub", "_TvmCompileNativeInitialize", "_TvmCompileStub", "IlcCompile", "LinkNative"])
        {
            Assert.Contains($"Skipping target \"{target}\"", output);
        }
    }

    [Fact]
    public void A_changed_header_compiles_who_includes_it_and_nobody_else()
    {
        Publish();
        string header = Path.Combine(Published.RepositoryRoot, Published.NativeProject, "native", "factor.h");
        File.SetLastWriteTimeUtc(header, DateTime.UtcNow);
        string output = Publish("-v:detailed");
        Assert.Contains("native/scale.c\"", Compilations(output));
        Assert.DoesNotContain("native/registry.c\"", Compilations(output));
        Assert.DoesNotContain("native/parse.cc\"", Compilations(output));
        Assert.DoesNotContain("Generating native code", output);
        Assert.Contains("Skipping target \"LinkNative\"", Publish("-v:normal"));
    }

    [Fact]
    public void A_changed_argument_compiles_again_and_a_source_that_fails_is_an_error_at_its_line()
    {
        (int exitCode, string output) = NativePublish.Run(["-p:TvmNativeCompilerArguments=-DSOMETHING", "-p:TvmNativeSources=more/wrong.cc", "-v:detailed"]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("native/scale.c\"", Compilations(output));
        Assert.Contains("native/parse.cc\"", Compilations(output));
        Assert.Contains($"{NativePublish.Source("wrong.cc")}(4,21): error TVMSDK041: ", output);
        Assert.DoesNotContain("Generating native code", output);
    }

    [Fact]
    public void A_source_that_is_not_there_and_one_of_another_language_are_errors() => NativePublish.AssertFails(
        ["-p:TvmNativeSources=more/none.cc%3Bnative/factor.h"],
        "error TVMSDK042: The native source 'more/none.cc' does not exist",
        "error TVMSDK043: The native source 'native/factor.h' is neither C nor C++ by its name (.c for C; .cc, .cpp or .cxx for C++)");

    [Fact]
    public void Headers_that_are_nowhere_are_an_error_that_lists_the_places() => NativePublish.AssertFails(
        ["-p:TvmNativeSources=more/sum.cc", "-p:TVM_PREBUILD_PATH=", "-p:TVM_SOURCE_DIR=", "-p:TvmPython=no-such-python"],
        "error TVMSDK044: The headers of tvm-ffi were not found: TvmFfiIncludeDirectory is not set; TVM_PREBUILD_PATH is not set; TVM_SOURCE_DIR is not set; there is no 'no-such-python'",
        $"{NativePublish.Source("sum.cc")}(2,");

    [Fact]
    public void What_libtvm_compiler_hides_is_an_error_before_it_is_linked() => NativePublish.AssertFails(
        ["-p:TvmNativeSources=more/hidden.cc"],
        "error TVMSDK045: ",
        "_ZN3tvm6IntImmC1Ei");

    [Fact]
    public void Native_sources_of_what_is_no_extension_are_an_error() => NativePublish.AssertFails(
        ["-p:TvmIsExtension=false"],
        "error TVMSDK049: 'NativeExtension' has items TvmNativeSource and is no TVM extension");

    private static string Publish(params string[] more)
    {
        (int exitCode, string output) = NativePublish.Run(more);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>The command lines of the compiler, one a line.</summary>
    private static string Compilations(string output) =>
        string.Join('\n', output.Split('\n').Where(static line => line.Contains(" -c -MD ")));
}
