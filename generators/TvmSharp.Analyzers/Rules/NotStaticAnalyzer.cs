using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS002: TVM calls methods without an object.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotStaticAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public NotStaticAnalyzer()
        : base(DiagnosticDescriptors.NotStatic)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        if (method.Role != MethodRole.Method && method.Symbol is { MethodKind: MethodKind.Ordinary, IsStatic: false })
        {
            reporter.Report(method.Symbol, method.Name, method.AttributeName);
        }
    }
}
