using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS004: arguments and results are values.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ByReferenceAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ByReferenceAnalyzer()
        : base(DiagnosticDescriptors.ByReference)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        foreach (IParameterSymbol parameter in method.Symbol.Parameters.Where(MethodRules.IsByReference))
        {
            reporter.Report(parameter, $"Parameter '{parameter.Name}'", method.Name);
        }

        if (MethodRules.ReturnsReference(method.Symbol))
        {
            reporter.Report(method.Symbol, "The result", method.Name);
        }
    }
}
