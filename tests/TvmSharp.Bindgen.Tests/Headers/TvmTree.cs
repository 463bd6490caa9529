using TvmSharp.Bindgen.Headers;

namespace TvmSharp.Bindgen.Tests.Headers;

/// <summary>A source tree of our own, with headers written in TVM's manner and all that they include.</summary>
internal static class TvmTree
{
    /// <summary>Its root: nothing there may be changed.</summary>
    public static string Root { get; } = Path.Combine(TestFiles.Directory, "Headers", "Tree");

    /// <summary>Reads a tree.</summary>
    public static ExtractionResult Extract(string root) =>
        TvmSources.Extract(TvmSourceTree.Find(root, null), new ExtractionOptions());

    /// <summary>A copy of the tree in a directory, to be changed.</summary>
    public static string CopyTo(TemporaryDirectory directory)
    {
        foreach (string file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            directory.Write(Path.GetRelativePath(Root, file), File.ReadAllText(file));
        }

        return directory.Path;
    }
}
