using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS022: the generator writes the bodies of a field.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldShapeAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public FieldShapeAnalyzer()
        : base(DiagnosticDescriptors.FieldShape)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        foreach (IPropertySymbol property in ObjectRules.Fields(type).Where(static p => !ObjectRules.IsFieldShape(p)))
        {
            reporter.Report(property, property.Name);
        }
    }
}
