using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.Generators;

/// <summary>
/// Delegate types that are converted to by name, as in <c>As&lt;Func&lt;long, long&gt;&gt;()</c>: code that is compiled ahead of
/// time has only the generic instantiations that something names.
/// </summary>
internal static partial class Delegates
{
    /// <summary>Whether a name may be that of a conversion to a delegate type.</summary>
    public static bool IsCandidate(SyntaxNode node)
        => node is GenericNameSyntax { Identifier.ValueText: "As" or "TryAs" or "Call" or "CallVoid" } name
            && name.TypeArgumentList.Arguments.Any(static a => NameOf(a) is "Func" or "Action");

    /// <summary>The delegate types among the type arguments of a name.</summary>
    public static EquatableArray<DelegateModel> Gather(GeneratorSyntaxContext context, CancellationToken cancellation)
        => ((GenericNameSyntax)context.Node).TypeArgumentList.Arguments
            .Select(a => context.SemanticModel.GetTypeInfo(a, cancellation).Type)
            .Where(t => t is not null && Values.IsFuncOrAction(t) && MethodRules.IsNameable(t, context.SemanticModel.Compilation))
            .Select(static t => Values.Gather(t!.WithNullableAnnotation(NullableAnnotation.NotAnnotated)))
            .Where(static v => v is not null)
            .Select(static v => new DelegateModel(v!.Type, v.Marshaller))
            .ToEquatableArray();

    /// <summary>Each type once, in the order of their names. Types that differ by nullable annotations only are one.</summary>
    public static EquatableArray<DelegateModel> Distinct(IEnumerable<DelegateModel> types)
        => types
            .OrderBy(static d => d.Type, StringComparer.Ordinal)
            .GroupBy(static d => d.Type.Replace("?", ""), StringComparer.Ordinal)
            .Select(static g => g.Last())
            .ToEquatableArray();

    private static string? NameOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        QualifiedNameSyntax qualified => NameOf(qualified.Right),
        AliasQualifiedNameSyntax alias => NameOf(alias.Name),
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
