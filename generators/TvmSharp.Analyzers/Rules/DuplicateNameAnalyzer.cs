using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TvmSharp.Analyzers;

/// <summary>TVMS009: a name stands for one function.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DuplicateNameAnalyzer()
        : base(DiagnosticDescriptors.DuplicateName)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        var methods = new ConcurrentBag<MarkedMethod>();
        start.RegisterSymbolAction(
            context =>
            {
                foreach (MarkedMethod method in symbols.Roles((IMethodSymbol)context.Symbol).Where(static m => m.Role is MethodRole.Export or MethodRole.Pass))
                {
                    methods.Add(method);
                }
            },
            SymbolKind.Method);
        start.RegisterCompilationEndAction(context =>
        {
            Reporter reporter = To(context.Compilation, context.ReportDiagnostic);
            foreach (IGrouping<string?, MarkedMethod> group in methods.GroupBy(m => m.RegisteredName(symbols.Prefix)))
            {
                // The first in the order of the sources keeps the name.
                MarkedMethod[] sorted = [.. group.OrderBy(static m => m.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                    .ThenBy(static m => m.Location.SourceSpan.Start)];
                foreach (MarkedMethod method in sorted.Skip(1))
                {
                    reporter.Report(method.Symbol, method.Name, group.Key, sorted[0].Name, method.AttributeName);
                }
            }
        });
    }
}
