namespace TvmSharp.Bindgen.Comparison;

/// <summary>One difference between two schemas.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">What it happened to.</param>
/// <param name="Name">Name in the older schema; for what was added in the newer.</param>
/// <param name="NewName">Name in the newer schema where it is another.</param>
/// <param name="Details">What else changed, a sentence each.</param>
internal sealed record SchemaChange(
    ChangeKind Kind, SubjectKind Subject, string Name, string? NewName, IReadOnlyList<string> Details);
