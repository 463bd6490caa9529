using System.Runtime.CompilerServices;
using TvmSharp.Embedded;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TvmSharp.Ffi.Tests;

/// <summary>
/// Decides which TVM the whole test run uses: the one that TVM_LIBRARY_PATH names, else the embedded host in
/// process. A process has one TVM, so that the suite is run once for each.
/// </summary>
internal static class TestHost
{
    internal static bool IsEmbedded => TvmRuntime.LibraryPath is null;

    [ModuleInitializer]
    internal static void Choose()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TVM_LIBRARY_PATH")))
        {
            TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host in process", EmbeddedHost.GetEnvironmentTable());
        }
        else
        {
            TvmRuntime.Load();
        }

        TestingLibrary.Load();
        HostReport.Write($"{TvmRuntime.Description}; libtvm_ffi_testing {(TestingLibrary.File is { } file ? $"at {file}" : "is missing: its tests are left out")}");
    }
}
