namespace TvmSharp.EndToEnd.Tests.Native;

/// <summary>C and C++ in the same library as C#, in a process without .NET.</summary>
public class NativeSourceTests
{
    private static readonly string Load = "load " + Published.Native;

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void C_sharp_and_C_call_each_other(string host)
    {
        string output = new Host(host).Run(
            Load,
            "check " + Published.Native,
            "call native_project.native.scale i:4",
            "call native_project.scale_and_add_one i:4",
            "call native_project.native.add_two i:40",
            "call native_project.add_two i:40",
            "thread call native_project.add_two i:1");
        Assert.Equal(
            """
            check ok
            native_project.native.scale = int 12
            native_project.scale_and_add_one = int 13
            native_project.native.add_two = int 42
            native_project.add_two = int 42
            native_project.add_two = int 3
            end

            """,
            output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Cxx_throws_and_catches_and_its_error_arrives_in_C_sharp_and_TVM(string host)
    {
        string output = new Host(host).Run(
            Load,
            "call native_project.parse s:12",
            "call native_project.parse s:a_text_that_needs_an_object_of_its_own",
            "call native_project.add_two i:9223372036854775807");
        Assert.Contains("native_project.parse = int 12\n", output);
        Assert.Contains("native_project.parse raised ValueError: native_project.native.parse: stoll\n", output);

        // Out of C# through C into C#, as itself.
        Assert.Contains("native_project.add_two raised OverflowError: System.OverflowException", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void A_symbol_that_a_source_exports_is_a_function_of_the_module(string host)
    {
        string output = new Host(host).Run(
            "set library ffi.ModuleLoadFromFile s:" + Published.Native,
            "call ffi.ModuleImplementsFunction v:library s:native_answer i:0",
            "call ffi.ModuleImplementsFunction v:library s:register_global i:0");
        Assert.Contains("= bool 1\nffi.ModuleImplementsFunction = bool 0\n", output);
    }

    [Fact]
    public void Only_what_asks_for_it_is_exported()
    {
        string[] symbols = Tool.RunOrThrow("nm", "-D", "--defined-only", Published.Native).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["__tvm_ffi_native_answer", "__tvm_ffi_tvmsharp_check"],
            symbols.Where(static symbol => symbol.Contains(" T ")).Select(static symbol => symbol.Split(' ')[2].Split('@')[0]).Order());
    }

    [Fact]
    public void It_needs_libtvm_ffi_and_the_shared_libstdcxx()
    {
        string dynamic = Tool.RunOrThrow("readelf", "-d", Published.Native);
        Assert.Contains("Shared library: [libtvm_ffi.so]", dynamic);
        Assert.Contains("Shared library: [libstdc++.so.6]", dynamic);
    }

    [Fact]
    public void No_path_of_the_building_machine_is_in_it() =>
        Assert.Equal(1, Tool.Run("grep", ["-c", "--binary-files=text", Path.Combine(Published.RepositoryRoot, Published.NativeProject, "native"), Published.Native]).ExitCode);

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void What_an_initialiser_throws_is_what_the_check_raises(string host)
    {
        string library = NativePublish.Variant("throws.cc");
        string output = new Host(host).Run("load " + library, "check " + library, "has native_project.add_one");
        Assert.StartsWith(
            "check raised RuntimeError: Cannot initialise the native sources of the TVM extension 'native_project': there is no device\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains("native_project.add_one is not registered\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void A_library_whose_names_are_taken_runs_no_initialiser(string host)
    {
        string output = new Host(host).Run("take native_project.parse", Load, "has native_project.native.scale");
        Assert.Contains("native_project.native.scale is not registered\n", output);
    }

    /// <summary>Where TVM_PREBUILD_PATH, TVM_SOURCE_DIR or TVM_FFI_INCLUDE names them.</summary>
    [Theory]
    [Trait("Needs", "headers")]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Cxx_is_written_against_the_headers_of_tvm_ffi(string host)
    {
        string[] include = Environment.GetEnvironmentVariable("TVM_FFI_INCLUDE") is { Length: > 0 } directory
            ? ["-p:TvmFfiIncludeDirectory=" + directory]
            : [];
        string library = NativePublish.Variant("sum.cc", include);
        string output = new Host(host).Run(
            "load " + library,
            "check " + library,
            "set numbers ffi.Array i:20 i:21",
            "set nothing ffi.Array",
            "set texts ffi.Array s:text",
            "call native_project.native.sum v:numbers",
            "call native_project.sum_plus_one v:numbers",
            "call native_project.sum_plus_one v:nothing",
            "call native_project.native.sum v:texts");
        Assert.Contains("check ok\nnative_project.native.sum = int 41\nnative_project.sum_plus_one = int 42\n", output);
        Assert.Contains("native_project.sum_plus_one raised ValueError: no numbers\n", output);
        Assert.Contains("native_project.native.sum raised TypeError: ", output);
    }
}
