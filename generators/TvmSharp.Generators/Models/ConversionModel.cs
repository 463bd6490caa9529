namespace TvmSharp.Generators;

/// <summary>A type that the project converts to by name.</summary>
/// <param name="Key">The type without annotations for null, which make no difference at run time.</param>
/// <param name="Type">The type, fully qualified.</param>
/// <param name="Marshaller">Its marshaller, fully qualified.</param>
/// <param name="IsCustomDelegate">Whether it is a delegate type other than <c>Func</c> and <c>Action</c>.</param>
internal sealed record ConversionModel(string Key, string Type, string Marshaller, bool IsCustomDelegate);
