using Microsoft.CodeAnalysis;

namespace TvmSharp.Analyzers;

/// <summary>Where a rule reports to.</summary>
/// <param name="descriptor">Rule.</param>
/// <param name="compilation">Compilation that is checked.</param>
/// <param name="report">What takes the reports.</param>
internal readonly struct Reporter(DiagnosticDescriptor descriptor, Compilation compilation, Action<Diagnostic> report)
{
    /// <summary>Compilation that is checked.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>Reports the rule at a symbol.</summary>
    public void Report(ISymbol at, params object?[] arguments) => Report(at.Locations.FirstOrDefault(), arguments);

    /// <summary>Reports the rule at an attribute.</summary>
    public void Report(AttributeData at, params object?[] arguments)
        => Report(at.ApplicationSyntaxReference?.GetSyntax().GetLocation(), arguments);

    private void Report(Location? location, object?[] arguments) => report(Diagnostic.Create(descriptor, location, arguments));
}
