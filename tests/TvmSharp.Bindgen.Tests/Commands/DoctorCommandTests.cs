using System.Text.Json;
using TvmSharp.Bindgen.Tests.Headers;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Where_all_is_there_it_says_what_is_used()
    {
        (int code, string output, string error) = Tool.Run("doctor", "--tvm", TvmTree.Root);

        Assert.True(code == 0, output + error);
        Assert.Contains("clang version", output, StringComparison.Ordinal);
        Assert.Contains(TvmTree.Root, output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing is missing.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_libclang_its_headers_are_missing_too()
    {
        string output = Fails(new() { ["LIBCLANG_PATH"] = _directory.Path }, "--tvm", TvmTree.Root);

        Assert.Equal(2, Missing(output));
        Assert.Contains($"MISSING: LIBCLANG_PATH is '{_directory.Path}', which has no libclang", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_builtin_headers_it_says_what_installs_them()
    {
        string output = Fails(new() { ["CLANG_RESOURCE_DIR"] = _directory.Path }, "--tvm", TvmTree.Root);

        Assert.Equal(1, Missing(output));
        Assert.Contains("install them (", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_source_tree_it_says_how_to_name_one()
    {
        Assert.Contains("give --tvm DIR, or set TVM_SOURCE_DIR", Fails(new() { ["TVM_SOURCE_DIR"] = "" }), StringComparison.Ordinal);
        Assert.Contains("is not TVM", Fails([], "--tvm", _directory.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_every_finding()
    {
        (int code, string output, _) = Processes.RunTool(
            new Dictionary<string, string> { ["CLANG_RESOURCE_DIR"] = _directory.Path }, "doctor", "--tvm", _directory.Path, "--format", "json");

        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((1, false), (code, json.GetProperty("ok").GetBoolean()));
        Assert.Equal(
            ["libclang True", "builtin headers False", "TVM sources False"],
            json.GetProperty("findings").EnumerateArray().Select(static f => $"{f.GetProperty("what")} {f.GetProperty("problem").ValueKind == JsonValueKind.Null}"));
    }

    private static int Missing(string output) => output.Split('\n').Count(static line => line.Contains("MISSING: ", StringComparison.Ordinal));

    private static string Fails(Dictionary<string, string> environment, params string[] args)
    {
        (int code, string output, _) = Processes.RunTool(environment, ["doctor", .. args]);
        Assert.Equal(1, code);
        Assert.EndsWith("Each missing line says what to do about it.\n", output, StringComparison.Ordinal);
        return output;
    }
}
