using System.Reflection;

namespace TvmSharp.Package.Tests;

/// <summary>The packages, made once for the test run by the command of the README.</summary>
internal static class Feed
{
    private static readonly Lazy<string> LazyDirectory = new(Make);

    /// <summary>Root of the repository.</summary>
    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>Version of all packages.</summary>
    internal static string Version { get; } = Metadata("PackageVersion");

    /// <summary>Directory of the packages.</summary>
    internal static string Directory => LazyDirectory.Value;

    /// <summary>Ids of the packages that are there in the version at hand.</summary>
    internal static IEnumerable<string> Ids => System.IO.Directory.GetFiles(Directory, $"*.{Version}.nupkg")
        .Select(static file => Path.GetFileName(file)[..^$".{Version}.nupkg".Length])
        .Order(StringComparer.Ordinal);

    /// <summary>Path of a package.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="extension">With the dot.</param>
    internal static string File(string id, string extension = ".nupkg") => Path.Combine(Directory, $"{id}.{Version}{extension}");

    /// <summary>Packs all projects that are to be packed.</summary>
    internal static string Pack() => Tool.RunOrThrow(Path.Combine(RepositoryRoot, "build.sh"), "pack");

    private static string Make()
    {
        Pack();
        return Path.Combine(RepositoryRoot, "artifacts", "packages");
    }

    private static string Metadata(string key) => typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
