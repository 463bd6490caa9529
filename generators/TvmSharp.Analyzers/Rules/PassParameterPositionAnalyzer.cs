using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS013: module and context come before the parameters of the factory.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PassParameterPositionAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public PassParameterPositionAnalyzer()
        : base(DiagnosticDescriptors.PassParameterPosition)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Pass
            && PassShape.Read(method.Symbol, out _, out IParameterSymbol? culprit) == PassProblem.Position)
        {
            reporter.Report(culprit!, culprit!.Name, method.Name);
        }
    }
}
