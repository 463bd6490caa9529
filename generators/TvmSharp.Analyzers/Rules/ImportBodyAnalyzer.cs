using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS015: the generator writes the body of an import.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImportBodyAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ImportBodyAnalyzer()
        : base(DiagnosticDescriptors.ImportBody)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Import
            && MethodRules.IsOrdinary(method.Symbol)
            && !ImportRules.IsStub(method.Symbol))
        {
            reporter.Report(method.Symbol, method.Name);
        }
    }
}
