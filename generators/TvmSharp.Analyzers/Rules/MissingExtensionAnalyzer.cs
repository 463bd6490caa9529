using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS010: what is registered belongs to an extension, which the assembly names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingExtensionAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public MissingExtensionAnalyzer()
        : base(DiagnosticDescriptors.MissingExtension)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        if (symbols.Extension is not null)
        {
            return;
        }

        start.RegisterSymbolAction(
            context =>
            {
                // A method of a type is reported with its type.
                foreach (MarkedMethod method in symbols.Roles((IMethodSymbol)context.Symbol).Where(static m => m.Role is MethodRole.Export or MethodRole.Pass))
                {
                    To(context.Compilation, context.ReportDiagnostic).Report(method.Symbol, method.Name, method.AttributeName);
                }
            },
            SymbolKind.Method);
        start.RegisterSymbolAction(
            context =>
            {
                if (ObjectRules.IsDefinition((INamedTypeSymbol)context.Symbol))
                {
                    To(context.Compilation, context.ReportDiagnostic).Report(context.Symbol, context.Symbol.Name, "TvmObject");
                }
            },
            SymbolKind.NamedType);
    }
}
