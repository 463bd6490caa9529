using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using TvmSharp.CodeFixes.Syntax;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS002: makes a method static that does not use its object.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeStatic)), Shared]
public sealed class MakeStatic : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public MakeStatic()
        : base("TVMS002")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is MethodDeclarationSyntax method
            && model.GetDeclaredSymbol(method, cancellation) is { IsVirtual: false, IsOverride: false, IsAbstract: false } symbol
            && symbol is { PartialDefinitionPart: null, PartialImplementationPart: null, ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct }
            && !ImplementsInterface(symbol)
            && !UsesObject(model, method, cancellation))
        {
            yield return new Fix($"Make '{symbol.Name}' static", nameof(MakeStatic), editor => editor.ReplaceNode(
                method,
                static (current, _) => ((MemberDeclarationSyntax)current).Without(SyntaxKind.ReadOnlyKeyword).With(SyntaxKind.StaticKeyword)))
            {
                ApplyToCallers = (editor, stop) => editor.EditReferencesAsync(symbol, (document, name) => Qualify(document, name, symbol), stop),
            };
        }
    }

    private static bool ImplementsInterface(IMethodSymbol method)
        => method.ContainingType.AllInterfaces.SelectMany(static i => i.GetMembers()).Any(
            member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static bool UsesObject(SemanticModel model, MethodDeclarationSyntax method, CancellationToken cancellation)
        => model.GetOperation(method, cancellation) is { } operation
            && operation.Descendants().Any(static o => o
                is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                // A parameter of a primary constructor is kept in the object.
                or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });

    /// <summary>Has a caller name the type instead of an object, unless something happens where it gets the object.</summary>
    private static void Qualify(DocumentEditor document, SimpleNameSyntax name, IMethodSymbol method)
    {
        if (name.Parent is MemberAccessExpressionSyntax access
            && access.Name == name
            && document.SemanticModel.GetSymbolInfo(access.Expression).Symbol is not INamedTypeSymbol
            && !access.Expression.DescendantNodesAndSelf().Any(static n => n
                is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or PrefixUnaryExpressionSyntax
                or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }))
        {
            document.ReplaceNode(access.Expression, document.Generator.TypeExpression(method.ContainingType)
                .WithAdditionalAnnotations(Simplifier.Annotation)
                .WithTriviaFrom(access.Expression));
        }
    }
}
