using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.Generators;

/// <summary>
/// Types that are converted to by name, as in <c>As&lt;Func&lt;long, long&gt;&gt;()</c>: code that is compiled ahead of time has
/// only the generic instantiations that something names.
/// </summary>
internal static partial class Conversions
{
    /// <summary>Whether a piece of code may name a type, or have one inferred, that has to be registered.</summary>
    public static bool IsCandidate(SyntaxNode node) => node switch
    {
        GenericNameSyntax { Identifier.ValueText: "As" or "TryAs" or "Call" or "CallVoid" or "From" } name
            => name.TypeArgumentList.Arguments.Any(static a => a is not PredefinedTypeSyntax),
        GenericNameSyntax { Identifier.ValueText: "TvmArray" or "TvmList" or "TvmMap" or "TvmDict" or "Variant" } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "From" } } } => true,
        MethodDeclarationSyntax { AttributeLists.Count: > 0 } => true,
        PropertyDeclarationSyntax { Parent: ClassDeclarationSyntax { AttributeLists.Count: > 0 } } => true,
        _ => false,
    };

    /// <summary>The types to be registered.</summary>
    public static EquatableArray<ConversionModel> Gather(GeneratorSyntaxContext context, CancellationToken cancellation)
        => TypesIn(context, cancellation)
            .SelectMany(static t => t is null ? [] : WithParts(t))
            .Where(t => IsConstructed(t) && MethodRules.IsNameable(t, context.SemanticModel.Compilation))
            .Select(static t => (Type: t, Value: Values.Gather(t.WithNullableAnnotation(NullableAnnotation.NotAnnotated))))
            .Where(static t => t.Value is not null)
            .Select(static t => new ConversionModel(
                t.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                t.Value!.Type,
                t.Value.Marshaller,
                Values.IsCustomDelegate(t.Type)))
            .ToEquatableArray();

    /// <summary>Each type once, in the order of their names.</summary>
    public static EquatableArray<ConversionModel> Distinct(IEnumerable<ConversionModel> types)
        => types
            .OrderBy(static d => d.Type, StringComparer.Ordinal)
            .GroupBy(static d => d.Key, StringComparer.Ordinal)
            .Select(static g => g.Last())
            .ToEquatableArray();

    private static IEnumerable<ITypeSymbol?> TypesIn(GeneratorSyntaxContext context, CancellationToken cancellation) => context.Node switch
    {
        InvocationExpressionSyntax call => context.SemanticModel.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol method
            ? method.TypeArguments
            : [],
        GenericNameSyntax { Identifier.ValueText: "TvmArray" or "TvmList" or "TvmMap" or "TvmDict" or "Variant" } type
            => [context.SemanticModel.GetTypeInfo(type, cancellation).Type],
        MethodDeclarationSyntax method => DelegatesOf(context.SemanticModel.GetDeclaredSymbol(method, cancellation)),
        PropertyDeclarationSyntax property => DelegatesOf(context.SemanticModel.GetDeclaredSymbol(property, cancellation)),
        GenericNameSyntax name => name.TypeArgumentList.Arguments.Select(a => context.SemanticModel.GetTypeInfo(a, cancellation).Type),
        _ => [],
    };

    /// <summary>A type and those that it is made of: elements are converted to by name as well.</summary>
    private static IEnumerable<ITypeSymbol> WithParts(ITypeSymbol type)
        => type is not INamedTypeSymbol named ? [type]
            : !Values.IsCustomDelegate(named) ? named.TypeArguments.SelectMany(WithParts).Append(type)
            : Values.Gather(named.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) is null ? []
            : Values.SignatureOf(named).SelectMany(WithParts).Append(type);

    /// <summary>
    /// The delegate types of a project's own in the signature of a method or property that crosses. The marshallers of all
    /// else are complete without a registration.
    /// </summary>
    private static IEnumerable<ITypeSymbol> DelegatesOf(ISymbol? member) => (member switch
    {
        IMethodSymbol method when method.GetAttributes().Any(static a => MethodRules.IsRole(a.AttributeClass))
            => method.Parameters.Select(static p => p.Type).Append(method.ReturnType),
        IPropertySymbol property when property.ContainingType.TvmAttribute("TvmObjectAttribute") is not null => [property.Type],
        _ => Enumerable.Empty<ITypeSymbol>(),
    }).SelectMany(WithParts).Where(Values.IsCustomDelegate);

    /// <summary>Whether nothing but its name stands for the type: wrapper classes register themselves.</summary>
    private static bool IsConstructed(ITypeSymbol type)
        => type is INamedTypeSymbol named && (named.IsGenericType || named.TypeKind is TypeKind.Enum or TypeKind.Delegate);
}
