using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TvmSharp.CodeFixes;

/// <summary>Puts right what some rules report, one document at a time.</summary>
public abstract class TvmCodeFix : CodeFixProvider
{
    private readonly FixAllProvider _fixAll;

    private protected TvmCodeFix(params string[] ids)
    {
        FixableDiagnosticIds = [.. ids];
        _fixAll = FixAllProvider.Create(
            (context, document, diagnostics) => ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => _fixAll;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Fix fix in await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, cancellation => ApplyAsync(document, [fix], cancellation), fix.Key), diagnostic);
            }
        }
    }

    /// <summary>Finds the ways to put one diagnostic right; none where it is not for the machine to decide.</summary>
    /// <param name="model">The document that it is in.</param>
    /// <param name="node">The syntax that it is at.</param>
    /// <param name="cancellation">Asks to stop.</param>
    private protected abstract IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation);

    /// <summary>Applies the fixes of one kind to what a document has to fix.</summary>
    private protected async Task<Document?> ApplyAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        var fixes = new List<Fix>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            IEnumerable<Fix> found = await FindAsync(document, diagnostic, cancellation).ConfigureAwait(false);
            fixes.AddRange(found.Where(fix => fix.Key == key));
        }

        return await ApplyAsync(document, fixes, cancellation).ConfigureAwait(false);
    }

    private static async Task<Document> ApplyAsync(Document document, IEnumerable<Fix> fixes, CancellationToken cancellation)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (Fix fix in fixes)
        {
            fix.Apply(editor);
        }

        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    private async Task<IEnumerable<Fix>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return Find(model, root.FindNode(diagnostic.Location.SourceSpan), cancellation);
    }
}
