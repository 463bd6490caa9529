using Microsoft.CodeAnalysis.Editing;

namespace TvmSharp.CodeFixes;

/// <summary>One way to put a diagnostic right.</summary>
/// <param name="Title">What an editor shows.</param>
/// <param name="Key">What fixes that are applied together have in common.</param>
/// <param name="Apply">
/// Changes the document of the diagnostic. Several fixes share an editor, so that each has to allow for what others did to
/// the same node.
/// </param>
internal readonly record struct Fix(string Title, string Key, Action<SyntaxEditor> Apply)
{
    /// <summary>Changes the callers in all documents, or null when nothing changes for them.</summary>
    public Func<SolutionEditor, CancellationToken, Task>? ApplyToCallers { get; init; }

    /// <summary>Whether it puts right all that there is in a project.</summary>
    public bool IsOncePerProject { get; init; }
}
