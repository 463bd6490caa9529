using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS028: a key stands for one type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateTypeKeyAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DuplicateTypeKeyAnalyzer()
        : base(DiagnosticDescriptors.DuplicateTypeKey)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        var types = new ConcurrentBag<INamedTypeSymbol>();
        start.RegisterSymbolAction(
            context =>
            {
                if (ObjectRules.IsDefinition((INamedTypeSymbol)context.Symbol))
                {
                    types.Add((INamedTypeSymbol)context.Symbol);
                }
            },
            SymbolKind.NamedType);
        start.RegisterCompilationEndAction(context =>
        {
            Reporter reporter = To(context.Compilation, context.ReportDiagnostic);
            foreach (IGrouping<string?, INamedTypeSymbol> group in types.GroupBy(static t => t.TypeKey()))
            {
                // The first in the order of the sources keeps the key.
                INamedTypeSymbol[] sorted = [.. group.OrderBy(static t => t.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
                    .ThenBy(static t => t.Locations[0].SourceSpan.Start)];
                foreach (INamedTypeSymbol type in sorted.Skip(1))
                {
                    reporter.Report(type, type.Name, group.Key, sorted[0].Name);
                }
            }
        });
    }
}
