namespace TvmSharp.Generators;

/// <summary>The stubs of one type, which share a file.</summary>
/// <param name="FileName">Name of that file without its ending.</param>
/// <param name="Imports">The stubs.</param>
internal sealed record ImportGroup(string FileName, EquatableArray<ImportModel> Imports);
