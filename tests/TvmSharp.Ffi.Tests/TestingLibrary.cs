namespace TvmSharp.Ffi.Tests;

/// <summary>Upstream's <c>libtvm_ffi_testing</c>, when it lies beside the libtvm_ffi of the run.</summary>
internal static class TestingLibrary
{
    /// <summary>The file; null on the embedded host and where upstream's tests were not built.</summary>
    internal static string? File { get; } = TestHost.IsEmbedded
        ? null
        : CompanionLibrary.Candidates("tvm_ffi_testing").FirstOrDefault(System.IO.File.Exists);

    /// <summary>Loads it, which registers its types and functions.</summary>
    internal static void Load()
    {
        if (File is not null)
        {
            CompanionLibrary.Load(File);
        }
    }
}
