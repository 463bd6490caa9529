namespace TvmSharp.Generators;

/// <summary>The file of a class that defines a type.</summary>
/// <param name="FileName">Name of that file without its ending.</param>
/// <param name="Object">The class.</param>
internal sealed record ObjectFile(string FileName, ObjectModel Object);
