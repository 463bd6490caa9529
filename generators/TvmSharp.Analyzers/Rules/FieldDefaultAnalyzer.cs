using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS026: defaults of fields are constants of their types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldDefaultAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public FieldDefaultAnalyzer()
        : base(DiagnosticDescriptors.FieldDefault)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        foreach (IPropertySymbol property in ObjectRules.Fields(type).Where(static p => ObjectRules.FieldValue(p) is not null))
        {
            if (ObjectRules.HasDefault(property) && ObjectRules.Default(property) is null)
            {
                reporter.Report(
                    property,
                    property.Name,
                    $"has a default that is not one of '{property.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}': use a finite number that fits, a truth value, a string or an enumeration's member of just that type, or null where the type allows it");
            }
            else if (!ObjectRules.HasInitialValue(property))
            {
                reporter.Report(property, property.Name, "is not a parameter of the constructor and has no default: give it one, or make its type nullable");
            }
        }
    }
}
