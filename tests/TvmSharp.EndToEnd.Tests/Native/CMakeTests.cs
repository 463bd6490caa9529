namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>The CMake package, from the checkout.</summary>
[Trait("Needs", "cmake")]
public sealed class CMakeTests
{
    private static readonly string Source = Path.Combine(Published.RepositoryRoot, "tests", "TvmSharp.EndToEnd.Tests", "Native", "CMake");
    private static readonly string Build = Published.Output("cmake");
    private static readonly string Package = Path.Combine(Published.RepositoryRoot, "src", "TvmSharp.Sdk", "cmake");
    private static readonly Dictionary<string, string> NoTvm = new() { ["TVM_PREBUILD_PATH"] = "", ["TVM_SOURCE_DIR"] = "" };

    [Fact]
    public void An_extension_is_built_with_its_sources_and_not_built_again()
    {
        // What the project refers to is built by now.
        Assert.True(File.Exists(Published.Native));
        (int exitCode, string configured) = Tool.Run("cmake", Arguments(Build), NoTvm);
        Assert.True(exitCode == 0, configured);
        Tool.RunOrThrow("cmake", "--build", Build);
        string library = Path.Combine(Build, "native_extension", "NativeExtension.so");
        string output = new Host("embedded").Run(
            "load " + library,
            "check " + library,
            "call native_project.native.twice i:21",
            "call native_project.add_two i:40");
        Assert.Equal("check ok\nnative_project.native.twice = int 42\nnative_project.add_two = int 42\nend\n", output);
        Assert.Equal(File.ReadAllBytes(library), File.ReadAllBytes(Path.Combine(Build, "copy.so")));

        Assert.DoesNotContain("Publishing", Tool.RunOrThrow("cmake", "--build", Build));
        File.SetLastWriteTimeUtc(Path.Combine(Published.RepositoryRoot, Published.NativeProject, "native", "factor.h"), DateTime.UtcNow);
        Assert.Contains("Publishing NativeExtension", Tool.RunOrThrow("cmake", "--build", Build));
        Assert.DoesNotContain("Publishing", Tool.RunOrThrow("cmake", "--build", Build));

        string prefix = Published.Output("cmake-installed");
        Tool.RunOrThrow("cmake", "--install", Build, "--prefix", prefix);
        Assert.True(File.Exists(Path.Combine(prefix, "lib", "NativeExtension.so")));
    }

    [Theory]
    [InlineData("-DTVM_PREBUILD_PATH=/nowhere", "TVM_PREBUILD_PATH is '/nowhere', which is no directory.")]
    [InlineData("-DTVMSHARP_BUILD_TVM=ON", "TVM_SOURCE_DIR is not")]
    [InlineData("-DTvmSharp_DOTNET=OFF", "there is no dotnet on the PATH")]
    public void What_is_missing_is_said_when_the_project_is_configured(string argument, string message)
    {
        string directory = Published.Output("cmake-fails");
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        (int exitCode, string output) = Tool.Run("cmake", Arguments(directory, argument), NoTvm);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }

    private static IEnumerable<string> Arguments(string directory, params string[] more) =>
        ["-S", Source, "-B", directory, "-DTvmSharp_DIR=" + Package, .. more];
}
