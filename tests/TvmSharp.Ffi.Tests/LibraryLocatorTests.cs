using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public class LibraryLocatorTests
{
    [Fact]
    public void A_path_without_the_library_is_an_error_that_lists_the_places()
    {
        string directory = Directory.CreateTempSubdirectory("tvmsharp").FullName;
        TvmLibraryNotFoundException error = Assert.Throws<TvmLibraryNotFoundException>(
            () => LibraryLocator.Locate(directory));
        Assert.Contains(directory, error.Message);
        Assert.Contains(Path.Combine(directory, "lib"), error.Message);
        Assert.Contains("pip install apache-tvm", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_library_is_an_error_that_names_it()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("tvmsharp").FullName, "libtvm_ffi.so");
        File.WriteAllText(file, "not a library");
        TvmLibraryNotFoundException error = Assert.Throws<TvmLibraryNotFoundException>(() => LibraryLocator.Locate(file));
        Assert.Contains(file, error.Message);
        Assert.Contains("cannot be loaded", error.Message);
    }

    [Fact]
    public void A_library_without_the_functions_is_an_error_that_lists_them()
    {
        string libc = File.Exists("/lib/x86_64-linux-gnu/libm.so.6") ? "/lib/x86_64-linux-gnu/libm.so.6" : "libm.so.6";
        nint library = NativeLoader.Load(libc);
        TvmVersionException error;
        unsafe
        {
            error = Assert.Throws<TvmVersionException>(() => { NativeLoader.BindApi(library, libc); });
        }

        Assert.Contains("TVMFFIFunctionCall", error.Message);
    }

    [Theory]
    [InlineData(0, 1, 12)]
    [InlineData(0, 2, 0)]
    [InlineData(1, 1, 14)]
    public void Another_version_of_the_ABI_is_an_error_that_names_both(int major, int minor, int patch)
    {
        TVMFFIVersion found = new() { Major = (uint)major, Minor = (uint)minor, Patch = (uint)patch };
        TvmVersionException error = Assert.Throws<TvmVersionException>(() => TvmRuntime.CheckVersion(found, "libtvm_ffi at /x"));
        Assert.Contains($"{major}.{minor}.{patch}", error.Message);
        Assert.Contains("0.1.13", error.Message);
        Assert.Contains("/x", error.Message);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(99)]
    public void Versions_of_the_same_ABI_are_accepted(int patch) =>
        TvmRuntime.CheckVersion(new TVMFFIVersion { Minor = 1, Patch = (uint)patch }, "libtvm_ffi");

    [Fact]
    public void A_second_TVM_in_one_process_is_refused()
    {
        string directory = Directory.CreateTempSubdirectory("tvmsharp").FullName;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => TvmRuntime.Load(directory));
        Assert.Contains("already uses", error.Message);
    }
}
