using System.Text;
using VerifyXunit;

namespace TvmSharp.Wheel.Tests;

public class PythonPackageTests
{
    [Fact]
    public Task Everything_becomes_a_package() => Verifier.Verify(string.Concat(
        PythonPackage.Files(Manifests.Everything, "1.2.3", "What it is for.")
            .Where(static f => !f.Path.EndsWith("_library.py", StringComparison.Ordinal))
            .OrderBy(static f => f.Path, StringComparer.Ordinal)
            .Select(static f => $"==== {f.Path}\n{Encoding.UTF8.GetString(f.Content)}"))).UseDirectory("Snapshots");

    [Fact]
    public void The_loader_knows_its_library_and_whether_it_needs_the_compiler()
    {
        Assert.Contains("LIBRARY = \"libExtension.so\"\n", Loader(Manifests.Everything), StringComparison.Ordinal);
        Assert.Contains("NEEDS_TVM = True\n", Loader(Manifests.Everything), StringComparison.Ordinal);
        string plain = Loader(Manifests.Of(Manifests.Function("my_project.f", Manifests.Argument("x", "ffi.Tensor"))));
        Assert.Contains("NEEDS_TVM = False\n", plain, StringComparison.Ordinal);
        Assert.Contains("REGISTERED = \"my_project.f\"\n", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("@", plain.Replace("@PACKAGE@", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Python_compiles_all_of_it()
    {
        using TemporaryDirectory directory = new();
        foreach (WheelFile file in PythonPackage.Files(Manifests.Everything, "1.2.3", ""))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(directory[file.Path])!);
            File.WriteAllBytes(directory[file.Path], file.Content);
        }

        Python.Run(
            "-c",
            "import ast, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.py*'): ast.parse(p.read_text(), str(p), feature_version=(3, 10 if p.suffix == '.pyi' else 9))",
            directory["my_project"]);
    }

    [Fact]
    public void Methods_of_classes_with_one_name_find_their_functions()
    {
        static ManifestType Type(string key) => Manifests.Type(key) with
        {
            Methods = [new("sum", false, "", [Manifests.Argument("self", key)], new(Manifests.Schema("int"), ""))],
        };

        ExtensionManifest manifest = Manifests.Of() with { Types = [Type("my_project.Point"), Type("my_project.geo.Point"), Type("my_project._Point")] };
        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory["_types.py"], PythonPackage.Files(manifest, "1.0", "").Single(static f => f.Path == "my_project/_types.py").Content);
        Python.Run(
            "-c",
            """
            import sys, types
            library = types.SimpleNamespace(register=lambda key: lambda cls: cls, method=lambda cls, name: lambda self: (cls, name))
            sys.modules["tvm_ffi"] = types.SimpleNamespace(Object=object)
            sys.modules["my_project"] = types.SimpleNamespace(_library=library)
            sys.path.insert(0, sys.argv[1])
            import _types
            classes = [value for value in vars(_types).values() if isinstance(value, type)]
            assert len(classes) == 3
            for cls in classes:
                assert cls.__new__(cls).sum() == (cls, "sum"), cls
            """,
            directory[""]);
    }

    [Fact]
    public void Arguments_that_are_left_out_are_left_to_the_library()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["_library.py"], Loader(Manifests.Everything));
        Python.Run(
            "-c",
            """
            import sys
            sys.path.insert(0, sys.argv[1])
            from _library import given
            assert given(1, 2) == (1, 2)
            assert given(1, ..., ...) == (1,)
            try:
                given(1, ..., 3)
            except TypeError:
                pass
            else:
                raise AssertionError("3 stands for another parameter")
            """,
            directory[""]);
    }

    private static string Loader(ExtensionManifest manifest) => Encoding.UTF8.GetString(
        PythonPackage.Files(manifest, "1.0", "").Single(static f => f.Path == "my_project/_library.py").Content);
}
