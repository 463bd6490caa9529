using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TvmSharp.Generators;

namespace TvmSharp.Analyzers;

/// <summary>TVMS001: types of parameters and results are values of TVM.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsupportedTypeAnalyzer : MarkedMethodAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public UnsupportedTypeAnalyzer()
        : base(DiagnosticDescriptors.UnsupportedType)
    {
    }

    private protected override void Check(MarkedMethod method, KnownSymbols symbols, Reporter reporter)
    {
        foreach (IParameterSymbol parameter in method.Symbol.Parameters)
        {
            // A pass over something else is reported as that; arguments by reference and params as those.
            bool reportedElsewhere = (method.Role == MethodRole.Pass && parameter.Ordinal == 0)
                || MethodRules.IsByReference(parameter)
                || MethodRules.IsParams(parameter)
                || (method.Role == MethodRole.Export && MethodRules.IsPacked(method.Symbol))
                || parameter.Type.TypeKind == TypeKind.Error;
            ValueModel? value = method.Role == MethodRole.Pass
                ? Values.Gather(parameter.Type)
                : Values.GatherBorrowed(parameter.Type);
            if (!reportedElsewhere && value is null)
            {
                Report(parameter, parameter.Type, $"parameter '{parameter.Name}'");
            }
        }

        ITypeSymbol result = method.Symbol.ReturnType;
        if (method.Role != MethodRole.Pass
            && !method.Symbol.ReturnsVoid
            && result.TypeKind != TypeKind.Error
            && Values.Gather(result) is null)
        {
            Report(method.Symbol, result, "the result");
        }

        void Report(ISymbol at, ITypeSymbol type, string what)
            => reporter.Report(
                at, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), what, method.Name, Values.Supported);
    }
}
