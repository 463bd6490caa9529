using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace TvmSharp.Package.Tests;

/// <summary>What is in a package.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;

    private PackageFile(string path) => _archive = ZipFile.OpenRead(path);

    /// <summary>Opens the package with an id.</summary>
    internal static PackageFile Open(string id) => new(Feed.File(id));

    /// <summary>Opens the package of symbols with an id.</summary>
    internal static PackageFile OpenSymbols(string id) => new(Feed.File(id, ".snupkg"));

    /// <summary>Paths of its files, without those that every package has for its own sake.</summary>
    internal IEnumerable<string> Paths => _archive.Entries.Select(static entry => entry.FullName)
        .Where(static path => !path.StartsWith("_rels/", StringComparison.Ordinal)
            && !path.StartsWith("package/", StringComparison.Ordinal)
            && path != "[Content_Types].xml")
        .Order(StringComparer.Ordinal);

    /// <summary>The bytes of a file.</summary>
    internal byte[] Read(string path)
    {
        using Stream stream = _archive.GetEntry(path)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The description of the package for NuGet, without what changes with every commit.</summary>
    internal string Nuspec()
    {
        string path = Paths.Single(static path => path.EndsWith(".nuspec", StringComparison.Ordinal));
        XDocument nuspec = XDocument.Parse(Encoding.UTF8.GetString(Read(path)).TrimStart('\uFEFF'));
        foreach (XElement repository in nuspec.Descendants().Where(static element => element.Name.LocalName == "repository").ToList())
        {
            repository.Remove();
        }

        return nuspec.ToString().Replace(Feed.Version, "{version}", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
