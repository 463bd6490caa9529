using TvmSharp.Ffi.Abi;
using static TvmSharp.Ffi.Tests.BuiltinFunction;

namespace TvmSharp.Ffi.Tests;

/// <summary>The global functions of modules, called by name on libraries that a C compiler makes.</summary>
public class BuiltinFunctionModuleTests
{
    private const string Numbers = CLibrary.Prelude + """
        void* __tvm_ffi__library_ctx;
        void* tvmsharp_tests_context;
        int __tvm_ffi_add_one(void* h, const Any* a, int n, Any* r) {
            r->type_index = 1; r->size = 0; r->v.i = a[0].v.i + 1 + (h ? 1000 : 0);
            return n == 1 ? 0 : -1;
        }
        int __tvm_ffi_context(void* h, const Any* a, int n, Any* r) {
            r->type_index = 4; r->size = 0; r->v.p = __tvm_ffi__library_ctx;
            return 0;
        }
        int __tvm_ffi_symbol(void* h, const Any* a, int n, Any* r) {
            r->type_index = 4; r->size = 0; r->v.p = tvmsharp_tests_context;
            return 0;
        }
        int __tvm_ffi__metadata_add_one(void* h, const Any* a, int n, Any* r) { return text(r, "{}"); }
        int __tvm_ffi__doc_add_one(void* h, const Any* a, int n, Any* r) { return text(r, "Adds."); }
        """;

    private const string Others = CLibrary.Prelude + """
        int __tvm_ffi_other(void* h, const Any* a, int n, Any* r) { return text(r, "other"); }
        """;

