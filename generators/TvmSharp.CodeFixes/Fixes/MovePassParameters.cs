using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TvmSharp.CodeFixes.Syntax;
using TvmSharp.Generators;

namespace TvmSharp.CodeFixes;

/// <summary>TVMS013: moves the module and the context of a pass right behind what it runs on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MovePassParameters)), Shared]
public sealed class MovePassParameters : TvmCodeFix
{
    private const int Module = 1;
    private const int Context = 2;

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
        IParameterSymbol[] moved = [.. sorted.Where(static p => Rank(p) is Module or Context)];

        // Two modules or contexts are one too many, whatever their order, and what may be left out comes last.
        bool isValid = sorted.Count(static p => Role(p) == Module) <= 1
            && sorted.Count(static p => Role(p) == Context) <= 1
            && !sorted.SkipWhile(static p => !p.IsOptional).Any(static p => !p.IsOptional && !p.IsParams);
        if (isValid)
        {
            string names = string.Join(" and ", moved.Select(static p => $"'{p.Name}'"));
            yield return new Fix($"Move {names} behind '{sorted[0].Name}'", nameof(MovePassParameters), editor => editor.ReplaceNode(
                method.ParameterList,
                method.ParameterList.WithParameters(Sort(method.ParameterList.Parameters, sorted.Select(static p => p.Ordinal)))))
            {
                ApplyToCallers = (editor, stop) => editor.EditReferencesAsync(symbol, (document, name) => SortArguments(document, name, sorted), stop),
            };
        }
    }

    /// <summary>Where a parameter belongs: subject, module, context, and those of the factory.</summary>
    private static int Rank(IParameterSymbol parameter) => parameter.Ordinal == 0 ? 0 : Role(parameter);

    private static int Role(IParameterSymbol parameter) => (parameter.Type.IsTvmObject() ? parameter.Type.TypeKey() : null) switch
    {
        KnownNames.ModuleTypeKey => Module,
        KnownNames.PassContextTypeKey => Context,
        _ => 3,
    };

    /// <summary>Sorts the arguments of a caller that names none of them.</summary>
    private static void SortArguments(DocumentEditor document, SimpleNameSyntax name, IParameterSymbol[] sorted)
    {
        SyntaxNode called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        if (called.Parent is InvocationExpressionSyntax { ArgumentList: { } list } call
            && call.Expression == called
            && list.Arguments.All(static a => a.NameColon is null))
        {
            // Called as an extension method it has its first argument before the dot.
            int outside = document.SemanticModel.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null } ? 1 : 0;
            int[] order = [.. sorted.Select(p => p.Ordinal - outside).Where(i => i >= 0 && i < list.Arguments.Count)];
            document.ReplaceNode(list, (current, _) => ((ArgumentListSyntax)current).WithArguments(Sort(((ArgumentListSyntax)current).Arguments, order)));
        }
    }

    // Blanks belong to the place, and so do the commas.
    private static SeparatedSyntaxList<T> Sort<T>(SeparatedSyntaxList<T> items, IEnumerable<int> order)
        where T : SyntaxNode
        => SyntaxFactory.SeparatedList(order.Select((from, to) => items[from].WithTriviaFrom(items[to])), items.GetSeparators());
}
