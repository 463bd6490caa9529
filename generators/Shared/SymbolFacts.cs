using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TvmSharp.Generators;

/// <summary>Questions about symbols that both the generator and the analyzers ask.</summary>
internal static class SymbolFacts
{
    private static readonly SymbolDisplayFormat QualifiedNullable =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The type as generated code names it, with <c>global::</c> and nullable annotations.</summary>
    public static string QualifiedName(this ITypeSymbol type)
    {
        // Most types of signatures are these, and displaying a type takes long.
        string? keyword = type.SpecialType switch
        {
            SpecialType.System_Boolean => "bool",
            SpecialType.System_SByte => "sbyte",
            SpecialType.System_Byte => "byte",
            SpecialType.System_Int16 => "short",
            SpecialType.System_UInt16 => "ushort",
            SpecialType.System_Int32 => "int",
            SpecialType.System_UInt32 => "uint",
            SpecialType.System_Int64 => "long",
            SpecialType.System_UInt64 => "ulong",
            SpecialType.System_Single => "float",
            SpecialType.System_Double => "double",
            SpecialType.System_String when type.NullableAnnotation != NullableAnnotation.Annotated => "string",
            _ => null,
        };
        return keyword ?? type.ToDisplayString(QualifiedNullable);
    }

    /// <summary>Whether the type is the one of that name directly in the namespace <c>TvmSharp.Ffi</c>.</summary>
    public static bool IsFfiType(this ITypeSymbol type, string name)
        => type.Name == name
            && type.ContainingNamespace is { Name: "Ffi" } ffi
            && ffi.ContainingNamespace is { Name: "TvmSharp", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether the type is <c>TvmObject</c> or derives from it.</summary>
    public static bool IsTvmObject(this ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.IsFfiType("TvmObject"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type derives from <c>TvmObject</c> and can be made from a reference to an object.</summary>
    public static bool IsWrapper(this ITypeSymbol type)
        => type.IsTvmObject()
            && (type.ImplementsWrapper()
                // The generator, which does not see what it writes, writes the rest of these.
                || (type is INamedTypeSymbol named && ObjectRules.IsDefinition(named) && ObjectRules.ClassProblem(named) is null));

    /// <summary>Whether the type implements <c>ITvmObject</c> of itself.</summary>
    public static bool ImplementsWrapper(this ITypeSymbol type)
        => type.AllInterfaces.Any(i => i.IsFfiType("ITvmObject")
            && i.Arity == 1
            && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    /// <summary>The key in the type's own <c>[TvmObject("key")]</c>, or null.</summary>
    public static string? TypeKey(this ITypeSymbol type) => type.TvmAttribute("TvmObjectAttribute")?.FirstString();

    /// <summary>The attribute of that name in the namespace <c>TvmSharp</c> on a symbol, or null.</summary>
    public static AttributeData? TvmAttribute(this ISymbol symbol, string name)
        => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type
            && type.Name == name
            && type.ContainingNamespace is { Name: "TvmSharp", ContainingNamespace.IsGlobalNamespace: true });

    /// <summary>Whether the generator wrote the symbol.</summary>
    public static bool IsGenerated(this ISymbol symbol)
        => symbol.GetAttributes().Any(static a => a.AttributeClass?.Name == "GeneratedCodeAttribute"
            && a.FirstString() == KnownNames.GeneratorName);

    /// <summary>Whether a declaration of the type says <c>partial</c>.</summary>
    public static bool IsPartial(this INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The first string of an attribute's constructor, or null.</summary>
    public static string? FirstString(this AttributeData attribute)
        => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    /// <summary>The type and the types it is nested in, the outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainers(this INamedTypeSymbol type)
        => type.ContainingType is { } outer ? outer.WithContainers().Append(type) : [type];

    /// <summary>Whether code elsewhere in the same assembly can name the symbol.</summary>
    public static bool IsReachable(this Compilation compilation, ISymbol symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        return compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly)
            && (type is null || !type.WithContainers().Any(static t => t.IsFileLocal));
    }

    /// <summary>Whether other assemblies can name the type.</summary>
    public static bool IsPublic(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsPublic(),
        INamedTypeSymbol named => named.WithContainers().All(static t => t.DeclaredAccessibility == Accessibility.Public)
            && named.TypeArguments.All(static t => t.IsPublic()),
        _ => true,
    };
}
