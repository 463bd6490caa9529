namespace TvmSharp.Generators.Tests.CodeFixes;

/// <summary>A source that a code fix puts right.</summary>
/// <param name="Id">What is reported, once or more.</param>
/// <param name="Fix">Name of the code fix.</param>
/// <param name="Title">What it offers at the first place.</param>
/// <param name="Before">Source.</param>
/// <param name="After">The source when all is put right.</param>
internal sealed record FixCase(string Id, string Fix, string Title, string Before, string After)
{
    /// <summary>Which of several that are offered.</summary>
    public string Key { get; init; } = Fix;
}
