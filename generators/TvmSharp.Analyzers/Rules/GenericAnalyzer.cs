using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS003: TVM knows no type parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public GenericAnalyzer()
        : base(DiagnosticDescriptors.Generic)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (MethodRules.IsGeneric(method.Symbol))
        {
            reporter.Report(method.Symbol, method.Name, method.AttributeName);
        }
    }
}
