using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS025: values of fields live in objects.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldTypeAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public FieldTypeAnalyzer()
        : base(DiagnosticDescriptors.FieldType)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        foreach (IPropertySymbol property in ObjectRules.Fields(type).Where(static p => p.Type.TypeKind != TypeKind.Error))
        {
            if (ObjectRules.FieldValue(property) is null)
            {
                Report(property, $"is not a value of TVM that an object can hold; supported are {Values.Supported}, without RawString and Moved");
            }
            else if (!MethodRules.IsNameable(property.Type, reporter.Compilation))
            {
                Report(property, "must be internal or public, and so must the types that it is in: generated code elsewhere names it");
            }
        }

        void Report(IPropertySymbol property, string problem) => reporter.Report(
            property, property.Type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), property.Name, problem);
    }
}
