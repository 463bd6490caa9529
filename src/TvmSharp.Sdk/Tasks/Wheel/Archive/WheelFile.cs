namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>A file of a wheel.</summary>
/// <param name="Path">Where it goes, with forward slashes.</param>
/// <param name="Source">What it comes from, for messages.</param>
/// <param name="Content">What is in it.</param>
/// <param name="IsExecutable">Whether it is a program or a library.</param>
internal sealed record WheelFile(string Path, string Source, byte[] Content, bool IsExecutable = false);
