using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;

namespace TvmSharp.CodeFixes.Syntax;

/// <summary>Changes the places that name a symbol.</summary>
internal static class References
{
    /// <summary>Changes each place in a solution that names a symbol, except in documentation and generated code.</summary>
    /// <param name="editor">Editors of the documents.</param>
    /// <param name="symbol">Symbol.</param>
    /// <param name="edit">Changes one place.</param>
    /// <param name="cancellation">Asks to stop.</param>
    public static async Task EditReferencesAsync(
        this SolutionEditor editor, ISymbol symbol, Action<DocumentEditor, SimpleNameSyntax> edit, CancellationToken cancellation)
    {
        IEnumerable<ReferencedSymbol> referenced =
            await SymbolFinder.FindReferencesAsync(symbol, editor.OriginalSolution, cancellation).ConfigureAwait(false);
        foreach (ReferenceLocation location in referenced.SelectMany(static r => r.Locations))
        {
            if (location.Document is not SourceGeneratedDocument)
            {
                DocumentEditor document = await editor.GetDocumentEditorAsync(location.Document.Id, cancellation).ConfigureAwait(false);
                if (document.OriginalRoot.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true) is SimpleNameSyntax name)
                {
                    edit(document, name);
                }
            }
        }
    }
}
