using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using TvmSharp.CodeFixes.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS023: has a class define a type, whose fields and methods it already has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DefineObject)), Shared]
public sealed class DefineObject : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public DefineObject()
        : base("TVMS023")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax { ParameterList: null } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { IsStatic: false, IsAbstract: false } type
            || type.WithContainers().Any(static t => t.IsGenericType)
            || Prefix(model.Compilation) is not { } prefix
            || ValidName.Repair(prefix + "." + type.Name) is not { } key)
        {
            yield break;
        }

        // A class that derives from nothing gets its base, and with that needs constructors of another kind than it has.
        bool isPlain = type.BaseType is { SpecialType: SpecialType.System_Object }
            && type.InstanceConstructors.All(static c => c.IsImplicitlyDeclared);
        if (isPlain || (type.BaseType is { } parent && (parent.IsFfiType("TvmObject") || ObjectRules.IsDefinition(parent))))
        {
            SyntaxTrivia lineEnd = Trivia.LineEnd(model.SyntaxTree.GetRoot(cancellation));
            yield return new Fix($"Define the type \"{key}\" with '{type.Name}'", nameof(DefineObject), editor =>
            {
                editor.MakePartial(declaration);
                editor.ReplaceNode(declaration, (current, _) => Define((ClassDeclarationSyntax)current, key, isPlain, lineEnd));
            });
        }
    }

    private static string? Prefix(Compilation compilation)
        => compilation.Assembly.TvmAttribute("TvmExtensionAttribute") is { } extension
            ? extension.FirstString()
            : ValidName.Prefix(compilation.AssemblyName);

    private static ClassDeclarationSyntax Define(ClassDeclarationSyntax declaration, string key, bool addsBase, SyntaxTrivia lineEnd)
    {
        AttributeListSyntax list = Attributes.List("TvmSharp.TvmObject", key);

        // Several members of a class have the same to say of it.
        if (declaration.AttributeLists.Any(l => l.IsEquivalentTo(list, topLevel: false)))
        {
            return declaration;
        }

        SyntaxTriviaList leading = declaration.GetLeadingTrivia();
        declaration = declaration.WithLeadingTrivia(Trivia.Indentation(leading));
        declaration = declaration.WithAttributeLists(declaration.AttributeLists.Insert(
            0, list.WithLeadingTrivia(leading).WithTrailingTrivia(lineEnd)));
        return addsBase ? WithBase(declaration) : declaration;
    }

    private static ClassDeclarationSyntax WithBase(ClassDeclarationSyntax declaration)
    {
        BaseTypeSyntax type = SyntaxFactory.SimpleBaseType(
            SyntaxFactory.ParseTypeName("TvmSharp.Ffi.TvmObject").WithAdditionalAnnotations(Simplifier.Annotation));
        if (declaration.BaseList is { } bases)
        {
            SyntaxToken comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
            return declaration.WithBaseList(bases.WithTypes(SyntaxFactory.SeparatedList([type, .. bases.Types], [comma, .. bases.Types.GetSeparators()])));
        }

        SyntaxToken name = declaration.Identifier;
        SyntaxToken colon = SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space);
        return declaration.WithIdentifier(name.WithTrailingTrivia(SyntaxFactory.Space))
            .WithBaseList(SyntaxFactory.BaseList(colon, [type.WithTrailingTrivia(name.TrailingTrivia)]));
    }
}
