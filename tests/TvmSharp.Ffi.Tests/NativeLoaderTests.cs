namespace TvmSharp.Ffi.Tests;

public class NativeLoaderTests
{
    // What tvm-ffi's default build does when it is loaded: from then on a null dereference would end the process.
    private const string TakesOverSigsegv = """
        #include <signal.h>
        #include <unistd.h>
        static void end(int signal) { (void)signal; _exit(99); }
        __attribute__((constructor)) static void install(void) { signal(SIGSEGV, end); }
        """;

    [Fact]
    public void A_library_that_takes_over_SIGSEGV_does_not_keep_it()
    {
        NativeLoader.Load(CLibrary.Compile(TakesOverSigsegv));
        string? nothing = Environment.GetEnvironmentVariable("TVMSHARP_NO_SUCH_VARIABLE");
        Assert.Throws<NullReferenceException>(() => nothing!.Length);
    }

    [Fact]
    public void A_library_is_found_once_it_is_loaded()
    {
        string library = CLibrary.Compile("int tvmsharp_tests_found = 1;");
        Assert.Equal(0, NativeLoader.FindLoaded(library));
        nint handle = NativeLoader.Load(library);
        Assert.Equal(handle, NativeLoader.FindLoaded(library));
        nint symbol = System.Runtime.InteropServices.NativeLibrary.GetExport(handle, "tvmsharp_tests_found");
        Assert.Equal(library, NativeLoader.PathOf(symbol));
    }
}
