using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary><c>[TvmExport]</c>: entry points of functions.</summary>
internal static partial class Exports
{
    /// <summary>Reads an export, or null when the analyzers reject it.</summary>
    public static MethodModel? Gather(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        if (!MethodRules.AcceptsCallee(method, context.SemanticModel.Compilation))
        {
            return null;
        }

        Documentation documentation = Documentation.Read(method, context.TargetNode, cancellation);
        bool packed = MethodRules.IsPacked(method);
        if (Methods.Parameters(method, packed ? 1 : 0, documentation) is not { } parameters
            || !Methods.TryResult(method, out ValueModel? result))
        {
            return null;
        }

        return new MethodModel(
            context.Attributes[0].FirstString(),
            method.ContainingType.QualifiedName(),
            method.Name,
            parameters,
            result,
            documentation.Summary,
            documentation.Result,
            Pass: null,
            packed);
    }
}
