using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using VerifyXunit;

namespace TvmSharp.Package.Tests;

/// <summary>What is in the packages, and what is not.</summary>
public sealed class ContentTests
{
    private static readonly string[] Ids =
        ["TvmSharp.Bindgen", "TvmSharp.Compiler", "TvmSharp.Embedded", "TvmSharp.Ffi", "TvmSharp.Sdk", "TvmSharp.Templates"];

    public static TheoryData<string> All => [.. Ids];

    public static TheoryData<string> WithSymbols => ["TvmSharp.Bindgen", "TvmSharp.Compiler", "TvmSharp.Embedded", "TvmSharp.Ffi"];

    [Fact]
    public void These_are_all() => Assert.Equal(Ids, Feed.Ids);

    [Theory]
    [MemberData(nameof(All))]
    public Task Files_and_description(string id)
    {
        using PackageFile package = PackageFile.Open(id);
        return Verifier.Verify($"{package.Nuspec()}\n\n{string.Join('\n', package.Paths)}").UseDirectory("Snapshots").UseParameters(id);
    }

    [Theory]
    [MemberData(nameof(WithSymbols))]
    public void Every_assembly_of_ours_has_its_symbols(string id)
    {
        using PackageFile package = PackageFile.Open(id), symbols = PackageFile.OpenSymbols(id);
        List<string> assemblies = [.. package.Paths.Where(static path => IsOurs(path) && path.EndsWith(".dll", StringComparison.Ordinal))];
        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, path =>
        {
            using PEReader assembly = new(new MemoryStream(package.Read(path)));
            Guid expected = assembly.ReadCodeViewDebugDirectoryData(
                assembly.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
            using MetadataReaderProvider pdb = MetadataReaderProvider.FromPortablePdbStream(
                new MemoryStream(symbols.Read(Path.ChangeExtension(path, ".pdb"))));
            Assert.Equal(expected, new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        });
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/TvmSharp.Sdk/README.md")]
    public void The_documentation_names_the_version_at_hand(string file) =>
        Assert.Contains($"<PackageReference Include=\"TvmSharp.Sdk\" Version=\"{Feed.Version}\" PrivateAssets=\"all\" />", File.ReadAllText(Path.Combine(Feed.RepositoryRoot, file)));

    [Fact]
    public void What_the_compiler_and_MSBuild_load_has_its_symbols_inside()
    {
        using PackageFile package = PackageFile.Open("TvmSharp.Sdk");
        List<string> assemblies = [.. package.Paths.Where(static path => path.EndsWith(".dll", StringComparison.Ordinal))];
        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, path =>
        {
            using PEReader assembly = new(new MemoryStream(package.Read(path)));
            Assert.Contains(assembly.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_file_names_the_machine_that_it_was_built_on(string id)
    {
        byte[] root = Encoding.UTF8.GetBytes(Feed.RepositoryRoot), wide = Encoding.Unicode.GetBytes(Feed.RepositoryRoot);
        using PackageFile package = PackageFile.Open(id);
        Assert.All(package.Paths, path =>
        {
            ReadOnlySpan<byte> content = package.Read(path);
            Assert.True(content.IndexOf(root) < 0 && content.IndexOf(wide) < 0, path);
        });
    }

    [Fact]
    public void Packing_again_does_nothing()
    {
        Dictionary<string, DateTime> before = Times();
        Feed.Pack();
        Assert.Equal(before, Times());
    }

    [Fact]
    public void The_same_sources_give_the_same_package()
    {
        using Workspace workspace = new();
        workspace.RunOrThrow(
            "dotnet", "pack", Path.Combine(Feed.RepositoryRoot, "src", "TvmSharp.Sdk"), "-c", "Release", "--no-build", $"-p:PackageOutputPath={workspace.Path}/");
        Assert.Equal(File.ReadAllBytes(Feed.File("TvmSharp.Sdk")), File.ReadAllBytes(Path.Combine(workspace.Path, Path.GetFileName(Feed.File("TvmSharp.Sdk")))));
    }

    private static bool IsOurs(string path) =>
        Path.GetFileName(path) is string name && (name.StartsWith("TvmSharp.", StringComparison.Ordinal) || name.StartsWith("tvm-", StringComparison.Ordinal));

    private static Dictionary<string, DateTime> Times() =>
        Directory.GetFiles(Feed.Directory).ToDictionary(static file => file, File.GetLastWriteTimeUtc);
}
