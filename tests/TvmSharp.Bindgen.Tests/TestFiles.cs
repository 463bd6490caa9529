using System.Runtime.CompilerServices;

namespace TvmSharp.Bindgen.Tests;

/// <summary>Where the files of these tests are.</summary>
internal static class TestFiles
{
    /// <summary>Directory of this project's sources.</summary>
    public static string Directory { get; } = Path.GetDirectoryName(ThisFile())!;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