    [Fact]
    public void A_library_is_a_module_with_its_functions()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any module = Load(Numbers);
        Assert.Equal("ffi.Module", module.TypeName);
        Assert.Equal("library", Call("ffi.ModuleGetKind", module).As<string>());
        Assert.Equal(3, Call("ffi.ModuleGetPropertyMask", module).As<int>());
        Assert.Equal("()", Print(Call("ffi.ModuleGetWriteFormats", module)));
        Assert.Equal("", Call("ffi.ModuleInspectSource", module, "c").As<string>());
        Assert.Equal("()", Print(module.As<TvmObject>().GetField("imports_")));
        Assert.Equal(42, Call("ffi.ModuleGetFunction", module, "add_one", false).As<Function>().Call(41).As<int>());
        Assert.True(Call("ffi.ModuleGetFunction", module, "no_such_function", true).IsNone);
        Assert.True(Call("ffi.ModuleImplementsFunction", module, "add_one", false).As<bool>());
        Assert.False(Call("ffi.ModuleImplementsFunction", module, "no_such_function", true).As<bool>());
        Assert.Equal("{}", Call("ffi.ModuleGetFunctionMetadata", module, "add_one", false).As<string>());
        Assert.Equal("Adds.", Call("ffi.ModuleGetFunctionDoc", module, "add_one", false).As<string>());
        Assert.True(Call("ffi.ModuleGetFunctionMetadata", module, "context", false).IsNone);
        Assert.True(Call("ffi.ModuleGetFunctionDoc", module, "context", true).IsNone);
        AssertRaises("RuntimeError", "Module[library] does not support WriteToFile", () => Call("ffi.ModuleWriteToFile", module, "a.o", "o"));
    }

    [Fact]
    public unsafe void A_library_finds_functions_through_its_own_module()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any module = Load(Numbers);
        Call("ffi.ModuleImportModule", module, Load(Others));

        // Not an object: upstream's modules have a pointer to a virtual table before the header of the object.
        void* context = (void*)Call("ffi.ModuleGetFunction", module, "context", false).As<Function>().Call().As<nint>();
        Assert.True(context != null);
        Assert.True(Find(context, "other\0"u8) != null);
        Assert.True(Find(context, "other\0"u8) == Find(context, "other\0"u8));
        Assert.True(Find(context, "ffi.Array\0"u8) != null);
        Assert.True(Find(context, "tvmsharp_no_such_function\0"u8) == null);
        TVMFFIObject* error = null;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&error);
        Assert.Contains("Cannot find function tvmsharp_no_such_function", System.Text.Encoding.UTF8.GetString(((TVMFFIErrorCell*)(error + 1))->Message.AsSpan()));
        TvmRuntime.Api->TVMFFIObjectDecRef(error);

        static TVMFFIObject* Find(void* context, ReadOnlySpan<byte> name)
        {
            TVMFFIObject* result = null;
            fixed (byte* text = name)
            {
                TvmRuntime.EnvApi->TVMFFIEnvModLookupFromImports((TVMFFIObject*)context, text, &result);
            }

            return result;
        }
    }

    [Fact]
    public unsafe void Registered_symbols_are_written_into_the_variables_of_a_library()
    {
        using ObjectScope scope = ObjectScope.Enter();
        fixed (byte* name = "tvmsharp_tests_context\0"u8)
        {
            Assert.Equal(0, TvmRuntime.EnvApi->TVMFFIEnvModRegisterContextSymbol(name, (void*)4242));
        }

        Assert.Equal(4242, Call("ffi.ModuleGetFunction", Load(Numbers), "symbol", false).As<Function>().Call().As<nint>());
    }

    [Fact]
    public void Functions_keep_the_library_and_nothing_else_does()
    {
        string path = CLibrary.Compile(Numbers);
        using ObjectScope scope = ObjectScope.Enter();
        Any list = Call("ffi.List");
        using (ObjectScope.Enter())
        {
            Call("ffi.ListAppend", list, Call("ffi.ModuleGetFunction", Call("ffi.ModuleLoadFromFile", path), "add_one", false));
        }

        Assert.True(CLibrary.IsLoaded(path));
        using (ObjectScope.Enter())
        {
            Assert.Equal(2, Call("ffi.ListGetItem", list, 0).As<Function>().Call(1).As<int>());
        }

        Call("ffi.ListClear", list);
        Assert.False(CLibrary.IsLoaded(path));
    }

    [Fact]
    public void A_module_that_is_kept_for_the_process_stays_until_it_is_removed()
    {
        string path = CLibrary.Compile(Numbers);
        using ObjectScope scope = ObjectScope.Enter();
        TvmObject module = Call("ffi.ModuleLoadFromFile", path).As<TvmObject>();
        int before = module.UseCount;
        Call("ffi.ModuleGlobalsAdd", module);
        Call("ffi.ModuleGlobalsAdd", module);
        Assert.True(module.UseCount > before);
        Call("ffi.ModuleGlobalsRemove", module);
        Assert.Equal(before, module.UseCount);
        Call("ffi.ModuleGlobalsRemove", module);
        Assert.Equal(before, module.UseCount);
    }

    [Fact]
    public void Imports_are_searched_when_asked_for()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any module = Load(Numbers);
        Any middle = Load(Others);
        Any other = Load(Others.Replace("other", "deep", StringComparison.Ordinal));
        Call("ffi.ModuleImportModule", middle, other);
        Call("ffi.ModuleImportModule", module, middle);
        Assert.Single(module.As<TvmObject>().GetField("imports_").AsArray<TvmObject>());
        Assert.True(Call("ffi.ModuleGetFunction", module, "other", false).IsNone);
        Assert.Equal("other", Call("ffi.ModuleGetFunction", module, "other", true).As<Function>().Call().As<string>());
        Assert.Equal("deep", Call("ffi.ModuleGetFunction", module, "deep", true).As<Function>().Call().As<string>());
        Assert.True(Call("ffi.ModuleImplementsFunction", module, "deep", true).As<bool>());
        Assert.Equal("{}", Call("ffi.ModuleGetFunctionMetadata", module, "add_one", true).As<string>());
        AssertRaises("RuntimeError", "Cyclic dependency detected during import", () => Call("ffi.ModuleImportModule", other, module));
        AssertRaises("RuntimeError", "Cyclic dependency detected during import", () => Call("ffi.ModuleImportModule", other, other));
        Call("ffi.ModuleClearImports", module);
        Assert.True(Call("ffi.ModuleGetFunction", module, "deep", true).IsNone);
    }

    [Theory]
    [InlineData(".dso")]
    [InlineData(".dylib")]
    [InlineData(".dll")]
    public void Other_endings_of_libraries_are_the_same_format(string extension)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any module = Call("ffi.ModuleLoadFromFile", CLibrary.Compile(Others, extension));
        Assert.True(Call("ffi.ModuleImplementsFunction", module, "other", false).As<bool>());
    }

    [Fact]
    public void A_file_that_is_no_library_says_why()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertRaises("InternalError", "/no/such/library.so", () => Call("ffi.ModuleLoadFromFile", "/no/such/library.so"));
        string text = Path.Combine(Directory.CreateTempSubdirectory("tvmsharp").FullName, "text.so");
        File.WriteAllText(text, "This is no ELF file.");
        AssertRaises("InternalError", "Failed to load dynamic shared library", () => Call("ffi.ModuleLoadFromFile", text));
        AssertRaises("RuntimeError", "Loader for `.such` files is not registered", () => Call("ffi.ModuleLoadFromFile", "no.such"));
        AssertRaises("RuntimeError", "Failed to get file format from nothing", () => Call("ffi.ModuleLoadFromFile", "nothing"));
        AssertRaises("TypeError", "Expected `ffi.Module` but got `ffi.Array`", () => Call("ffi.ModuleGetKind", Call("ffi.Array")));
    }

    [Fact]
    public void A_loader_of_another_format_can_be_registered()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string library = CLibrary.Compile(Others);
        const string loader = "ffi.Module.load_from_file.tvmsharp_tests";
        Function.SetGlobal(loader, Function.Create(args => args[1].As<string>() == "tvmsharp_tests" ? Call("ffi.ModuleLoadFromFile", library) : "no module"));
        try
        {
            Assert.Equal("library", Call("ffi.ModuleGetKind", Call("ffi.ModuleLoadFromFile", "a.tvmsharp_tests")).As<string>());
        }
        finally
        {
            Function.RemoveGlobal(loader);
        }
    }

    [Fact]
    public void Modules_inside_a_library_are_restored_with_their_imports()
    {
        using ObjectScope scope = ObjectScope.Enter();
        const string loader = "ffi.Module.load_from_bytes.tvmsharp_tests";
        string? seen = null;
        Function.SetGlobal(loader, Function.Create(args =>
        {
            seen = System.Text.Encoding.UTF8.GetString(args[0].As<byte[]>());
            return Load(Others);
        }));
        try
        {
            // Two modules: the library, which imports the other, and the other with the bytes "payload!".
            byte[] stored =
            [
                .. Numbers64(3), .. Numbers64(0, 1, 1), .. Numbers64(1), .. Numbers64(1),
                .. Text("_lib"), .. Text("tvmsharp_tests"), .. Text("payload!"),
            ];
            string bytes = string.Join(',', [.. Numbers64(stored.Length), .. stored]);
            Any module = Load($"{Others.Replace("other", "own", StringComparison.Ordinal)}\nconst unsigned char __tvm_ffi__library_bin[] = {{ {bytes} }};");
            Assert.Equal("payload!", seen);
            Assert.True(Call("ffi.ModuleImplementsFunction", module, "own", false).As<bool>());
            Assert.False(Call("ffi.ModuleImplementsFunction", module, "other", false).As<bool>());
            Assert.Equal("other", Call("ffi.ModuleGetFunction", module, "other", true).As<Function>().Call().As<string>());
        }
        finally
        {
            Function.RemoveGlobal(loader);
        }

        static byte[] Numbers64(params ReadOnlySpan<long> values) => [.. values.ToArray().SelectMany(BitConverter.GetBytes)];

        static byte[] Text(string text) => [.. Numbers64(text.Length), .. System.Text.Encoding.UTF8.GetBytes(text)];
    }

    [Fact]
    public void A_system_library_without_symbols_is_one_module_for_each_prefix()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Any module = Call("ffi.SystemLib", "tvmsharp_tests_nothing_");
        AssertSame(module, Call("ffi.SystemLib", "tvmsharp_tests_nothing_"));
        AssertNotSame(module, Call("ffi.SystemLib"));
        Assert.Equal("library", Call("ffi.ModuleGetKind", module).As<string>());
        Assert.True(Call("ffi.ModuleGetFunction", module, "no_such_function", true).IsNone);
    }

    private static Any Load(string source) => Call("ffi.ModuleLoadFromFile", CLibrary.Compile(source));
}
