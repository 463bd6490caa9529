using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS008: the prefix is ASCII identifiers joined by dots.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidPrefixAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public InvalidPrefixAnalyzer()
        : base(DiagnosticDescriptors.InvalidPrefix)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
    {
        if (symbols.Extension is { } extension && !RegisteredName.IsValid(extension.FirstString()))
        {
            start.RegisterSyntaxNodeAction(
                context =>
                {
                    if (symbols.IsExtension(context.Node))
                    {
                        To(context.Compilation, context.ReportDiagnostic).Report(extension, extension.FirstString());
                    }
                },
                SyntaxKind.Attribute);
        }
    }
}
