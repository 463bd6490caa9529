using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TvmSharp.CodeFixes;

namespace TvmSharp.Generators.Tests;

/// <summary>A user's project as an editor has it, with the generator running.</summary>
internal sealed record EditedProject(Project Project)
{
    private static readonly AnalyzerFileReference Generator = new(typeof(TvmSharpGenerator).Assembly.Location, new Loader());

    /// <summary>All code fixes.</summary>
    public static ImmutableArray<CodeFixProvider> CodeFixes { get; } =
    [
        .. typeof(TvmCodeFix).Assembly.GetTypes()
            .Where(static t => t.IsSubclassOf(typeof(CodeFixProvider)) && !t.IsAbstract)
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .Select(static t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    /// <summary>Opens a project.</summary>
    public static EditedProject Open(TestProject source, Workspace workspace, string name = "MyProject")
    {
        Project project = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                name,
                name,
                LanguageNames.CSharp,
                compilationOptions: source.CompilationOptions,
                parseOptions: source.ParseOptions,
                metadataReferences: TestProject.References,
                analyzerReferences: [Generator]))
            .Projects.Single(p => p.Name == name);
        for (int i = 0; i < source.Sources.Length; i++)
        {
            string file = $"Source{i}.cs";
            project = project.AddDocument(file, SourceText.From(source.Sources[i]), filePath: $"{name}/{file}").Project;
        }

        return new EditedProject(project);
    }

    /// <summary>The text of one of its files.</summary>
    public async Task<string> TextAsync(int index)
        => (await File(index).GetTextAsync()).ToString();

    /// <summary>What a rule reports, in the order of the sources.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(params IEnumerable<string> ids)
    {
        Compilation compilation = (await Project.GetCompilationAsync())!;
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. GeneratedProject.Analyzers.Where(a => a.SupportedDiagnostics.Any(d => ids.Contains(d.Id)))];
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(static d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What the compiler does not take, generated code included.</summary>
    public async Task<ImmutableArray<string>> ErrorsAsync()
        => [.. (await Project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => $"{d.Id} {d.GetMessage(null)}")];

    /// <summary>What a code fix offers for one diagnostic.</summary>
    public async Task<ImmutableArray<CodeAction>> ActionsAsync(CodeFixProvider fix, Diagnostic diagnostic)
    {
        ImmutableArray<CodeAction>.Builder actions = ImmutableArray.CreateBuilder<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(
            Project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions.ToImmutable();
    }

    /// <summary>The project after an action.</summary>
    public async Task<EditedProject> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return new EditedProject(solution.GetProject(Project.Id)!);
    }

    /// <summary>The project after all that is alike is fixed at once.</summary>
    /// <param name="fix">Code fix.</param>
    /// <param name="scope">How far it goes.</param>
    /// <param name="key">What the fixes have in common.</param>
    /// <param name="index">The file in which it was asked for.</param>
    public async Task<EditedProject> FixAllAsync(CodeFixProvider fix, FixAllScope scope, string key, int index)
    {
        CodeAction? action = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            File(index), fix, scope, key, fix.FixableDiagnosticIds, new Reported(fix.FixableDiagnosticIds), CancellationToken.None));
        Assert.NotNull(action);
        return await ApplyAsync(action);
    }

    private Document File(int index) => Project.Documents.Single(d => d.Name == $"Source{index}.cs");

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(TvmSharpGenerator).Assembly;
    }

    private sealed class Reported(ImmutableArray<string> ids) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await new EditedProject(project).DiagnosticsAsync(ids);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(d => d.Location.SourceTree == tree);
        }

        // Those that are at no document: there are none.
        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
