using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS016: the types around an import are partial.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImportContainerAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ImportContainerAnalyzer()
        : base(DiagnosticDescriptors.ImportContainer)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Import && ImportRules.ClosedContainer(method.Symbol) is { } type)
        {
            reporter.Report(type, type.Name, method.Name);
        }
    }
}
