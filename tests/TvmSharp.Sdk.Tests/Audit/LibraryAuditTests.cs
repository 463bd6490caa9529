using TvmSharp.Sdk.Tasks.Audit;

namespace TvmSharp.Sdk.Tests.Audit;

public sealed class LibraryAuditTests : IDisposable
{
    private readonly SharedLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    private string LibC => _libraries.Stub(
        "libc.so.6",
        [
            "open@GLIBC_2.2.5", "recvmmsg@GLIBC_2.12", "secure_getenv@GLIBC_2.17", "__cxa_thread_atexit_impl@GLIBC_2.18", "dlopen@GLIBC_2.34",
            "newest@GLIBC_2.99", "internal@GLIBC_PRIVATE", "__issignaling@GLIBC_2.2.5", .. Enumerable.Range(0, 14).Select(i => $"new_{i:d2}@GLIBC_2.34"),
        ]);

    [Theory]
    [InlineData("open", "manylinux_2_5_x86_64.manylinux1_x86_64")]
    [InlineData("recvmmsg", "manylinux_2_12_x86_64.manylinux2010_x86_64")]
    [InlineData("secure_getenv", "manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [InlineData("__cxa_thread_atexit_impl", "manylinux_2_24_x86_64")]
    [InlineData("dlopen", "manylinux_2_34_x86_64")]
    public void Tag_is_the_lowest_that_has_the_symbols(string call, string expected)
    {
        AuditResult result = LibraryAudit.Audit(_libraries.Library(["open", call], [LibC]), null);

        Assert.Empty(result.Problems);
        Assert.Equal(expected, result.PlatformTag);
        Assert.Equal(expected.Split('.'), result.Tags);
    }

    [Fact]
    public void Tag_is_the_lowest_that_has_the_libraries()
    {
        string mvec = _libraries.Stub("libmvec.so.1"), atomic = _libraries.Stub("libatomic.so.1", "load@LIBATOMIC_1.1");

        Assert.Equal("manylinux_2_24_x86_64", Tag(_libraries.Library(["open"], [LibC, mvec])));
        Assert.Equal("manylinux_2_24_x86_64", Tag(_libraries.Library(["load"], [LibC, atomic])));
        Assert.Equal("manylinux_2_5_x86_64.manylinux1_x86_64", Tag(_libraries.Library(["open"], [LibC, _libraries.Stub("libz.so.1")])));
        Assert.Equal("manylinux_2_12_x86_64.manylinux2010_x86_64", Tag(_libraries.Library(["open"], [LibC, _libraries.Stub("libexpat.so.1")])));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.8", "manylinux_2_5_x86_64.manylinux1_x86_64")]
    [InlineData("GLIBCXX_3.4.19", "manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [InlineData("GLIBCXX_3.4.24", "manylinux_2_27_x86_64")]
    [InlineData("GLIBCXX_3.4.29", "manylinux_2_34_x86_64")]
    [InlineData("CXXABI_1.3.12", "manylinux_2_31_x86_64")]
    [InlineData("CXXABI_TM_1", "manylinux_2_17_x86_64.manylinux2014_x86_64")]
    public void Tag_is_the_lowest_that_has_the_standard_library_of_Cpp(string version, string expected) =>
        Assert.Equal(expected, Tag(_libraries.Library(["f"], [LibC, _libraries.Stub("libstdc++.so.6", "f@" + version)])));

    [Fact]
    public void Library_that_a_real_compiler_made_has_the_tag_that_its_versions_say()
    {
        string path = _libraries.Compile(
            "c++",
            "real.so",
            "real.cc",
            "#include <string>\nstd::string f(int x) { return std::to_string(x) + \"!\"; }\n",
            "");

        AuditResult result = LibraryAudit.Audit(path, null);

        Assert.Empty(result.Problems);
        int minor = int.Parse(result.Tags[0].Split('_')[2], System.Globalization.CultureInfo.InvariantCulture);
        ElfLibrary library = ElfLibrary.Read(File.ReadAllBytes(path));
        Assert.Contains("libstdc++.so.6", library.Needed);
        Assert.All(library.Versions.Where(version => version.Name.StartsWith("GLIBC_2.", StringComparison.Ordinal)), version =>
            Assert.InRange(Version.Parse(version.Name["GLIBC_".Length..]).Minor, 0, minor));
    }

    [Fact]
    public void Libraries_of_TVM_are_always_allowed()
    {
        string[] stubs = ["libtvm_ffi.so", "libtvm_runtime.so", "libtvm_compiler.so", "libtvm_runtime_cuda.so", "libtvm.so"];

        Assert.Equal("manylinux_2_5_x86_64.manylinux1_x86_64", Tag(_libraries.Library(["open"], [LibC, .. stubs.Select(stub => _libraries.Stub(stub))])));
        Assert.All(stubs, stub => Assert.True(LibraryAudit.IsTvmLibrary(stub)));
        Assert.True(LibraryAudit.IsTvmLibrary("libtvm_ffi.so.1"));
        Assert.All(["my_tvm.so", "libtvm_ffi.so.dbg", "libtvm_ffi.a", "xlibtvm_ffi.so", "a/libtvm_ffi.so"], other => Assert.False(LibraryAudit.IsTvmLibrary(other)));
    }

    [Theory]
    [InlineData("libtvm_ffi.so", "")]
    [InlineData("extension.so", "-Wl,-soname,libtvm_ffi.so")]
    public void Copy_of_a_library_of_TVM_is_refused(string name, string arguments)
    {
        AuditProblem problem = Problem(_libraries.Library(["open"], [LibC], arguments, name));

        Assert.Equal("TVMSDK032", problem.Code);
        Assert.Contains("is a copy of TVM's library libtvm_ffi.so", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dynamic_linker_is_no_library_but_its_versions_count()
    {
        string linker = _libraries.Stub("ld-linux-x86-64.so.2", "__tls_get_addr@GLIBC_2.3", "_dl_find_object@GLIBC_2.35");

        Assert.Equal("manylinux_2_5_x86_64.manylinux1_x86_64", Tag(_libraries.Library(["open", "__tls_get_addr"], [LibC, linker])));
        Assert.Equal("manylinux_2_35_x86_64", Tag(_libraries.Library(["open", "_dl_find_object"], [LibC, linker])));
    }

    [Fact]
    public void Each_library_that_no_policy_allows_is_named_with_the_way_out()
    {
        string path = _libraries.Library(["open", "f"], [LibC, _libraries.Stub("libfoo.so.3", "f"), _libraries.Stub("libbar.so")]);

        AuditResult result = LibraryAudit.Audit(path, "manylinux_2_34_x86_64");

        Assert.Equal("", result.PlatformTag);
        Assert.Empty(result.Tags);
        Assert.Equal(["TVMSDK032", "TVMSDK032"], result.Problems.Select(problem => problem.Code));
        Assert.Contains($"'{path}' needs libfoo.so.3, which", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("Link it statically, or,", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("<TvmWheelExternalLibrary Include=\"libfoo.so.3\" />", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("libbar.so", result.Problems[1].Message, StringComparison.Ordinal);
        Assert.Equal("manylinux_2_34_x86_64", LibraryAudit.Audit(path, "manylinux_2_34_x86_64", ["libfoo.so.3", "libbar.so"]).PlatformTag);
    }

    [Theory]
    [InlineData("libpython3.12.so.1.0")]
    [InlineData("libpython3.so")]
    [InlineData("libpython3.7m.so.1.0")]
    public void Python_is_refused(string name)
    {
        string path = _libraries.Library(["open", "Py_Initialize"], [LibC, _libraries.Stub(name, "Py_Initialize")]);

        AuditProblem problem = Assert.Single(LibraryAudit.Audit(path, null, [name]).Problems);

        Assert.Equal("TVMSDK032", problem.Code);
        Assert.Contains($"needs {name}, which ties it to one build of Python", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/opt/lib")]
    [InlineData("$ORIGIN:/opt/lib")]
    [InlineData("$ORIGINAL:/opt/lib")]
    public void Directory_of_the_machine_at_hand_is_refused(string runPath)
    {
        AuditResult result = LibraryAudit.Audit(_libraries.Library(["open"], [LibC], $"\"-Wl,-rpath,{runPath}\""), null);

        Assert.All(result.Problems, problem => Assert.Equal("TVMSDK032", problem.Code));
        Assert.Contains("looks for libraries in '/opt/lib'", result.Problems[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_from_the_library_on_are_fine() =>
        Assert.Equal(
            "manylinux_2_5_x86_64.manylinux1_x86_64",
            Tag(_libraries.Library(["open"], [LibC], "\"-Wl,-rpath,$ORIGIN:$ORIGIN/../tvm_ffi/lib:${ORIGIN}/x\"")));

    [Theory]
    [InlineData("manylinux_2_17_x86_64", "manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [InlineData("manylinux2014_x86_64", "manylinux_2_17_x86_64.manylinux2014_x86_64")]
    [InlineData("manylinux2010_x86_64", "manylinux_2_12_x86_64.manylinux2010_x86_64")]
    [InlineData("manylinux1_x86_64", "manylinux_2_5_x86_64.manylinux1_x86_64")]
    [InlineData("manylinux_2_28_x86_64", "manylinux_2_28_x86_64")]
    [InlineData("manylinux_2_20_x86_64", "manylinux_2_20_x86_64")]
    [InlineData("manylinux_2_50_x86_64", "manylinux_2_50_x86_64")]
    [InlineData("", "manylinux_2_5_x86_64.manylinux1_x86_64")]
    public void Tag_that_the_library_can_have_is_given_as_asked(string requested, string expected)
    {
        AuditResult result = LibraryAudit.Audit(_libraries.Library(["open"], [LibC]), requested);

        Assert.Empty(result.Problems);
        Assert.Equal(expected, result.PlatformTag);
    }

    [Theory]
    [InlineData("manylinux_2_17_x86_64")]
    [InlineData("manylinux_2_33_x86_64")]
    [InlineData("manylinux2014_x86_64")]
    public void Tag_that_is_too_low_is_refused_with_the_symbols(string requested)
    {
        string path = _libraries.Library(["open", "dlopen", "new_03"], [LibC]);

        AuditProblem problem = Assert.Single(LibraryAudit.Audit(path, requested).Problems);

        Assert.Equal("TVMSDK034", problem.Code);
        Assert.Equal(
            $"'{path}' cannot have the platform tag '{requested}': it needs dlopen@GLIBC_2.34 (libc.so.6), new_03@GLIBC_2.34 (libc.so.6), which systems of that tag may lack. The lowest tag that it can have is 'manylinux_2_34_x86_64'. Link it against an older system: publish in a container of one, or set the property SysRoot to the root directory of one and link with clang.",
            problem.Message);
    }

    [Fact]
    public void Of_many_symbols_ten_are_named_and_all_are_counted()
    {
        string path = _libraries.Library(["open", .. Enumerable.Range(0, 14).Select(i => $"new_{i:d2}")], [LibC]);

        AuditProblem problem = Assert.Single(LibraryAudit.Audit(path, "manylinux_2_28_x86_64").Problems);

        Assert.Contains("new_09@GLIBC_2.34 (libc.so.6) and 4 more, 14 in all", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("new_10", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_and_symbol_without_version_can_be_what_a_low_tag_lacks()
    {
        string path = _libraries.Library(["__issignaling"], [LibC, _libraries.Stub("libmvec.so.1")]);

        AuditProblem problem = Assert.Single(LibraryAudit.Audit(path, "manylinux2014_x86_64").Problems);

        Assert.Equal("TVMSDK034", problem.Code);
        Assert.Contains("it needs __issignaling@GLIBC_2.2.5 (libc.so.6), libmvec.so.1, which", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbol_that_is_internal_to_zlib_is_refused_and_a_weak_one_is_not()
    {
        string zlib = _libraries.Stub("libz.so.1", "zcalloc", "crc32");

        AuditProblem problem = Problem(_libraries.Library(["open", "zcalloc"], [LibC, zlib]));
        Assert.Equal("TVMSDK034", problem.Code);
        Assert.Contains("it needs zcalloc (libz.so.1), which no policy has", problem.Message, StringComparison.Ordinal);

        string weak = _libraries.Make(
            "weak.so",
            "extern void open(void), zcalloc(void) __attribute__((weak)); void run(void) { open(); if (zcalloc) zcalloc(); }",
            $"-Wl,--no-as-needed \"{LibC}\" \"{zlib}\"");
        Assert.Equal("manylinux_2_5_x86_64.manylinux1_x86_64", Tag(weak));
    }

    [Theory]
    [InlineData("newest", "newest@GLIBC_2.99 (libc.so.6)")]
    [InlineData("internal", "internal@GLIBC_PRIVATE (libc.so.6)")]
    public void Symbol_that_no_policy_has_is_refused_whatever_is_asked_for(string call, string named)
    {
        string path = _libraries.Library(["open", call], [LibC]);

        foreach (string? requested in (string?[])[null, "manylinux_2_28_x86_64", "manylinux_2_99_x86_64"])
        {
            AuditProblem problem = Assert.Single(LibraryAudit.Audit(path, requested).Problems);
            Assert.Equal("TVMSDK034", problem.Code);
            Assert.Contains($"it needs {named}, which no policy has", problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("linux_x86_64", "PyPI refuses it")]
    [InlineData("manylinux_2_34", "no platform tag for Linux")]
    [InlineData("manylinux_3_1_x86_64", "no platform tag for Linux")]
    [InlineData("manylinux2015_x86_64", "no platform tag for Linux")]
    [InlineData("manylinux_2_34_x86_64\n", "no platform tag for Linux")]
    [InlineData("manylinux_2_99999999999_x86_64", "no platform tag for Linux")]
    [InlineData("any", "no platform tag for Linux")]
    [InlineData("win_amd64", "no platform tag for Linux")]
    [InlineData(" ", "no platform tag for Linux")]
    [InlineData("manylinux_2_34_aarch64", "it is for x86_64")]
    [InlineData("manylinux2014_i686", "it is for x86_64")]
    [InlineData("manylinux_2_4_x86_64", "the lowest for x86_64 is 'manylinux_2_5_x86_64'")]
    [InlineData("musllinux_1_2_x86_64", "it is linked with glibc")]
    public void Tag_that_cannot_be_is_refused(string requested, string message)
    {
        AuditResult result = LibraryAudit.Audit(_libraries.Library(["open"], [LibC]), requested);

        AuditProblem problem = Assert.Single(result.Problems);
        Assert.Equal("TVMSDK033", problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"'{requested}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Leave the property TvmWheelPlatformTag out", problem.Message, StringComparison.Ordinal);
        Assert.Equal("", result.PlatformTag);
    }

    [Theory]
    [InlineData("libc.musl-x86_64.so.1", null, "musllinux_1_2_x86_64")]
    [InlineData("libc.so", null, "musllinux_1_2_x86_64")]
    [InlineData("libc.musl-x86_64.so.1", "musllinux_1_2_x86_64", "musllinux_1_2_x86_64")]
    [InlineData("libc.musl-x86_64.so.1", "musllinux_1_3_x86_64", "musllinux_1_3_x86_64")]
    [InlineData("libc.musl-x86_64.so.1", "musllinux_1_1_x86_64", null)]
    [InlineData("libc.musl-x86_64.so.1", "manylinux_2_34_x86_64", null)]
    public void Library_for_musl_has_a_tag_of_musl(string libc, string? requested, string? expected)
    {
        AuditResult result = LibraryAudit.Audit(_libraries.Library(["open"], [_libraries.Stub(libc, "open")]), requested);

        Assert.Equal(expected ?? "", result.PlatformTag);
        Assert.Equal(expected is null ? ["TVMSDK033"] : [], result.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Library_for_both_C_libraries_is_refused()
    {
        AuditProblem problem = Problem(_libraries.Library(["open"], [LibC, _libraries.Stub("libc.musl-x86_64.so.1")]));

        Assert.Equal("TVMSDK031", problem.Code);
        Assert.Contains("at once", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_without_a_C_library_is_at_home_with_both()
    {
        string path = _libraries.Library([], [_libraries.Stub("libtvm_ffi.so")]);

        Assert.Equal("manylinux_2_5_x86_64.manylinux1_x86_64", Tag(path));
        Assert.Equal("musllinux_1_2_x86_64", LibraryAudit.Audit(path, "musllinux_1_2_x86_64").PlatformTag);
    }

    [Theory]
    [InlineData("GLIBC_2.17", null, "manylinux_2_17_aarch64.manylinux2014_aarch64")]
    [InlineData("GLIBC_2.34", null, "manylinux_2_34_aarch64")]
    [InlineData("GLIBC_2.34", "manylinux_2_28_aarch64", "TVMSDK034")]
    [InlineData("GLIBC_2.17", "manylinux_2_28_aarch64", "manylinux_2_28_aarch64")]
    [InlineData("GLIBC_2.17", "manylinux2010_aarch64", "TVMSDK033")]
    [InlineData("GLIBC_2.17", "manylinux_2_28_x86_64", "TVMSDK033")]
    public void Library_for_Arm_has_the_tags_of_Arm(string version, string? requested, string expected)
    {
        ElfImage image = new() { Needed = ["libc.so.6", "ld-linux-aarch64.so.1", "libtvm_ffi.so"], Symbols = [$"f@{version}@libc.so.6", "TVMFFIObjectDecRef"] };

        AuditResult result = LibraryAudit.Audit(_libraries.Write("arm.so", image.Write()), requested);

        Assert.Equal(expected, result.Problems.Count == 0 ? result.PlatformTag : Assert.Single(result.Problems).Code);
    }

    [Theory]
    [InlineData(3, false, false, 0, "x86, 32 bits, little endian")]
    [InlineData(62, false, false, 0, "x86-64, 32 bits, little endian")]
    [InlineData(183, true, true, 0, "AArch64, 64 bits, big endian")]
    [InlineData(243, true, false, 0, "ELF's number 243, 64 bits")]
    [InlineData(62, true, false, 9, "the system with ELF's number 9")]
    public void Library_for_another_platform_is_refused(ushort machine, bool is64Bit, bool isBigEndian, byte osAbi, string message)
    {
        ElfImage image = new() { Machine = machine, Is64Bit = is64Bit, IsBigEndian = isBigEndian, OsAbi = osAbi, Needed = ["libc.so.6"] };

        AuditProblem problem = Problem(_libraries.Write("other.so", image.Write()));

        Assert.Equal("TVMSDK031", problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains("Publish for linux-x64 or linux-arm64", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no library")]
    [InlineData("")]
    [InlineData("\u007fELF\u0002\u0001")]
    public void File_that_is_no_library_is_a_problem(string text)
    {
        string path = _libraries.Write("text.so", System.Text.Encoding.ASCII.GetBytes(text));

        AuditProblem problem = Problem(path);

        Assert.Equal("TVMSDK030", problem.Code);
        Assert.Contains($"'{path}' cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_where_no_file_is_is_a_problem()
    {
        string path = _libraries.Write("here.so", []);

        Assert.Equal("TVMSDK030", Problem(path + ".not").Code);
        Assert.Equal("TVMSDK030", Problem(Path.GetDirectoryName(path)!).Code);
    }

    private static string Tag(string path)
    {
        AuditResult result = LibraryAudit.Audit(path, null);
        Assert.Empty(result.Problems.Select(problem => problem.Message));
        return result.PlatformTag;
    }

    private static AuditProblem Problem(string path) => Assert.Single(LibraryAudit.Audit(path, null).Problems);
}
