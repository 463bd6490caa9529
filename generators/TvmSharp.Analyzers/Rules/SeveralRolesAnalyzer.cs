using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS019: a method has one role.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeveralRolesAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public SeveralRolesAnalyzer()
        : base(DiagnosticDescriptors.SeveralRoles)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        // Once for the method, at the first of its attributes.
        if (!MethodRules.HasOneRole(method.Symbol) && symbols.Roles(method.Symbol).First().Role == method.Role)
        {
            reporter.Report(method.Symbol, method.Name);
        }
    }
}
