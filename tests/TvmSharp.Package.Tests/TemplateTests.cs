using System.IO.Compression;
using System.Runtime.InteropServices;

namespace TvmSharp.Package.Tests;

/// <summary>From "dotnet new" to a wheel, with packages alone.</summary>
public sealed class TemplateTests(TemplateTests.Solution solution) : IClassFixture<TemplateTests.Solution>
{
    // No identifier of C#, as the names of directories often are.
    private const string Name = "my-project";

    [Fact]
    public void Its_tests_pass_on_a_machine_without_TVM()
    {
        string output = solution.Workspace.RunOrThrow("dotnet", "test", Name);
        Assert.Contains("Passed!  - Failed:     0, Passed:     3, Skipped:     0", output);
    }

    [Fact]
    public void The_project_of_the_tests_does_not_become_an_extension_itself()
    {
        solution.Workspace.RunOrThrow("dotnet", "restore", Name);
        Assert.NotEmpty(TasksOf($"src/{Name}"));
        Assert.Empty(TasksOf($"tests/{Name}.Tests"));

        string TasksOf(string project) =>
            solution.Workspace.RunOrThrow("dotnet", "msbuild", $"{Name}/{project}", "-getProperty:TvmTasksAssembly").Trim();
    }

    [Fact]
    public void It_becomes_a_wheel_and_publishing_again_does_nothing()
    {
        Publish();
        string wheel = Assert.Single(Directory.GetFiles(Path.Combine(solution.Workspace.Path, Name, "artifacts", "wheels")));
        Assert.Matches(@"^my_project-0\.1\.0-py3-none-manylinux_.*\.whl$", Path.GetFileName(wheel));
        using (ZipArchive archive = ZipFile.OpenRead(wheel))
        {
            Assert.NotNull(archive.GetEntry("my_project/transform.py"));
            using StreamReader metadata = new(archive.GetEntry("my_project-0.1.0.dist-info/METADATA")!.Open());
            Assert.Contains("# my-project", metadata.ReadToEnd());
        }

        DateTime before = File.GetLastWriteTimeUtc(wheel);
        string output = Publish("-v:normal");
        Assert.DoesNotContain("Generating native code", output);
        Assert.Contains("Skipping target \"_TvmWriteWheel\"", output);
        Assert.Equal(before, File.GetLastWriteTimeUtc(wheel));
    }

    [Fact]
    public void Passes_of_every_kind_can_be_added()
    {
        const string Other = "with-passes";
        solution.Workspace.New("tvm-extension", "-n", Other);
        string project = Path.Combine(solution.Workspace.Path, Other, "src", Other);
        foreach (string kind in (string[])["prim-func", "relax-function", "dataflow-block", "module"])
        {
            solution.Workspace.New("tvm-pass", "-n", $"Fuse-{kind}", "--kind", kind, "-o", project);
        }

        solution.Workspace.New("tvm-pass", "-n", "FuseAdd", "--namespace", "Fusion", "-o", project);
        solution.Workspace.RunOrThrow("dotnet", "build", project, "-warnaserror");
        string module = File.ReadAllText(Path.Combine(project, "Fuse-module.cs"));
        Assert.Contains("namespace with_passes;", module);
        Assert.Contains("public static IRModule Fuse_module(IRModule module)", module);
        Assert.Contains("namespace Fusion;", File.ReadAllText(Path.Combine(project, "FuseAdd.cs")));
    }

    [Theory]
    [InlineData("My.GPUPasses", "my_gpu_passes", "My.GPUPasses")]
    [InlineData("3d_conv", "_3d_conv", "_3d_conv")]
    [InlineData("resnet50", "resnet50", "resnet50")]
    public void Names_become_prefixes_and_namespaces(string name, string prefix, string @namespace)
    {
        solution.Workspace.New("tvm-extension", "-n", name, "--no-restore");
        string project = Path.Combine(solution.Workspace.Path, name, "src", name);
        Assert.Contains($"[assembly: TvmExtension(\"{prefix}\")]", File.ReadAllText(Path.Combine(project, "Extension.cs")));
        Assert.Contains($"namespace {@namespace};", File.ReadAllText(Path.Combine(project, "Functions.cs")));
        solution.Workspace.RunOrThrow("dotnet", "build", project, "-warnaserror");
    }

    [Fact]
    public void The_prefix_can_be_given()
    {
        solution.Workspace.New("tvm-extension", "-n", "given", "--prefix", "other.name", "--no-restore");
        Assert.Contains("TvmExtension(\"other.name\")", File.ReadAllText(Path.Combine(solution.Workspace.Path, "given", "src", "given", "Extension.cs")));
    }

    [Fact]
    public void A_pass_is_not_added_where_there_is_no_extension()
    {
        solution.Workspace.Write("other/other.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        solution.Workspace.RunOrThrow("dotnet", "restore", "other");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => solution.Workspace.New("tvm-pass", "-n", "FuseAdd", "-o", "other"));
        Assert.Contains("TvmSharp", error.Message);
        Assert.False(File.Exists(Path.Combine(solution.Workspace.Path, "other", "FuseAdd.cs")));
    }

    private string Publish(params string[] more) => solution.Workspace.RunOrThrow(
        "dotnet",
        [
            "publish", $"{Name}/src/{Name}", "-r", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
            "-t:TvmWheel", .. more,
        ]);

    /// <summary>A solution that the template gave, which restores its packages from the feed.</summary>
    public sealed class Solution : IDisposable
    {
        public Solution()
        {
            Workspace.New("install", Feed.File("TvmSharp.Templates"));
            Workspace.New("tvm-extension", "-n", Name, "--no-restore");
        }

        internal Workspace Workspace { get; } = new();

        /// <inheritdoc/>
        public void Dispose() => Workspace.Dispose();
    }
}
