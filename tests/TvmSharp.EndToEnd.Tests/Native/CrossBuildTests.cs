namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>Publishing for another platform than this machine's.</summary>
public class CrossBuildTests
{
    private static readonly string OtherRid = Published.Rid == "linux-x64" ? "linux-arm64" : "linux-x64";
    private static readonly string OtherMachine = Published.Rid == "linux-x64" ? "AArch64" : "Advanced Micro Devices X86-64";

    [Fact]
    public void Another_operating_system_is_refused() => AssertRefused(
        "win-x64", "dotnet", null, $"error TVMSDK047: A TVM extension for win-x64 cannot be built on {Published.Rid}");

    [Fact]
    public void Without_a_cross_toolchain_the_error_names_the_packages()
    {
        // A PATH with nothing but the shell that MSBuild needs.
        DirectoryInfo directory = Directory.CreateDirectory(Published.Output("path"));
        string shell = Path.Combine(directory.FullName, "sh");
        if (!File.Exists(shell))
        {
            File.CreateSymbolicLink(shell, "/bin/sh");
        }

        AssertRefused(
            OtherRid,
            Tool.RunOrThrow("sh", "-c", "command -v dotnet").Trim(),
            new Dictionary<string, string> { ["PATH"] = directory.FullName },
            $"error TVMSDK046: To build for {OtherRid} on {Published.Rid}, ",
            "apt-get install gcc-");
    }

    [Fact]
    [Trait("Needs", "cross-toolchain")]
    public void With_one_the_library_is_for_the_other_machine()
    {
        (int exitCode, string output) = NativePublish.RunFor(OtherRid);
        Assert.True(exitCode == 0, output);
        string library = Path.Combine(Published.Output("native-" + OtherRid), "NativeExtension.so");
        Assert.Contains("Machine:                           " + OtherMachine, Tool.RunOrThrow("readelf", "-h", library));
        Assert.Contains("Shared library: [libtvm_ffi.so]", Tool.RunOrThrow("readelf", "-d", library));
        string symbols = Tool.RunOrThrow("nm", "-D", library);
        Assert.Contains(" T __tvm_ffi_tvmsharp_check", symbols);
        Assert.Contains(" T __tvm_ffi_native_answer", symbols);
        Assert.Contains(" U TVMFFIFunctionSetGlobal", symbols);
    }

    private static void AssertRefused(string rid, string dotnet, IReadOnlyDictionary<string, string>? environment, params string[] messages)
    {
        (int exitCode, string output) = NativePublish.RunFor(rid, dotnet, environment);
        Assert.NotEqual(0, exitCode);
        Assert.All(messages, message => Assert.Contains(message, output));
        Assert.DoesNotContain("Determining projects to restore", output);
    }
}
