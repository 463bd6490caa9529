using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TvmSharp.Analyzers;

/// <summary>One rule about TVM extensions.</summary>
public abstract class TvmAnalyzer : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _descriptor;

    private protected TvmAnalyzer(DiagnosticDescriptor descriptor)
    {
        _descriptor = descriptor;
        SupportedDiagnostics = [descriptor];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Find(start.Compilation) is { } symbols)
            {
                Register(start, symbols);
            }
        });
    }

    /// <summary>Registers what the rule does in a compilation that knows the attributes.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext start, KnownSymbols symbols);

    /// <summary>Reports to one of the contexts that actions get.</summary>
    private protected Reporter To(Compilation compilation, Action<Diagnostic> report) => new(_descriptor, compilation, report);
}
