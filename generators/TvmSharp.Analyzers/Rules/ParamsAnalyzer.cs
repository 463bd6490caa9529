using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS005: the number of arguments is fixed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParamsAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ParamsAnalyzer()
        : base(DiagnosticDescriptors.Params)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        foreach (IParameterSymbol parameter in method.Symbol.Parameters.Where(MethodRules.IsParams))
        {
            reporter.Report(parameter, parameter.Name, method.Name);
        }
    }
}
