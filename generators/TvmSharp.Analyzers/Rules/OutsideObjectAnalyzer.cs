using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS023: fields and methods are those of a type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutsideObjectAnalyzer : TvmAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public OutsideObjectAnalyzer()
        : base(DiagnosticDescriptors.OutsideObject)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, KnownSymbols symbols)
        => start.RegisterSymbolAction(
            context =>
            {
                ISymbol member = context.Symbol;
                string attribute = member is IPropertySymbol ? "TvmField" : "TvmMethod";
                bool isPart = member is IPropertySymbol { PartialDefinitionPart: not null } or IMethodSymbol { PartialDefinitionPart: not null };
                if (!isPart
                    && member.TvmAttribute(attribute + "Attribute") is not null
                    && member.ContainingType is { } type
                    && type.TvmAttribute("TvmObjectAttribute") is null)
                {
                    To(context.Compilation, context.ReportDiagnostic).Report(member, member.Name, attribute, type.Name);
                }
            },
            SymbolKind.Property,
            SymbolKind.Method);
}
