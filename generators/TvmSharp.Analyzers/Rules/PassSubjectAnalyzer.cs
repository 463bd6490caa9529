using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS011: the first parameter is what the pass runs on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PassSubjectAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public PassSubjectAnalyzer()
        : base(DiagnosticDescriptors.PassSubject)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Pass
            && PassShape.Read(method.Symbol, out _, out IParameterSymbol? culprit) == PassProblem.FirstParameter)
        {
            reporter.Report((ISymbol?)culprit ?? method.Symbol, method.Name);
        }
    }
}
