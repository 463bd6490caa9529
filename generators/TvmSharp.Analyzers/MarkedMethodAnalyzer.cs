using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TvmSharp.Analyzers;

/// <summary>A rule that looks at each method with one of the attributes by itself.</summary>
public abstract class MarkedMethodAnalyzer : TvmAnalyzer
{
    private protected MarkedMethodAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
        => start.RegisterSymbolAction(
            context =>
            {
                foreach (MarkedMethod method in symbols.Roles((IMethodSymbol)context.Symbol))
                {
                    Check(method, symbols, To(context.Compilation, context.ReportDiagnostic));
                }
            },
            SymbolKind.Method);

    /// <summary>Checks one method.</summary>
    private protected abstract void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter);
}
