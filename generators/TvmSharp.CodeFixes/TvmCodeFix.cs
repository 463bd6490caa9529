using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TvmSharp.CodeFixes;

/// <summary>Puts right what some rules report, in one place or in all at once.</summary>
public abstract class TvmCodeFix : CodeFixProvider
{
    private readonly FixAll _fixAll;

    private protected TvmCodeFix(params string[] ids)
    {
        FixableDiagnosticIds = [.. ids];
        _fixAll = new FixAll(this);
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => _fixAll;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Fix fix in await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        fix.Title,
                        cancellation => ApplyAsync(document.Project.Solution, [(document.Id, fix)], cancellation),
                        fix.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>Finds the ways to put one diagnostic right.</summary>
    internal async Task<IEnumerable<Fix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return Find(model, root.FindNode(diagnostic.Location.SourceSpan), cancellation);
    }

    /// <summary>Applies fixes to a solution.</summary>
    internal static async Task<Solution> ApplyAsync(
        Solution solution, IEnumerable<(DocumentId Document, Fix Fix)> fixes, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(solution);
        foreach ((DocumentId document, Fix fix) in fixes)
        {
            fix.Apply(await editor.GetDocumentEditorAsync(document, cancellation).ConfigureAwait(false));
            if (fix.ApplyToCallers is { } applyToCallers)
            {
                await applyToCallers(editor, cancellation).ConfigureAwait(false);
            }
        }

        return editor.GetChangedSolution();
    }

    /// <summary>Finds the ways to put one diagnostic right; none where it is not for the machine to decide.</summary>
    /// <param name="model">The document that it is in.</param>
    /// <param name="node">The syntax that it is at.</param>
    /// <param name="cancellation">Asks to stop.</param>
    private protected abstract IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation);
}
