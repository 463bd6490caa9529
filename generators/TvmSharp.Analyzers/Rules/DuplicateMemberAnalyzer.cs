using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS024: a name stands for one field or method, inherited ones among them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateMemberAnalyzer : DefinedTypeAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DuplicateMemberAnalyzer()
        : base(DiagnosticDescriptors.DuplicateMember)
    {
    }

    private protected override void Check(INamedTypeSymbol type, Reporter reporter)
    {
        var names = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
        foreach (INamedTypeSymbol current in ObjectRules.Bases(type).Reverse().Append(type))
        {
            IEnumerable<(ISymbol Symbol, string Name)> members = ObjectRules.Fields(current)
                .Select(static p => ((ISymbol)p, ObjectRules.FieldName(p)))
                .Concat(ObjectRules.Methods(current).Select(static m => ((ISymbol)m, ObjectRules.MethodName(m))));
            foreach ((ISymbol symbol, string name) in members)
            {
                if (!names.TryGetValue(name, out ISymbol? other))
                {
                    names.Add(name, symbol);
                }
                else if (SymbolEqualityComparer.Default.Equals(current, type)
                    && (!TypeAttributeName.IsReserved(name) || SymbolEqualityComparer.Default.Equals(other.ContainingType, type)))
                {
                    reporter.Report(
                        symbol, symbol.Name, name, type.TypeKey(), other.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
                }
            }
        }
    }
}
