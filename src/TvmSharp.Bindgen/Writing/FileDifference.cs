namespace TvmSharp.Bindgen.Writing;

/// <summary>A file that is not as it should be.</summary>
/// <param name="Path">Path from the output directory, with slashes.</param>
/// <param name="Kind">What is wrong with it.</param>
internal sealed record FileDifference(string Path, FileDifferenceKind Kind);

/// <summary>What is wrong with a file.</summary>
internal enum FileDifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Its text is another.</summary>
    Changed,

    /// <summary>It is there and nothing generates it.</summary>
    Stale,
}
