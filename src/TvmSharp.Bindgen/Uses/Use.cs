namespace TvmSharp.Bindgen.Uses;

/// <summary>Where a project uses a name.</summary>
/// <param name="File">File, from the directory of the project.</param>
/// <param name="Line">Line, from 1.</param>
internal sealed record Use(string File, int Line);
