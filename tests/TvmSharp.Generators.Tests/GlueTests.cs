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
    [InlineData("", "fine, result 0\np.one\np.two\nleaked 0\n")]
    [InlineData("-DVERSION_PATCH=13", "fine, result 0\np.one\np.two\nleaked 0\n")]
    [InlineData(
        "-DVERSION_PATCH=12",
        "RuntimeError: Cannot register the TVM extension 'p': the tvm-ffi of this process is version 0.1.12; needed is 0.1.13 or a later 0.1\nleaked 0\n")]
    [InlineData(
        "-DTAKEN=\"p.two\"",
        "RuntimeError: Cannot register the TVM extension 'p', these names are already registered: p.two\np.two\nleaked 0\n")]
    [InlineData(
        "-DREFUSED=\"p.two\"",
        "RuntimeError: Cannot register 'p.two' of the TVM extension 'p': refused by the test\nleaked 0\n")]
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
    [InlineData(
        "",
        """
        type 128 is p.Point, below 64 at depth 1 (-1 0 1)
        field x of 128: kind 1, 8 bytes at 24 aligned by 8, flags 2051, getter 1002, setter made, default -5
        type 128 has 32 bytes, compared as 1: A point.
        type 128 can be made, 32 bytes
        type 129 is p.Named, below 128 at depth 2 (-1 0 1)
        field name of 129: kind -1, 16 bytes at 32 aligned by 8, flags 2050, getter 1000, setter made, default no "name"
        type 129 has 48 bytes, compared as 0:\u0020
        method greet of 129, flags 0
        attribute __ffi_repr__ of 129, a value of type 68
        type 129 can be made, 48 bytes
        fine, result 0
        p.one
        p.two
        leaked 0

        """)]
    [InlineData(
        "-DTAKEN_TYPE=\"p.Named\"",
        """
        RuntimeError: Cannot register the TVM extension 'p', these names are already registered: p.Named
        leaked 0

        """)]
    [InlineData(
        "-DREFUSED=\"greet\"",
        """
        type 128 is p.Point, below 64 at depth 1 (-1 0 1)
        field x of 128: kind 1, 8 bytes at 24 aligned by 8, flags 2051, getter 1002, setter made, default -5
        type 128 has 32 bytes, compared as 1: A point.
        type 128 can be made, 32 bytes
        type 129 is p.Named, below 128 at depth 2 (-1 0 1)
        field name of 129: kind -1, 16 bytes at 32 aligned by 8, flags 2050, getter 1000, setter made, default no "name"
        type 129 has 48 bytes, compared as 0:\u0020
        RuntimeError: Cannot register 'p.Named' of the TVM extension 'p': refused by the test
        leaked 0

        """)]
    [InlineData(
        "-DNO_FIELDS",
        """
        type 128 is p.Point, below 64 at depth 1 (-1 0 1)
        RuntimeError: Cannot register 'p.Point' of the TVM extension 'p': the tvm-ffi of this process has no functions to define types with
        leaked 0

        """)]
    public void Registers_types(string macro, string expected)
    {
        WriteGlue(new TestProject("""
            [assembly: TvmExtension("p")]
            public static class C { [TvmExport] public static void One() { } [TvmExport] public static void Two() { } }

            /// <summary>A point.</summary>
            [TvmObject("p.Point", StructuralKind = StructuralKind.Tree)]
            public partial class Point : TvmObject { [TvmField(Default = -5)] public partial int X { get; set; } }

            [TvmObject("p.Named")]
            public sealed partial class Named : Point
            {
                [TvmField(Default = "no \"name\"")] public partial string Name { get; }
                [TvmMethod] public string Greet() => Name;
                [TvmMethod(TypeAttribute.Repr)] public string Print(System.Func<Any, string> print) => print(Name);
            }
            """));
        string[] macros = macro.Length > 0 ? ["-DTYPES", macro] : ["-DTYPES"];
        CCompiler.Run(["-std=c99", "-Wall", "-Wextra", "-Werror", .. macros, "-o", InDirectory("host"), InDirectory("glue.c"), HostSource()]);
        (int exitCode, string output) = Tool.Run(InDirectory("host"), []);
        Assert.Equal(expected.Replace("\\u0020", " ", StringComparison.Ordinal), output);
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
