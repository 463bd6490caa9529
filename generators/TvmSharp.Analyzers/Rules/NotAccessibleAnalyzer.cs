using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS006: generated code elsewhere in the assembly calls the method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotAccessibleAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public NotAccessibleAnalyzer()
        : base(DiagnosticDescriptors.NotAccessible)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (!method.IsCallee || !MethodRules.IsOrdinary(method.Symbol))
        {
            return;
        }

        if (!MethodRules.IsReachable(method.Symbol, reporter.Compilation))
        {
            reporter.Report(method.Symbol, method.Name, method.Name);
            return;
        }

        foreach (ITypeSymbol type in MethodRules.UnreachableTypes(method.Symbol, reporter.Compilation))
        {
            reporter.Report(
                method.Symbol, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), method.Name);
        }
    }
}
