using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Analyzers;

namespace TvmSharp.Generators.Tests;

/// <summary>A user's project after the generator has run.</summary>
internal sealed record GeneratedProject(CSharpCompilation Compilation, GeneratorRunResult Result)
{
    /// <summary>All analyzers.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(TvmAnalyzer).Assembly.GetTypes()
            .Where(static t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract)
            .OrderBy(static t => t.Name, StringComparer.Ordinal)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>The emitted files, one behind the other.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (GeneratedSourceResult source in Result.GeneratedSources.OrderBy(static s => s.HintName, StringComparer.Ordinal))
            {
                text.Append("======== ").Append(source.HintName).Append('\n').Append(source.SourceText).Append('\n');
            }

            return text.ToString();
        }
    }

    /// <summary>The text of one emitted file.</summary>
    public string File(string hintName)
        => Result.GeneratedSources.Single(s => s.HintName == hintName).SourceText.ToString();

    /// <summary>A text that the assembly carries as metadata.</summary>
    public string Metadata(string key)
        => Compilation.Assembly.GetAttributes()
            .Where(a => a.AttributeClass?.Name == "AssemblyMetadataAttribute" && (string?)a.ConstructorArguments[0].Value == key)
            .Select(static a => (string)a.ConstructorArguments[1].Value!)
            .Single();

    /// <summary>What the compiler says, warnings included.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics()
        => [.. Compilation.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>What the analyzers say.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzerDiagnostics()
        => [.. (await Compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync()).OrderBy(static d => d.Id, StringComparer.Ordinal)];

    /// <summary>Asserts that everything compiles without a warning, down to the assembly.</summary>
    public void AssertCompiles()
    {
        Assert.Empty(CompilerDiagnostics());
        using var assembly = new MemoryStream();
        Assert.Empty(Compilation.Emit(assembly).Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning));
    }
}
