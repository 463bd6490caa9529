using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS010: names need a prefix, which the assembly gives.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingExtensionAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public MissingExtensionAnalyzer()
        : base(DiagnosticDescriptors.MissingExtension)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.IsCallee && symbols.Extension is null)
        {
            reporter.Report(method.Symbol, method.Name, method.AttributeName);
        }
    }
}
