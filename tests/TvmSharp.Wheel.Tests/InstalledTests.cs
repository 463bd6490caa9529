using System.Text.RegularExpressions;

namespace TvmSharp.Wheel.Tests;

/// <summary>Installed wheels in Python: with the double of tvm_ffi, and with upstream's where that is at hand.</summary>
[Collection(Wheels.Collection)]
public sealed partial class InstalledTests : IDisposable
{
    private const string Double = "double";
    private const string Real = "upstream";

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Hosts => Upstream is null ? [Double] : [Double, Real];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Functions_are_called_raise_and_have_documentation(string host) => AssertOk(host, [], "hello_pass.py", "0.1.0");

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Types_have_constructors_fields_and_methods(string host) => AssertOk(host, [], "second_extension.py");

    [Fact]
    public void Importing_tvm_alone_loads_the_extension() => AssertOk(Double, [Path.Combine(Python.Sources, "autoload")], "autoload.py");

    [Fact]
    public void Importing_the_extension_imports_tvm_first_which_calls_the_extension() =>
        AssertOk(Double, [Path.Combine(Python.Sources, "autoload")], "hello_pass.py", "0.1.0");

    [Theory]
    [InlineData("autoload.py")]
    [InlineData("upstream.py")]
    [Trait("Needs", "upstream")]
    public void Upstream_runs_the_passes(string script) => AssertOk(Real, [], script);

    [Fact]
    public void A_name_that_is_taken_is_an_import_error_that_says_so()
    {
        string output = Fail(
            [Path.Combine(Python.Sources)],
            "import shutil, tvm_ffi, importlib.util, os, sys\n"
            + "place = os.path.dirname(importlib.util.find_spec('my_project').origin)\n"
            + $"tvm_ffi.load_module(shutil.copy(os.path.join(place, 'libHelloPass.so'), '{_directory["copy.so"]}'))\n"
            + "import my_project");
        Assert.Contains("ImportError: my_project cannot be loaded from ", output, StringComparison.Ordinal);
        Assert.Contains("these names are already registered: my_project.add_one, my_project.transform.MyCustomPass", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_tvm_ffi_the_error_says_what_to_install() => Assert.Contains(
        "ImportError: my_project cannot be loaded: the package tvm_ffi is not installed. It needs apache-tvm-ffi>=0.1.13,<0.2; installed is none of TVM. Run: pip install",
        Fail([], "import my_project"),
        StringComparison.Ordinal);

    [Fact]
    public void A_tvm_that_has_its_ffi_inside_is_recognised()
    {
        Write("tvm/__init__.py", "raise AssertionError('not to be imported')");
        Assert.Contains("the TVM that is installed is too old: it comes without the package tvm_ffi", Fail([_directory[""]], "import my_project"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tvm_ffi_that_loads_no_modules_is_recognised()
    {
        Write("tvm_ffi/__init__.py", "");
        Assert.Contains(
            $"the tvm_ffi of {_directory["tvm_ffi"]} is of a version that cannot load extensions", Fail([_directory[""]], "import my_project"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tvm_ffi_with_an_old_abi_is_recognised()
    {
        Write("tvm_ffi/__init__.py", """
            import ctypes

            class Old(ctypes.CDLL):
                def TVMFFIGetVersion(self, version):
                    version[0], version[1], version[2] = 0, 1, 12

            LIB = Old(None)

            def load_module(path):
                raise AssertionError("not to be loaded")
            """);
        Assert.Contains($"the tvm_ffi of {_directory["tvm_ffi"]} has version 0.1.12 of the C ABI", Fail([_directory[""]], "import my_project"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "mypy")]
    public void Stubs_are_right_for_a_type_checker()
    {
        (int exitCode, string output) = Check("typed.py");
        Assert.True(exitCode == 0, output);
        (exitCode, output) = Check("mistyped.py");
        Assert.NotEqual(0, exitCode);
        Assert.Equal(["6", "7", "8", "9", "10", "11"], MypyError().Matches(output).Select(static m => m.Groups[1].Value));
    }

    [GeneratedRegex(@"mistyped\.py:(\d+): error:")]
    private static partial Regex MypyError();

    private static string? Upstream => Python.Upstream;

    // Upstream's tvm_ffi has types, which its classes are Any without.
    private (int ExitCode, string Output) Check(string script)
    {
        if (Upstream is not null && !Directory.Exists(_directory["tvm_ffi"]))
        {
            Directory.CreateSymbolicLink(_directory["tvm_ffi"], Path.Combine(Upstream, "tvm_ffi"));
        }

        return Tool.Run(
            Python.TypeChecker,
            ["--strict", "--no-incremental", "--follow-imports=silent", "--python-executable", Wheels.Installed, Path.Combine(Python.Sources, "scripts", script)],
            new Dictionary<string, string>(Python.Plain) { ["MYPYPATH"] = Upstream is null ? "" : _directory[""] });
    }

    private static void AssertOk(string host, string[] path, string script, params string[] arguments)
    {
        (int exitCode, string output) = Run(host, path, [Path.Combine(Python.Sources, "scripts", script), .. arguments]);
        Assert.True(exitCode == 0 && output.EndsWith("ok\n", StringComparison.Ordinal), output);
    }

    private static (int ExitCode, string Output) Run(string host, string[] path, string[] arguments)
    {
        string python = Wheels.Installed;
        Dictionary<string, string> environment = new(Python.Plain);
        if (host == Double)
        {
            environment["PYTHONPATH"] = string.Join(':', [.. path, Python.Sources]);
            environment["TVM_FFI_DOUBLE_LIBRARY"] = Wheels.Embedded;
            return Tool.Run(python, arguments, environment);
        }

        // What upstream's packages need themselves is where they are, or on this machine, and not in the environment.
        string upstream = Upstream ?? throw new InvalidOperationException(
            "Upstream's Python packages are not there: set TVMSHARP_PYTHON_PATH to their directory, or leave these tests out: --filter Needs!=upstream.");
        string installed = Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(python)!, "..", "lib"), "python3*").Single();
        environment["PYTHONPATH"] = $"{upstream}:{Path.Combine(installed, "site-packages")}";
        environment["TVM_LIBRARY_PATH"] = Python.UpstreamLibraries;
        return Tool.Run(Python.Program, arguments, environment);
    }

    private static string Fail(string[] path, string code)
    {
        Dictionary<string, string> environment = new(Python.Plain)
        {
            ["PYTHONPATH"] = string.Join(':', path),
            ["TVM_FFI_DOUBLE_LIBRARY"] = Wheels.Embedded,
        };
        (int exitCode, string output) = Tool.Run(Wheels.Installed, ["-c", code], environment);
        Assert.Equal(1, exitCode);
        return output;
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[file])!);
        File.WriteAllText(_directory[file], text);
    }
}
