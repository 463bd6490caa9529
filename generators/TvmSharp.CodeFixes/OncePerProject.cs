using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TvmSharp.CodeFixes;

/// <summary>Applies a fix at one diagnostic of each project, where that puts right all of them.</summary>
/// <param name="apply">Applies the fix of some key at a diagnostic.</param>
internal sealed class OncePerProject(Func<Document, Diagnostic, string?, CancellationToken, Task<Document?>> apply) : FixAllProvider
{
    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        Solution solution = fixAllContext.Solution;
        IEnumerable<Project> projects = fixAllContext.Scope == FixAllScope.Solution ? solution.Projects : [fixAllContext.Project];
        string? title = null;
        foreach (Project project in projects)
        {
            IEnumerable<Diagnostic> diagnostics = fixAllContext.Scope == FixAllScope.Document
                ? await fixAllContext.GetDocumentDiagnosticsAsync(fixAllContext.Document!).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);

            // The same one each time.
            Diagnostic? first = diagnostics.Where(static d => d.Location.IsInSource)
                .OrderBy(static d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                .ThenBy(static d => d.Location.SourceSpan.Start)
                .FirstOrDefault();
            if (first is not null
                && solution.GetDocument(first.Location.SourceTree) is { } document
                && await apply(document, first, fixAllContext.CodeActionEquivalenceKey, fixAllContext.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                title ??= first.Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
                solution = solution.WithDocumentSyntaxRoot(
                    document.Id, (await changed.GetSyntaxRootAsync(fixAllContext.CancellationToken).ConfigureAwait(false))!);
            }
        }

        return title is null ? null : CodeAction.Create(title, _ => Task.FromResult(solution), fixAllContext.CodeActionEquivalenceKey);
    }
}
