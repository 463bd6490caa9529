using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Tests.Headers;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Clang;

public sealed class EveryLibclangTests
{
    // Stands for the lack of any, so that the test is there to fail.
    private const string None = "none";

    /// <summary>Each libclang of this machine.</summary>
    public static TheoryData<string> Found
    {
        get
        {
            string[] files =
            [
                .. ClangLibrary.FindFiles(null, ClangLibrary.SearchDirectories())
                    .Select(static file => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file)
                    .Distinct().Order(StringComparer.Ordinal),
            ];
            return files.Length == 0 ? [None] : [.. files];
        }
    }

    [Theory]
    [MemberData(nameof(Found))]
    public void Generates_the_same_through_each_libclang(string libclang)
    {
        Assert.True(libclang != None, $"There is no libclang on this machine: {ClangLibrary.InstallCommand}");
        using TemporaryDirectory output = new();
        using TemporaryDirectory expected = new();
        Assert.Equal(0, Tool.Run("generate", "--no-cache", "--tvm", TvmTree.Root, "--out", expected.Path).Code);

        (int code, _, string error) = Processes.RunTool(
            new Dictionary<string, string> { ["LIBCLANG_PATH"] = libclang }, "generate", "--no-cache", "--tvm", TvmTree.Root, "--out", output.Path);

        Assert.True(code == 0, error);
        Assert.Equal(Contents(expected.Path), Contents(output.Path));
    }

    private static SortedDictionary<string, string> Contents(string directory) => new(
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(directory, file), File.ReadAllText),
        StringComparer.Ordinal);
}
