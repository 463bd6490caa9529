namespace TvmSharp.Ffi;

/// <summary>Libraries that TVM ships beside <c>libtvm_ffi</c>.</summary>
public static class CompanionLibrary
{
    /// <summary>Files in which a library would be, most likely first. None of them is checked.</summary>
    /// <param name="library">Name without prefix and ending, such as <c>tvm_compiler</c>.</param>
    public static IEnumerable<string> Candidates(string library) => LibraryLocator.CompanionCandidates(library).Distinct();

    /// <summary>Loads a library for the life of the process and leaves the handling of SIGSEGV as it was.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="TvmLibraryNotFoundException">The file cannot be loaded; the message says why.</exception>
    public static void Load(string path)
    {
        try
        {
            NativeLoader.Load(path);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new TvmLibraryNotFoundException($"{path} cannot be loaded: {failure.Message}", failure);
        }
    }
}
