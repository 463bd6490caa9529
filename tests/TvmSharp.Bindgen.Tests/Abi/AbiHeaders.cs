using TvmSharp.Bindgen.Abi;

namespace TvmSharp.Bindgen.Tests.Abi;

/// <summary>Headers of a C ABI to test with: our own, and tvm-ffi's where they are found.</summary>
internal sealed record AbiHeaders(IReadOnlyList<string> Files, IReadOnlyList<string> IncludeDirectories)
{
    /// <summary>Our own.</summary>
    public static AbiHeaders Mini { get; } = new(["mini/c_mini_api.h"], [Path.Combine(TestFiles.Directory, "Abi", "include")]);

    /// <summary>
    /// tvm-ffi's, of the directory that <c>TVM_FFI_INCLUDE</c> names, of the source tree that <c>TVM_SOURCE_DIR</c> names, or
    /// beside the library that <c>TVM_LIBRARY_PATH</c> names; null when none has them.
    /// </summary>
    public static AbiHeaders? Installed { get; } = Find();

    private static AbiHeaders? Find()
    {
        List<string[]> candidates = [];
        if (Environment.GetEnvironmentVariable("TVM_FFI_INCLUDE") is { Length: > 0 } include)
        {
            candidates.Add([include]);
        }

        if (Environment.GetEnvironmentVariable("TVM_SOURCE_DIR") is { Length: > 0 } source)
        {
            string ffi = Path.Combine(source, "3rdparty", "tvm-ffi");
            candidates.Add([Path.Combine(ffi, "include"), Path.Combine(ffi, "3rdparty", "dlpack", "include")]);
        }

        if (Environment.GetEnvironmentVariable("TVM_LIBRARY_PATH") is { Length: > 0 } library)
        {
            string directory = File.Exists(library) ? Path.GetDirectoryName(library)! : library;
            candidates.Add([Path.Combine(directory, "..", "include")]);
            candidates.Add([Path.Combine(directory, "include")]);
        }

        return candidates
            .Where(static directories => AbiExtractor.Headers.All(header => directories.Any(directory => File.Exists(Path.Combine(directory, header)))))
            .Select(static directories => new AbiHeaders(AbiExtractor.Headers, directories))
            .FirstOrDefault();
    }
}
