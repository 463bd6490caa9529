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
        if (method.Role == MethodRole.Method)
        {
            if (!RegisteredName.IsMethod(name))
            {
                Report("one ASCII identifier, such as \"sum\", or one of TypeAttribute");
            }
        }
        else if (method.IsCallee && !RegisteredName.IsValid(name))
        {
            Report("ASCII identifiers joined by dots, such as \"my_project.add_one\"");
        }
        else if (!method.IsCallee && !RegisteredName.IsImportable(name))
        {
            Report("the name of a global function, such as \"tirx.transform.StmtSimplify\"");
        }

        void Report(string advice)
            => reporter.Report(method.Attribute, name, method.Name, method.AttributeName, advice);
    }
}
