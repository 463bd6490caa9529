namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>Publishing for another platform than this machine's.</summary>
public class CrossBuildTests
{
    private static readonly string OtherRid = Published.Rid == "linux-x64" ? "linux-arm64" : "linux-x64";
    private static readonly string OtherMachine = Published.Rid == "linux-x64" ? "AArch64" : "Advanced Micro Devices X86-64";

    [Theory]
    [InlineData("win-x64")]
    [InlineData("osx-arm64")]
    public void Another_operating_system_is_refused(string rid) => NativePublish.AssertFails(
        ["-r", rid],
        [$"error TVMSDK047: A TVM extension for {rid} cannot be built on {Published.Rid}"]);

    [Fact]
    public void Without_a_cross_toolchain_the_error_names_the_packages()
    {
        // Nothing is on this PATH, dotnet finds the rest of itself without it.
        string dotnet = Tool.RunOrThrow("sh", "-c", "command -v dotnet").Trim();
        (int exitCode, string output) = Tool.Run(
            dotnet,
            ["publish", Path.Combine(Published.RepositoryRoot, Published.NativeProject), "-c", "Release", "-r", OtherRid, "-nodeReuse:false"],
            new Dictionary<string, string> { ["PATH"] = "/nowhere" });
        Assert.NotEqual(0, exitCode);
        Assert.Contains($"error TVMSDK046: To build for {OtherRid} on {Published.Rid}, ", output);
        Assert.Contains("apt-get install gcc-", output);
    }

    [Fact]
    [Trait("Needs", "cross-toolchain")]
    public void With_one_the_library_is_for_the_other_machine()
    {
        string directory = Published.Output("native-" + OtherRid);
        (int exitCode, string output) = NativePublish.Run(["-r", OtherRid], directory);
        Assert.True(exitCode == 0, output);
        string library = Path.Combine(directory, "NativeExtension.so");
        Assert.Contains("Machine:                           " + OtherMachine, Tool.RunOrThrow("readelf", "-h", library));
        Assert.Contains("Shared library: [libtvm_ffi.so]", Tool.RunOrThrow("readelf", "-d", library));
        string symbols = Tool.RunOrThrow("nm", "-D", library);
        Assert.Contains(" T __tvm_ffi_tvmsharp_check", symbols);
        Assert.Contains(" T __tvm_ffi_native_answer", symbols);
        Assert.Contains(" U TVMFFIFunctionSetGlobal", symbols);
    }
}
