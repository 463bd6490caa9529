using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Tests.Headers;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Output => Path.Combine(_directory.Path, "out");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_libclang_it_says_how_to_install_one()
    {
        string error = Fails(new() { ["LIBCLANG_PATH"] = _directory.Path }, TvmTree.Root);

        Assert.Equal(
            $"tvm-bindgen: LIBCLANG_PATH is '{_directory.Path}', which has no libclang of version 14 or newer; install one ({ClangLibrary.InstallCommand}) or set LIBCLANG_PATH to its file or directory",
            Assert.Single(Lines(error)));
    }

    [Fact]
    public void A_libclang_that_is_none_is_named()
    {
        string file = _directory.Write("libclang.so", "no library");

        string[] lines = Lines(Fails(new() { ["LIBCLANG_PATH"] = file }, TvmTree.Root));

        Assert.StartsWith("tvm-bindgen: LIBCLANG_PATH is ", lines[0], StringComparison.Ordinal);
        Assert.Equal($"  {file}: cannot be loaded", lines[1]);
    }

    [Fact]
    public void A_libclang_without_its_builtin_headers_says_how_to_install_them()
    {
        string error = Assert.Single(Lines(Fails(new() { ["CLANG_RESOURCE_DIR"] = _directory.Path }, TvmTree.Root)));

        Assert.StartsWith("tvm-bindgen: libclang ", error, StringComparison.Ordinal);
        Assert.Contains(" has no builtin headers: ", error, StringComparison.Ordinal);
        Assert.Contains($"CLANG_RESOURCE_DIR is '{_directory.Path}'", error, StringComparison.Ordinal);
        Assert.Contains("install", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_not_TVM_is_named()
    {
        Assert.Equal(
            $"tvm-bindgen: '{_directory.Path}' is not TVM: it has no include/tvm/runtime/base.h; --tvm takes the root of a TVM source tree",
            Assert.Single(Lines(Fails([], _directory.Path))));
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_named()
    {
        string missing = Path.Combine(_directory.Path, "nowhere");

        Assert.Equal($"tvm-bindgen: '{missing}' does not exist; --tvm takes the root of a TVM source tree", Assert.Single(Lines(Fails([], missing))));
    }

    [Fact]
    public void A_TVM_without_its_submodules_says_how_to_get_them()
    {
        _directory.Write("tvm/include/tvm/runtime/base.h", "");
        string root = Path.Combine(_directory.Path, "tvm");

        Assert.Contains($"run 'git submodule update --init --recursive' in '{root}'", Assert.Single(Lines(Fails([], root))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_TVM_without_its_submodules_says_how_to_get_them()
    {
        using TemporaryDirectory tree = new();
        string root = TvmTree.CopyTo(tree);
        tree.Write("include/tvm/runtime/logging.h", "#include <dmlc/common.h>\n");

        Assert.Equal(
            $"tvm-bindgen: '{root}' has no 3rdparty/dmlc-core/include/dmlc, which its headers include; run 'git submodule update --init --recursive' in it",
            Assert.Single(Lines(Fails([], root))));
    }

    [Fact]
    public void Headers_that_do_not_compile_give_every_error_with_its_place()
    {
        using TemporaryDirectory tree = new();
        string root = TvmTree.CopyTo(tree);
        tree.Write("include/tvm/relax/broken.h", "#include <tvm/relax/expr.h>\nnamespace tvm {\nUndeclared broken;\n}\n");
        tree.Write("include/tvm/tirx/broken.h", "#include <tvm/tirx/missing.h>\n");

        string[] lines = Lines(Fails([], root));

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("tvm-bindgen: the headers do not compile: 2 errors, the first is ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"  {root}/include/tvm/relax/broken.h:3: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"  {root}/include/tvm/tirx/broken.h:1: 'tvm/tirx/missing.h' file not found", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_the_error_as_JSON()
    {
        (int code, string output, _) = Tool.Run("generate", "--tvm", _directory.Path, "--out", Output, "--format", "json");

        Assert.Equal(1, code);
        Assert.Contains("is not TVM", System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    // What it prints on standard error. Nothing is written.
    private string Fails(Dictionary<string, string> environment, string tvm)
    {
        (int code, _, string error) = Processes.RunTool(environment, "generate", "--tvm", tvm, "--out", Output);
        Assert.Equal(1, code);
        Assert.False(Directory.Exists(Output), "Something was written.");
        return error;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
