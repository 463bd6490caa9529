namespace TvmSharp.Package.Tests;

/// <summary>What a project that cannot become an extension is told.</summary>
public sealed class RequirementTests(RequirementTests.Project project) : IClassFixture<RequirementTests.Project>
{
    [Fact]
    public void Without_what_generated_code_calls() => project.AssertFails("TVMSDK050", "Add the package TvmSharp.Compiler", "-p:FfiVersion=");

    [Fact]
    public void With_an_older_SDK() => project.AssertFails("TVMSDK051", "this is 9.0.304", "-p:NETCoreSdkVersion=9.0.304");

    [Fact]
    public void In_another_language() => project.AssertFails("TVMSDK052", "'visual.vbproj' is written in VB", "visual/visual.vbproj");

    [Theory]
    [InlineData("net9.0")]
    [InlineData("netstandard2.0")]
    public void For_an_older_NET(string framework) =>
        project.AssertFails("TVMSDK053", $"is for {framework}. An extension is for net10.0", $"-p:Framework={framework}", "-p:FfiVersion=");

    [Fact]
    public void With_an_older_compiler() => project.AssertFails("TVMSDK054", "this is roslyn4.8", "-p:CompilerApiVersion=roslyn4.8");

    [Fact]
    public void With_packages_of_different_versions() =>
        project.AssertFails("TVMSDK055", $"TvmSharp.Ffi {Project.OtherVersion}, TvmSharp.Sdk {Feed.Version}", $"-p:FfiVersion={Project.OtherVersion}");

    [Fact]
    public void The_analyzers_of_the_package_are_at_work() => project.AssertFails("TVMS002", "must be static");

    [Fact]
    public void What_is_no_extension_is_not_asked_for_anything() =>
        project.Workspace.RunOrThrow("dotnet", "build", "wrong/wrong.csproj", "-p:FfiVersion=", "-p:TvmIsExtension=false", "-p:EnableDefaultCompileItems=false");

    [Fact]
    public void Whoever_adds_the_package_by_command_keeps_it_from_others()
    {
        const string Added = "added/added.csproj";
        project.Workspace.Write(Added, """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        project.Workspace.RunOrThrow("dotnet", "package", "add", "TvmSharp.Sdk", "--version", Feed.Version, "--project", Added);
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", File.ReadAllText(Path.Combine(project.Workspace.Path, Added)));
    }

    /// <summary>A project that uses TvmSharp.Sdk, and is wrong in the way that its properties say.</summary>
    public sealed class Project : IDisposable
    {
        internal const string OtherVersion = "0.0.9";

        private readonly string _otherFeed = Directory.CreateTempSubdirectory("tvmsharp-feed-").FullName;

        public Project()
        {
            Workspace = new Workspace(_otherFeed);
            Workspace.RunOrThrow(
                "dotnet", "pack", Path.Combine(Feed.RepositoryRoot, "src", "TvmSharp.Ffi"), "-c", "Release", "--no-build",
                $"-p:PackageVersion={OtherVersion}", $"-p:PackageOutputPath={_otherFeed}/");
            string text = $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <Framework Condition="'$(Framework)' == ''">net10.0</Framework>
                    <TargetFramework>$(Framework)</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="TvmSharp.Sdk" Version="{Feed.Version}" PrivateAssets="all" />
                    <PackageReference Include="TvmSharp.Ffi" Version="$(FfiVersion)" Condition="'$(FfiVersion)' != ''" />
                  </ItemGroup>
                </Project>
                """;
            Workspace.Write("wrong/wrong.csproj", text);
            Workspace.Write("visual/visual.vbproj", text);
            Workspace.Write("wrong/Functions.cs", """
                [assembly: TvmSharp.TvmExtension("wrong")]

                public class Functions
                {
                    [TvmSharp.TvmExport]
                    public long AddOne(long x) => x + 1;
                }
                """);
        }

        internal Workspace Workspace { get; }

        internal void AssertFails(string code, string message, params string[] arguments)
        {
            if (!arguments.Any(static argument => argument.EndsWith("proj", StringComparison.Ordinal)))
            {
                arguments = ["wrong/wrong.csproj", .. arguments];
            }

            if (!arguments.Any(static argument => argument.StartsWith("-p:FfiVersion=", StringComparison.Ordinal)))
            {
                arguments = [.. arguments, $"-p:FfiVersion={Feed.Version}"];
            }

            (int exitCode, string output) = Workspace.Run("dotnet", ["build", .. arguments]);
            Assert.NotEqual(0, exitCode);
            Assert.Contains($"error {code}: ", output);
            Assert.Contains(message, output);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            Workspace.Dispose();
            Directory.Delete(_otherFeed, recursive: true);
        }
    }
}
