using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS018: defaults are values of TVM.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefaultValueAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DefaultValueAnalyzer()
        : base(DiagnosticDescriptors.DefaultValue)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        // The defaults of an import stay in C#.
        if (!method.IsCallee)
        {
            return;
        }

        foreach (IParameterSymbol parameter in method.Symbol.Parameters)
        {
            if (!DefaultValue.IsSupported(parameter))
            {
                reporter.Report(parameter, parameter.Name, method.Name);
            }
        }
    }
}
