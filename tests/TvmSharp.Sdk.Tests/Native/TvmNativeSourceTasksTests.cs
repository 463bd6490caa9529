using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TvmSharp.Sdk.Tasks.Native;

namespace TvmSharp.Sdk.Tests.Native;

/// <summary>From sources to objects to the stub, with the machine's compiler.</summary>
public sealed class TvmNativeSourceTasksTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestBuild _build = new() { Warnings = [] };

    public TvmNativeSourceTasksTests()
    {
        Write("a/one.c", "#include \"one.h\"\nint one(void) { return ONE; }");
        Write("a/one.h", "#define ONE 1");
        Write("b/one.c", "int other(void) { return 2; }");
        Write("stamp", "");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Sources_of_one_name_are_two_objects()
    {
        string[] objects = [.. Compile("a/one.c", "b/one.c", "a/one.c").Select(static item => item.ItemSpec)];
        Assert.Equal([_directory["obj/a/one.c.o"], _directory["obj/b/one.c.o"]], objects);
        Assert.Equal(["one"], ObjectSymbols.Read(objects[0]).Defined);
        Assert.Equal(["other"], ObjectSymbols.Read(objects[1]).Defined);
    }

    [Fact]
    public void Only_what_has_changed_is_compiled()
    {
        string[] objects = [.. Compile("a/one.c", "b/one.c").Select(static item => item.ItemSpec)];
        DateTime old = DateTime.UtcNow.AddHours(-1);
        foreach (string file in (string[])["a/one.c", "a/one.h", "b/one.c", "stamp", "obj/a/one.c.rsp", "obj/b/one.c.rsp"])
        {
            File.SetLastWriteTimeUtc(_directory[file], old.AddHours(-1));
        }

        Array.ForEach(objects, file => File.SetLastWriteTimeUtc(file, old));
        File.SetLastWriteTimeUtc(_directory["a/one.h"], DateTime.UtcNow);
        Compile("a/one.c", "b/one.c");
        Assert.True(File.GetLastWriteTimeUtc(objects[0]) > old);
        Assert.Equal(old, File.GetLastWriteTimeUtc(objects[1]));

        // A header that is gone may not be needed any more.
        File.Delete(_directory["a/one.h"]);
        Write("a/one.c", "int one(void) { return 3; }");
        Compile("a/one.c", "b/one.c");
        Assert.Equal(old, File.GetLastWriteTimeUtc(objects[1]));
        Assert.DoesNotContain(_directory["a/one.h"], DependencyFile.Read(_directory["obj/a/one.c.d"]));
    }

    [Fact]
    public void An_items_own_arguments_and_directories_are_its_own()
    {
        Write("c/uses.c", "#include \"one.h\"\nint three(void) { return ONE + TWO; }");
        TaskItem item = new("c/uses.c");
        item.SetMetadata("CompilerArguments", "-DTWO=2");
        item.SetMetadata("IncludeDirectories", "none;a");
        Assert.True(Resolve(out ResolveTvmNativeSources resolve, item, new TaskItem("b/one.c")));
        Assert.True(Compile(resolve.Objects));
        Assert.DoesNotContain("TWO", File.ReadAllText(_directory["obj/b/one.c.rsp"]), StringComparison.Ordinal);
        Assert.False(resolve.HasCxx);
    }

    [Fact]
    public void What_is_no_source_is_an_error_for_each()
    {
        Assert.False(Resolve(out _, new TaskItem("a/one.h"), new TaskItem("a/two.c"), new TaskItem("b/one.c")));
        Assert.Equal(["TVMSDK043", "TVMSDK042"], _build.Errors.Select(static error => error.Code));
        Assert.All(_build.Errors, static error => Assert.Equal("README.md#" + error.Code.ToLowerInvariant(), error.HelpLink));
        Assert.False(Directory.Exists(_directory["obj"]));
    }

    [Fact]
    public void Errors_and_warnings_are_at_their_lines_and_the_object_stays()
    {
        string file = Compile("a/one.c")[0].ItemSpec;
        byte[] before = File.ReadAllBytes(file);
        Write("a/one.h", "#warning careful {0}\n#define ONE unknown");
        File.SetLastWriteTimeUtc(_directory["a/one.h"], DateTime.UtcNow.AddMinutes(1));
        Assert.True(Resolve(out ResolveTvmNativeSources resolve, new TaskItem("a/one.c")));
        Assert.False(Compile(resolve.Objects));

        BuildWarningEventArgs warning = Assert.Single(_build.Warnings!);
        Assert.Equal(("TVMSDK048", _directory["a/one.h"], 1), (warning.Code, warning.File, warning.LineNumber));
        Assert.Contains("careful {0}", warning.Message, StringComparison.Ordinal);
        Assert.Equal("TVMSDK041", _build.Errors[0].Code);
        Assert.Contains("unknown", _build.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.False(File.Exists(file + ".new"));
    }

    [Theory]
    [InlineData("no-such-compiler", "objcopy", "CppCompilerAndLinker")]
    [InlineData("cc", "no-such-objcopy", "ObjCopyName")]
    public void A_tool_that_is_missing_is_named_with_its_property(string compiler, string objCopy, string property)
    {
        Assert.True(Resolve(out ResolveTvmNativeSources resolve, new TaskItem("a/one.c")));
        Assert.False(Compile(resolve.Objects, compiler, objCopy));
        Assert.Equal("TVMSDK040", _build.Error.Code);
        Assert.Contains("no-such-", _build.Error.Message, StringComparison.Ordinal);
        Assert.Contains(property, _build.Error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["obj/a/one.c.o"]));
    }

    [Theory]
    [InlineData("gcc: fatal error: cannot execute 'cc1plus': execvp: No such file or directory", "TVMSDK040", "its C++ part is missing")]
    [InlineData("one.cc:1:10: fatal error: tvm/ffi/any.h: No such file or directory", "TVMSDK044", "there is no 'no-such-python'")]
    [InlineData("one.cc:1:10: fatal error: 'dlpack/dlpack.h' file not found", "TVMSDK044", "TVM_SOURCE_DIR is not set")]
    [InlineData("Segmentation fault", "TVMSDK041", "Segmentation fault")]
    public void What_a_compiler_lacks_is_said(string output, string code, string expected)
    {
        Write("one.cc", "");
        Write("compiler", $"#!/bin/sh\ncat <<'END'\n{output}\nEND\nexit 1\n");
        Scripts.MakeExecutable(_directory["compiler"]);
        Assert.True(Resolve(out ResolveTvmNativeSources resolve, new TaskItem("one.cc")));
        Assert.True(resolve.HasCxx);
        Assert.False(Compile(resolve.Objects, _directory["compiler"], headersNotFound: resolve.HeadersNotFound));
        Assert.Equal(code, _build.Errors[^1].Code);
        Assert.Contains(expected, _build.Errors[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stub_has_what_is_missing_of_libtvm_ffi_and_not_yet_there()
    {
        Write("a/one.c", """
            void TVMFFIGetVersion(void*); void TVMFFIObjectDecRef(void*); void TVMFFIOwn(void); int puts(const char*);
            void repr(void) __asm__("_ZN3tvm3ffi9ReprPrintERKNS0_3AnyE");
            extern char table __asm__("_ZTVN3tvm3ffi9ModuleObjE");
            __attribute__((visibility("default"))) void shown(void) { TVMFFIGetVersion(&table); TVMFFIObjectDecRef(0); TVMFFIOwn(); repr(); puts(""); }
            __attribute__((visibility("default"), weak)) void weak(void) { }
            void TVMFFIHidden(void) { }
            """);
        Write("b/one.c", "void TVMFFIOwn(void) { }");
        Write("glue_stub.c", "/* stub */\nvoid TVMFFIObjectDecRef(void) {}\n");

        Assert.True(Stub(Compile("a/one.c", "b/one.c")));

        Assert.Equal(
            ["void TVMFFIGetVersion(void) {}", "void _ZN3tvm3ffi9ReprPrintERKNS0_3AnyE(void) {}", "void _ZTVN3tvm3ffi9ModuleObjE(void) {}"],
            File.ReadAllLines(_directory["stub.c"])[1..]);
        Assert.Equal("shown\n", File.ReadAllText(_directory["exports.txt"]));
    }

    [Fact]
    public void What_libtvm_compiler_hides_is_an_error()
    {
        Write("a/one.c", "void hidden(void) __asm__(\"_ZN3tvm6IntImmC1Ei\"); void one(void) { hidden(); }");
        Write("glue_stub.c", "");
        Assert.False(Stub(Compile("a/one.c")));
        Assert.Equal("TVMSDK045", _build.Error.Code);
        Assert.Contains(": _ZN3tvm6IntImmC1Ei. ", _build.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_object_is_an_error()
    {
        Write("a.o", "no object, but long enough to have a header of sixty-four bytes, or so.");
        Write("glue_stub.c", "");
        Assert.False(Stub([new TaskItem(_directory["a.o"])]));
        Assert.Equal("TVMSDK005", _build.Error.Code);
        Assert.Contains("a.o' is no object file", _build.Error.Message, StringComparison.Ordinal);
    }

    private ITaskItem[] Compile(params string[] sources)
    {
        Assert.True(Resolve(out ResolveTvmNativeSources resolve, [.. sources.Select(static source => new TaskItem(source))]));
        Assert.True(Compile(resolve.Objects), string.Join('\n', _build.Errors.Select(static error => error.Message)));
        return resolve.Objects;
    }

    private bool Resolve(out ResolveTvmNativeSources task, params ITaskItem[] sources)
    {
        task = new ResolveTvmNativeSources
        {
            BuildEngine = _build,
            Sources = sources,
            ProjectDirectory = _directory["."],
            ObjectDirectory = _directory["obj"],
            Arguments = "-fPIC -fvisibility=hidden",
            Python = "no-such-python",
        };
        return task.Execute();
    }

    private bool Compile(ITaskItem[] objects, string compiler = "cc", string objCopy = "objcopy", string headersNotFound = "") => new CompileTvmNativeSources
    {
        BuildEngine = _build,
        Compiler = compiler,
        CompilerStamp = _directory["stamp"],
        Objects = objects,
        ObjCopy = objCopy,
        HeadersNotFound = headersNotFound,
    }.Execute();

    private bool Stub(ITaskItem[] objects) => new WriteTvmNativeStub
    {
        BuildEngine = _build,
        Objects = objects,
        GlueStubFile = _directory["glue_stub.c"],
        StubFile = _directory["stub.c"],
        ExportsFile = _directory["exports.txt"],
    }.Execute();

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[file])!);
        File.WriteAllText(_directory[file], text);
    }
}
