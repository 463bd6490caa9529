using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public class ModuleTests
{
    private const string Other = CLibrary.Prelude + """
        int __tvm_ffi_other(void* h, const Any* a, int n, Any* r) { return text(r, "other"); }
        """;

    // What tvm-ffi's default build does when it is loaded: from then on a null dereference would end the process.
    private const string TakesOverSigsegv = CLibrary.Prelude + """
        #include <signal.h>
        #include <unistd.h>
        static void end(int signal) { (void)signal; _exit(99); }
        __attribute__((constructor)) static void install(void) { signal(SIGSEGV, end); }
        """;

    [Fact]
    public void A_library_is_a_module_with_functions_metadata_and_documentation()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = Module.Load(CLibrary.Compile(CLibrary.Numbers));
        Assert.Equal("library", module.Kind);
        Assert.Equal(ModuleProperties.Serializable | ModuleProperties.Runnable, module.PropertyMask);
        Assert.Empty(module.WriteFormats);
        Assert.Empty(module.Imports);
        Assert.Equal("", module.InspectSource("c"));
        Assert.Equal(42, module["add"].Call<int, int, int>(40, 2));
        Assert.True(module.TryGetFunction("add", out Function? add));
        Assert.Equal(5, add.AsFunc<int, int, int>()(2, 3));
        Assert.True(module.ImplementsFunction("add"));
        TvmMetadata metadata = Assert.IsType<TvmMetadata>(module.GetFunctionMetadata("add"));
        Assert.Equal(1, metadata.Entries["a"].GetInt32());
        Assert.Equal("Adds.", module.GetFunctionDoc("add"));
        Assert.Null(module.GetFunctionMetadata("call"));
        Assert.Null(module.GetFunctionDoc("call"));
    }

    [Fact]
    public void A_function_that_is_missing_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = Module.Load(CLibrary.Compile(CLibrary.Numbers));
        Assert.False(module.TryGetFunction("no_such_function", out Function? function, queryImports: true));
        Assert.Null(function);
        Assert.False(module.ImplementsFunction("no_such_function"));
        Assert.Contains("`no_such_function`", Assert.Throws<EntryPointNotFoundException>(() => module["no_such_function"]).Message);
        Assert.Contains("`library`", Assert.Throws<EntryPointNotFoundException>(() => module.GetFunction("no_such_function", true)).Message);
    }

    [Fact]
    public void Imports_are_listed_searched_and_cleared()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = Module.Load(CLibrary.Compile(CLibrary.Numbers));
        Module other = Module.Load(CLibrary.Compile(Other));
        module.ImportModule(other);
        Assert.Equal(other, Assert.Single(module.Imports));
        Assert.False(module.ImplementsFunction("other"));
        Assert.True(module.ImplementsFunction("other", queryImports: true));
        Assert.Equal("other", module.GetFunction("other", queryImports: true).Call<string>());
        BuiltinFunction.AssertRaises("RuntimeError", "Cyclic dependency", () => other.ImportModule(module));
        module.ClearImports();
        Assert.Empty(module.Imports);
        Assert.False(module.ImplementsFunction("other", queryImports: true));
    }

    [Fact]
    public void Writing_a_module_that_has_no_format_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = Module.Load(CLibrary.Compile(Other));
        BuiltinFunction.AssertRaises("RuntimeError", "Module[library] does not support WriteToFile", () => module.WriteToFile("module.o", "o"));
    }

    [Fact]
    public void A_function_keeps_its_library_and_nothing_else_does()
    {
        string path = CLibrary.Compile(CLibrary.Numbers);
        using (ObjectScope.Enter())
        {
            TvmList<Function> functions = [];
            using (ObjectScope.Enter())
            {
                functions.Add(Module.Load(path, keepLoaded: false)["add"]);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.True(CLibrary.IsLoaded(path));
            Assert.Equal(3, functions[0].Call<int, int, int>(1, 2));
        }

        Collect(path);
        Assert.False(CLibrary.IsLoaded(path));
    }

    [Fact]
    public void A_module_stays_loaded_unless_it_is_told_otherwise()
    {
        string path = CLibrary.Compile(CLibrary.Numbers);
        using (ObjectScope.Enter())
        {
            _ = Module.Load(path);
        }

        Assert.True(CLibrary.IsLoaded(path));
        using (ObjectScope.Enter())
        {
            Module again = Module.Load(path, keepLoaded: false);
            int before = again.UseCount;
            again.KeepLoaded();
            Assert.Equal(before + 1, again.UseCount);
            again.AllowUnload();
            Assert.Equal(before, again.UseCount);
        }
    }

    [Theory]
    [InlineData(".so")]
    [InlineData(".dso")]
    [InlineData(".dylib")]
    [InlineData(".dll")]
    [InlineData(".so.1")]
    [InlineData(".plugin")]
    [InlineData("")]
    public void A_library_may_have_any_ending(string extension)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("other", Module.Load(CLibrary.Compile(Other, extension))["other"].Call<string>());
    }

    [Fact]
    public void A_path_is_relative_to_the_working_directory()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string path = Path.GetRelativePath(Environment.CurrentDirectory, CLibrary.Compile(Other, "_ünïcode.so"));
        Assert.Equal("other", Module.Load(path)["other"].Call<string>());
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => Module.Load("/no/such/library.so"));
        Assert.Equal("/no/such/library.so", missing.FileName);
        Assert.Contains("/no/such/library.so", missing.Message);
        Assert.Throws<FileNotFoundException>(() => Module.Load(Path.GetTempPath()));
        Assert.Throws<ArgumentException>(() => Module.Load(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is text and no library.")]
    public void A_file_that_is_no_library_says_so(string content)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("tvmsharp").FullName, "text.so");
        File.WriteAllText(path, content);
        BadImageFormatException error = Assert.Throws<BadImageFormatException>(() => Module.Load(path));
        Assert.Equal($"'{path}' is not an ELF file.", error.Message);
        Assert.Equal(path, error.FileName);
    }

    [Theory]
    [InlineData(18, 8, "is for another architecture: 64-bit machine 8, while this process is ")]
    [InlineData(18, 40, "is for another architecture: 64-bit Arm, while this process is ")]
    [InlineData(4, 1, "is for another architecture: 32-bit ")]
    [InlineData(16, 2, "is an ELF file but not a shared library")]
    public void A_library_that_does_not_fit_says_why(int offset, byte value, string problem)
    {
        string path = CLibrary.Compile(Other);
        byte[] content = File.ReadAllBytes(path);
        content[offset] = value;
        File.WriteAllBytes(path, content);
        Assert.StartsWith($"'{path}' {problem}", Assert.Throws<BadImageFormatException>(() => Module.Load(path)).Message);
    }

    [Fact]
    public void A_library_that_the_system_refuses_says_why()
    {
        string path = CLibrary.Compile(Other);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        BuiltinFunction.AssertRaises("InternalError", path, () => Module.Load(path));
    }

    [Fact]
    public void An_ending_without_a_loader_is_an_error()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("tvmsharp").FullName, "text.tvmsharp_such");
        File.WriteAllText(path, "text");
        BuiltinFunction.AssertRaises("RuntimeError", "Loader for `.tvmsharp_such` files is not registered", () => Module.Load(path));
    }

    [Fact]
    public void A_loader_for_an_ending_can_be_written_in_CSharp()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string library = CLibrary.Compile(Other);
        string path = Path.ChangeExtension(library, ".tvmsharp_loaded");
        File.WriteAllText(path, library);
        Function.SetGlobal(
            "ffi.Module.load_from_file.tvmsharp_loaded",
            Function.From<string, string, Module>(static (file, _) => Module.Load(File.ReadAllText(file))));
        try
        {
            Assert.Equal("other", Module.Load(path)["other"].Call<string>());
        }
        finally
        {
            Function.RemoveGlobal("ffi.Module.load_from_file.tvmsharp_loaded");
        }
    }

    [Fact]
    public void A_library_that_takes_over_SIGSEGV_does_not_keep_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        _ = Module.Load(CLibrary.Compile(TakesOverSigsegv));
        string? nothing = Environment.GetEnvironmentVariable("TVMSHARP_NO_SUCH_VARIABLE");
        Assert.Throws<NullReferenceException>(() => nothing!.Length);
    }

    [Fact]
    public void A_library_gets_context_symbols()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module.RegisterContextSymbol("tvmsharp_tests_symbol", 4242);
        Module module = Module.Load(CLibrary.Compile(CLibrary.Prelude + """
            void* tvmsharp_tests_symbol;
            int __tvm_ffi_symbol(void* h, const Any* a, int n, Any* r) {
                r->type_index = 4; r->size = 0; r->v.p = tvmsharp_tests_symbol;
                return 0;
            }
            """));
        Assert.Equal(4242, module["symbol"].Call<nint>());
        Assert.Throws<ArgumentException>(() => Module.RegisterContextSymbol("a\0b", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Module.RegisterContextSymbol("tvmsharp_tests_nothing", 0));
    }

    [Fact]
    public unsafe void Functions_of_the_process_are_a_module()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = SystemLibrary.Get("tvmsharp_module_tests_");
        Assert.Equal(module, SystemLibrary.Get("tvmsharp_module_tests_"));
        Assert.False(module.ImplementsFunction("double"));
        nint entry = (nint)(delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)&Double;
        SystemLibrary.RegisterFunction("tvmsharp_module_tests_double", entry);
        Assert.Equal(42, module["double"].Call<int, int>(21));
        Assert.Equal(42, SystemLibrary.Get()["tvmsharp_module_tests_double"].Call<int, int>(21));
        Assert.Throws<ArgumentException>(() => SystemLibrary.RegisterFunction("", entry));
        Assert.Throws<ArgumentOutOfRangeException>(() => SystemLibrary.RegisterSymbol("tvmsharp_tests_nothing", 0));
    }

    [TestingLibraryFact]
    public void Upstreams_testing_library_is_a_module()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Module module = Module.Load(TestingLibrary.File!);
        Function add = module["testing_dll_test_add_with_docstring"];
        Assert.Equal(3, add.Call<int, int, int>(1, 2));
        Assert.Contains("int", module.GetFunctionMetadata("testing_dll_test_add_with_docstring")!.Schema!.ToString());
        Assert.NotEmpty(module.GetFunctionDoc("testing_dll_test_add_with_docstring")!);
        Assert.Equal(7, module["testing_dll_schema_id_int"].Call<int, int>(7));
        Assert.NotNull(module.GetFunctionMetadata("testing_dll_schema_id_int"));
        Assert.Equal(2, SystemLibrary.Get("testing.")["add_one"].Call<int, int>(1));
    }

    private static void Collect(string path)
    {
        for (int i = 0; i < 10 && CLibrary.IsLoaded(path); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int Double(void* self, TVMFFIAny* arguments, int count, TVMFFIAny* result)
    {
        *result = new() { TypeIndex = TypeIndex.Int, Int64 = arguments->Int64 * 2 };
        return 0;
    }
}
