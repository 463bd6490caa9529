using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TvmSharp.Analyzers;

/// <summary>TVMS017: generated code is unsafe code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsafeCodeAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public UnsafeCodeAnalyzer()
        : base(DiagnosticDescriptors.UnsafeCode)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        if (start.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
        {
            return;
        }

        if (symbols.Extension is { } extension)
        {
            // Once says it for everything in the assembly.
            start.RegisterSyntaxNodeAction(
                context =>
                {
                    if (symbols.IsExtension(context.Node))
                    {
                        To(context.Compilation, context.ReportDiagnostic).Report(extension);
                    }
                },
                SyntaxKind.Attribute);
            return;
        }

        start.RegisterSymbolAction(
            context =>
            {
                foreach (MarkedMethod method in symbols.Roles((IMethodSymbol)context.Symbol).Where(static m => !m.IsCallee))
                {
                    To(context.Compilation, context.ReportDiagnostic).Report(method.Symbol);
                }
            },
            SymbolKind.Method);
    }
}
