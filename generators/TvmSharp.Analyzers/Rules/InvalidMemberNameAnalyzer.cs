using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS027: a type key is ASCII identifiers joined by dots, and the name of a field is one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidMemberNameAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public InvalidMemberNameAnalyzer()
        : base(DiagnosticDescriptors.InvalidMemberName)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        if (!RegisteredName.IsValid(type.TypeKey()))
        {
            reporter.Report(type, type.TypeKey(), type.Name, "ASCII identifiers joined by dots, such as \"my_project.IntPair\"");
        }

        foreach (IPropertySymbol property in ObjectRules.Fields(type).Where(static p => !p.IsIndexer && !RegisteredName.IsIdentifier(ObjectRules.FieldName(p))))
        {
            reporter.Report(property, ObjectRules.FieldName(property), property.Name, "one ASCII identifier, such as [TvmField(Name = \"first\")]");
        }
    }
}
