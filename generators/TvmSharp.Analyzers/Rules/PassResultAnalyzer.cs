using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS012: a pass returns what it runs on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PassResultAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public PassResultAnalyzer()
        : base(DiagnosticDescriptors.PassResult)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role == MethodRole.Pass && PassShape.Read(method.Symbol, out _, out _) == PassProblem.Result)
        {
            reporter.Report(
                method.Symbol,
                method.Name,
                method.Symbol.Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
                method.Symbol.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat));
        }
    }
}
