using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>A rule that looks at each class that defines a TVM type by itself.</summary>
public abstract class DefinedTypeAnalyzer : TvmAnalyzer
{
    private protected DefinedTypeAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
        => start.RegisterSymbolAction(
            context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                if (ObjectRules.IsDefinition(type))
                {
                    Check(type, To(context.Compilation, context.ReportDiagnostic));
                }
            },
            SymbolKind.NamedType);

    /// <summary>Checks one class.</summary>
    private protected abstract void Check(INamedTypeSymbol type, Reporter reporter);
}
