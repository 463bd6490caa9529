using System.Runtime.CompilerServices;
using TvmSharp.Embedded;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TvmSharp.Samples.Tests;

/// <summary>Decides which TVM the test run uses: the one that TVM_LIBRARY_PATH names, else the embedded host in process.</summary>
internal static class TestHost
{
    [ModuleInitializer]
    internal static void Choose()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TVM_LIBRARY_PATH")))
        {
            TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host in process", EmbeddedHost.GetEnvironmentTable());
        }

        BankConflictPadding.TvmExtension.Register();
        UnrollSmallLoops.TvmExtension.Register();
        HostReport.Write($"{TvmRuntime.Description}; compiler: {TvmCompiler.Description}");
    }

    /// <summary>A function of a module that a TVM 0.26 saved.</summary>
    internal static PrimFunc Saved(string name) => (PrimFunc)SavedModule(name)[name];

    /// <summary>A module that a TVM 0.26 saved.</summary>
    internal static IRModule SavedModule(string name)
    {
        TvmCompiler.EnsureLoaded();
        return TvmJson.FromGraphString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SavedModules", name + ".json"))).As<IRModule>();
    }
}
