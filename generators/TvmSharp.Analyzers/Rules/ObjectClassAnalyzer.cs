using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS021: what a class that defines a type must be.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObjectClassAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ObjectClassAnalyzer()
        : base(DiagnosticDescriptors.ObjectClass)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        if (ObjectRules.ClassProblem(type) is { } problem)
        {
            reporter.Report(type, type.Name, problem);
        }
    }
}
