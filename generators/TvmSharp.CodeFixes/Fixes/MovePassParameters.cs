using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS013: moves the module and the context of a pass right behind what it runs on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MovePassParameters)), Shared]
public sealed class MovePassParameters : TvmCodeFix
{
    /// <summary>Makes the fix.</summary>
    public MovePassParameters()
        : base("TVMS013")
    {
    }

    private protected override IEnumerable<Fix> Find(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || model.GetDeclaredSymbol(method, cancellation) is not { PartialDefinitionPart: null, PartialImplementationPart: null } symbol)
        {
            yield break;
        }

        IParameterSymbol[] sorted = [.. symbol.Parameters.OrderBy(Rank)];

        // Two modules or contexts are one too many, whatever their order, and what may be left out comes last.
        bool isValid = sorted.Count(IsModule) <= 1
            && sorted.Count(static p => Rank(p) == 2) <= 1
            && !sorted.SkipWhile(static p => !p.IsOptional).Any(static p => !p.IsOptional && !p.IsParams);
        if (isValid)
        {
            string moved = string.Join(" and ", sorted.Where(static p => Rank(p) is 1 or 2).Select(static p => $"'{p.Name}'"));
            yield return new Fix($"Move {moved} behind '{sorted[0].Name}'", nameof(MovePassParameters), editor => editor.ReplaceNode(
                method.ParameterList,
                method.ParameterList.WithParameters(Sort(method.ParameterList.Parameters, sorted))));
        }
    }

    private static bool IsModule(IParameterSymbol parameter) => parameter.Type.IsTvmObject() && parameter.Type.TypeKey() == KnownNames.ModuleTypeKey;

    /// <summary>Where a parameter belongs: subject, module, context, and those of the factory.</summary>
    private static int Rank(IParameterSymbol parameter) => parameter.Ordinal == 0 ? 0
        : IsModule(parameter) ? 1
        : parameter.Type.IsTvmObject() && parameter.Type.TypeKey() == KnownNames.PassContextTypeKey ? 2
        : 3;

    private static SeparatedSyntaxList<ParameterSyntax> Sort(SeparatedSyntaxList<ParameterSyntax> parameters, IParameterSymbol[] sorted)
        // Blanks belong to the place, and so do the commas.
        => SyntaxFactory.SeparatedList(sorted.Select((p, i) => parameters[p.Ordinal].WithTriviaFrom(parameters[i])), parameters.GetSeparators());
}
