namespace TvmSharp.Bindgen.Comparison;

/// <summary>What happened to a name between two schemas.</summary>
internal enum ChangeKind
{
    /// <summary>Only the newer schema has it.</summary>
    Added,

    /// <summary>Only the older schema has it.</summary>
    Removed,

    /// <summary>It has another namespace; the last part of its name is the same.</summary>
    Moved,

    /// <summary>It has another name; its shape says that it is the same.</summary>
    Renamed,

    /// <summary>It has the same name, and something else about it is different.</summary>
    Changed,
}
