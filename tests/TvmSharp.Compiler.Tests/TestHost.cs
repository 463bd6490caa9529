using System.Runtime.CompilerServices;
using TvmSharp.Embedded;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TvmSharp.TvmExtension("tvmsharp_tests")]

namespace TvmSharp.Compiler.Tests;

/// <summary>
/// Decides which TVM the whole test run uses: the one that TVM_LIBRARY_PATH names, with its compiler if it has
/// one, else the embedded host in process.
/// </summary>
internal static class TestHost
{
    /// <summary>Whether the compiler is TVM's, which knows targets; the embedded host makes none.</summary>
    internal static bool IsRealCompiler
    {
        get
        {
            TvmCompiler.EnsureLoaded();
            return Function.TryGet("target.Build", out _);
        }
    }

    [ModuleInitializer]
    internal static void Choose()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TVM_LIBRARY_PATH")))
        {
            TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host in process", EmbeddedHost.GetEnvironmentTable());
        }

        TvmExtension.Register();
        HostReport.Write($"{TvmRuntime.Description}; compiler: {TvmCompiler.Description}");
    }
}
