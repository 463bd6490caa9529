using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS007: a name is ASCII identifiers joined by dots.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidNameAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public InvalidNameAnalyzer()
        : base(DiagnosticDescriptors.InvalidName)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        string? name = method.RegisteredName(symbols.Prefix);
        bool valid = method.Role == MethodRole.Import ? RegisteredName.IsImportable(name) : RegisteredName.IsValid(name);
        if (!valid)
        {
            reporter.Report(method.Attribute, name, method.Name, method.AttributeName);
        }
    }
}
