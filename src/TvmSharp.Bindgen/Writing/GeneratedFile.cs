namespace TvmSharp.Bindgen.Writing;

/// <summary>A file that the tool writes.</summary>
/// <param name="Path">Path from the output directory, with slashes.</param>
/// <param name="Text">All of its text.</param>
internal sealed record GeneratedFile(string Path, string Text);
