using TvmSharp.Ffi;

namespace TvmSharp.Compiler.Tests;

/// <summary>Modules that a TVM 0.26 saved; <c>SavedModules/kernels.py</c> has the kernels.</summary>
internal static class SavedModule
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "SavedModules");

    /// <summary>Names of all of them.</summary>
    internal static IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Folder, "*.json").Select(static path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>A module as TVM saved it.</summary>
    internal static string Json(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    /// <summary>A module as TVM printed it.</summary>
    internal static string Script(string name) => File.ReadAllText(Path.Combine(Folder, name + ".txt"));

    /// <summary>A module.</summary>
    internal static IRModule Load(string name)
    {
        TvmCompiler.EnsureLoaded();
        return TvmJson.FromGraphString(Json(name)).As<IRModule>();
    }
}
