namespace TvmSharp.Bindgen.Tests;

/// <summary>A cache for this run of the tests: that of the user is neither read nor filled.</summary>
internal static class TestCache
{
    private static readonly string Directory = System.IO.Directory.CreateTempSubdirectory("tvm-bindgen-cache-").FullName;

    static TestCache()
    {
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Directory);
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Makes this process, and those that it starts, use it.</summary>
    public static void Use() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(TestCache).TypeHandle);
}
