using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TvmSharp.Generators.Tests;

/// <summary>The glue is strict C99 and does what it says; the manifest is JSON.</summary>
public sealed class GlueTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tvmsharp-glue-").FullName;

    public static TheoryData<string> Names => [.. Features.All.Where(static f => f.Key != "Imports").Select(static f => f.Key)];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiles_as_strict_C99(string feature)
    {
        WriteGlue(Features.All[feature]);
        CCompiler.Run("-std=c99", "-Wall", "-Wextra", "-Werror", "-fPIC", "-fvisibility=hidden", "-c", "-o", InDirectory("glue.o"), InDirectory("glue.c"));
    }

    [Theory]
    [InlineData("", "fine, result 0\nffi.FunctionRemoveGlobal\np.one\np.two\nleaked 0\n")]
    [InlineData("-DVERSION_PATCH=13", "fine, result 0\nffi.FunctionRemoveGlobal\np.one\np.two\nleaked 0\n")]
    [InlineData(
        "-DVERSION_PATCH=12",
        "RuntimeError: Cannot register the TVM extension 'p': the tvm-ffi of this process is version 0.1.12; needed is 0.1.13 or a later 0.1\nleaked 0\n")]
    [InlineData(
        "-DTAKEN=\"p.two\"",
        "RuntimeError: Cannot register the TVM extension 'p', these names are already registered: p.two\nffi.FunctionRemoveGlobal\np.two\nleaked 0\n")]
    [InlineData(
        "-DREFUSED=\"p.two\"",
        "RuntimeError: Cannot register 'p.two' of the TVM extension 'p': refused by the test\nffi.FunctionRemoveGlobal\nleaked 0\n")]
    public void Registers_all_or_nothing(string macro, string expected)
    {
        WriteGlue(new TestProject("""
            [assembly: TvmExtension("p")]
            public static class C { [TvmExport] public static void One() { } [TvmExport] public static void Two() { } }
            """));
        string[] macros = macro.Length > 0 ? [macro] : [];
        CCompiler.Run(["-std=c99", .. macros, "-o", InDirectory("host"), InDirectory("glue.c"), HostSource()]);
        (int exitCode, string output) = Tool.Run(InDirectory("host"), []);
        Assert.Equal(expected, output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Manifest_is_JSON(string feature)
    {
        using JsonDocument manifest = JsonDocument.Parse(Features.All[feature].Generate().Metadata("TvmSharp.Manifest"));
        Assert.Equal(1, manifest.RootElement.GetProperty("format").GetInt32());
        Assert.Equal("my_project", manifest.RootElement.GetProperty("prefix").GetString());
        Assert.Equal("MyProject", manifest.RootElement.GetProperty("assembly").GetString());
        foreach (JsonElement function in manifest.RootElement.GetProperty("functions").EnumerateArray())
        {
            // The schema is JSON inside of JSON: the result, then the arguments; none for a function that takes any.
            using JsonDocument schema = JsonDocument.Parse(function.GetProperty("metadata").GetProperty("type_schema").GetString()!);
            Assert.Equal("ffi.Function", schema.RootElement.GetProperty("type").GetString());
            int arguments = function.GetProperty("arguments").GetArrayLength();
            Assert.Equal(
                function.GetProperty("name").GetString() == "my_project.count" ? 0 : arguments + 1,
                schema.RootElement.TryGetProperty("args", out JsonElement args) ? args.GetArrayLength() : 0);
        }
    }

    private static string HostSource([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "GlueHost.c");

    private string InDirectory(string file) => Path.Combine(_directory, file);

    private void WriteGlue(TestProject project)
        => File.WriteAllText(InDirectory("glue.c"), project.Generate().Metadata("TvmSharp.Glue"));
}
