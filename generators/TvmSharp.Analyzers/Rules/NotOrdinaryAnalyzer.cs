using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS020: accessors, operators, local functions and lambdas are not registered.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotOrdinaryAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public NotOrdinaryAnalyzer()
        : base(DiagnosticDescriptors.NotOrdinary)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        start.RegisterSymbolAction(
            context => Check((IMethodSymbol)context.Symbol, symbols, To(context.Compilation, context.ReportDiagnostic)),
            SymbolKind.Method);
        start.RegisterSyntaxNodeAction(
            context =>
            {
                ISymbol? symbol = context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
                    ?? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
                if (symbol is IMethodSymbol method)
                {
                    Check(method, symbols, To(context.Compilation, context.ReportDiagnostic));
                }
            },
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.ParenthesizedLambdaExpression);
    }

    private static void Check(IMethodSymbol method, KnownSymbols symbols, Reporter reporter)
    {
        if (MethodRules.IsOrdinary(method))
        {
            return;
        }

        // A method that is not static is reported as that, where it has to be.
        bool isOfObject = method is { MethodKind: MethodKind.Ordinary, IsStatic: false };
        foreach (MarkedMethod marked in symbols.Roles(method).Where(m => !isOfObject || m.Role == MethodRole.Method))
        {
            reporter.Report(marked.Attribute, marked.AttributeName, marked.Name);
        }
    }
}
