using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TvmSharp.CodeFixes;

/// <summary>Applies one code fix in all places of a document, project or solution.</summary>
/// <remarks>All fixes share the editors of the documents, so that none is lost where two of them meet at a node.</remarks>
/// <param name="codeFix">Code fix.</param>
internal sealed class FixAll(TvmCodeFix codeFix) : FixAllProvider
{
    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        Solution solution = fixAllContext.Solution;
        IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project];
        var fixes = new List<(DocumentId Document, Fix Fix)>();
        foreach (Project project in projects)
        {
            fixes.AddRange(await FindAsync(fixAllContext, project).ConfigureAwait(false));
        }

        string? key = fixAllContext.CodeActionEquivalenceKey;
        return fixes.Count == 0
            ? null
            : CodeAction.Create(fixes[0].Fix.Title, cancellation => TvmCodeFix.ApplyAsync(solution, fixes, cancellation), key);
    }

    private async Task<IEnumerable<(DocumentId Document, Fix Fix)>> FindAsync(FixAllContext context, Project project)
    {
        ImmutableArray<Diagnostic> diagnostics = context is { Scope: FixAllScope.Document, Document: { } only }
            ? await context.GetDocumentDiagnosticsAsync(only).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);

        // Analyzers run at the same time and report in any order; the result is always the same.
        var fixes = new List<(DocumentId Document, Fix Fix)>();
        foreach (Diagnostic diagnostic in diagnostics
            .OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static d => d.Location.SourceSpan.Start))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is { } document)
            {
                IEnumerable<Fix> found = await codeFix.FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                fixes.AddRange(found.Where(fix => fix.Key == context.CodeActionEquivalenceKey).Select(fix => (document.Id, fix)));
            }
        }

        return fixes.Take(fixes.Any(static f => f.Fix.IsOncePerProject) ? 1 : fixes.Count);
    }
}
