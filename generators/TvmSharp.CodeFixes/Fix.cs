using Microsoft.CodeAnalysis.Editing;

namespace TvmSharp.CodeFixes;

/// <summary>One way to put a diagnostic right, within the document that it is in.</summary>
/// <param name="Title">What an editor shows.</param>
/// <param name="Key">What fixes that are applied together have in common.</param>
/// <param name="Apply">
/// Changes the document. Several fixes share an editor, so that each has to allow for what others did to the same node.
/// </param>
internal readonly record struct Fix(string Title, string Key, Action<SyntaxEditor> Apply);
