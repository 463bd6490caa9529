using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS014: passes over relax functions and dataflow blocks cannot be made yet.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PassKindAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public PassKindAnalyzer()
        : base(DiagnosticDescriptors.PassKind)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Pass
            && PassShape.Read(method.Symbol, out _, out IParameterSymbol? culprit) == PassProblem.Kind)
        {
            reporter.Report(
                culprit!, method.Name, culprit!.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        }
    }
}
