using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary><c>[TvmPass]</c>: factories of passes and the entry points of the passes themselves.</summary>
internal static partial class Passes
{
    /// <summary>Reads a pass, or null when the analyzers reject it.</summary>
    public static MethodModel? Gather(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        if (!MethodRules.AcceptsCallee(method, context.SemanticModel.Compilation)
            || PassShape.Read(method, out PassShape shape, out _) != PassProblem.None)
        {
            return null;
        }

        Documentation documentation = Documentation.Read(method, context.TargetNode, cancellation);
        if (Methods.Parameters(method, shape.FirstFactoryParameter, documentation) is not { } parameters
            || Values.Gather(method.ReturnType) is not { } subject)
        {
            return null;
        }

        AttributeData attribute = context.Attributes[0];
        int next = 1;
        var pass = new PassModel(
            shape.Kind,
            subject,
            shape.TakesModule ? Values.Gather(method.Parameters[next++].Type) : null,
            shape.TakesContext ? Values.Gather(method.Parameters[next].Type) : null,
            Argument(attribute, "OptLevel") is { Value: int optLevel } ? optLevel : 0,
            Argument(attribute, "Required") is { Kind: TypedConstantKind.Array, IsNull: false } required
                ? required.Values.Select(static v => v.Value).OfType<string>().ToEquatableArray()
                : EquatableArray<string>.Empty,
            Argument(attribute, "Traceable") is { Value: true });
        return new MethodModel(
            attribute.FirstString(),
            method.ContainingType.QualifiedName(),
            method.Name,
            parameters,
            subject,
            documentation.Summary,
            documentation.Result,
            pass);
    }

    private static TypedConstant Argument(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value;
}
