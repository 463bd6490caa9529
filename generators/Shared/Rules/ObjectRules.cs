using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What a class that defines an object type must be. The generator asks, and analyzers report.</summary>
internal static class ObjectRules
{
    private const int OptionFlags = (int)(FieldFlags.All & ~FieldFlags.Derived);

    /// <summary>Whether <c>[TvmObject]</c> on the class defines a type, and is not about one that somebody else defines.</summary>
    public static bool IsDefinition(INamedTypeSymbol type)
        => type.TvmAttribute("TvmObjectAttribute") is { } attribute
            && (attribute.NamedArguments.Any(static a => a.Key == "StructuralKind") || Fields(type).Any() || Methods(type).Any());

    /// <summary>The properties with <c>[TvmField]</c>, in the order of their declaration.</summary>
    public static IEnumerable<IPropertySymbol> Fields(INamedTypeSymbol type)
        => type.GetMembers().OfType<IPropertySymbol>()
            .Where(static p => p.PartialDefinitionPart is null && p.TvmAttribute("TvmFieldAttribute") is not null);

    /// <summary>The methods with <c>[TvmMethod]</c>.</summary>
    public static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>()
            .Where(static m => m.PartialDefinitionPart is null && m.TvmAttribute("TvmMethodAttribute") is not null);

    /// <summary>The classes that define the types which a type derives from, the nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null && IsDefinition(current); current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>What the class must be and is not, or null.</summary>
    public static string? ClassProblem(INamedTypeSymbol type)
    {
        if (type.WithContainers().Any(static t => !t.IsPartial()))
        {
            return "must be partial, and so must the types that it is in: the generator writes the rest of it";
        }

        if (type.WithContainers().Any(static t => t.IsGenericType))
        {
            return "cannot have type parameters, nor can a type that it is in: a type of TVM has none";
        }

        if (type.IsAbstract || type.IsStatic)
        {
            return "must be a class of which there are objects, neither abstract nor static";
        }

        if (type.WithContainers().Any(static t => t.IsFileLocal
            || t.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)))
        {
            return "must be internal or public, and so must the types that it is in";
        }

        if (type.GetMembers().Any(static m => IsWrapperMember(m) && !m.IsGenerated()))
        {
            return "must leave ITvmObject<T> to the generator";
        }

        bool derives = type.BaseType is { } parent
            && ((parent.IsFfiType("TvmObject") && parent.Arity == 0)
                || (SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, type.ContainingAssembly)
                    && IsDefinition(parent)
                    && ClassProblem(parent) is null));
        return derives ? null : "must derive from TvmObject, or from a class of the same assembly that defines a type";
    }

    /// <summary>Whether a property can be a field: one of an object, for the generator to write.</summary>
    public static bool IsFieldShape(IPropertySymbol property)
        => property is { IsStatic: false, IsIndexer: false, IsAbstract: false, IsVirtual: false, IsOverride: false, IsRequired: false, GetMethod: not null, RefKind: RefKind.None }
            && property.IsPartialDefinition
            && (property.PartialImplementationPart is not { } body || body.IsGenerated());

    /// <summary>The marshalling of a field's values, or null when they do not outlive a call.</summary>
    public static ValueModel? FieldValue(IPropertySymbol property)
        => property.Type.IsFfiType("Moved") || property.Type.IsFfiType("RawString") ? null : Values.Gather(property.Type);

    /// <summary>Name of a field as it is registered.</summary>
    public static string FieldName(IPropertySymbol property)
        => RegisteredName.OfMember(Argument(property, "Name") is { Value: string name } ? name : null, property.Name);

    /// <summary>Name of a method as it is registered.</summary>
    public static string MethodName(IMethodSymbol method)
        => RegisteredName.OfMember(method.TvmAttribute("TvmMethodAttribute")?.FirstString(), method.Name);

    /// <summary>The flags that the attribute gives; those that follow from the rest are not the user's to give.</summary>
    public static FieldFlags Flags(IPropertySymbol property)
        => Argument(property, "Flags") is { Value: int flags } ? (FieldFlags)(flags & OptionFlags) : FieldFlags.None;

    /// <summary>Whether the attribute gives a default, null among them.</summary>
    public static bool HasDefault(IPropertySymbol property)
        => property.TvmAttribute("TvmFieldAttribute")!.NamedArguments.Any(static a => a.Key == "Default");

    /// <summary>The default, or null when there is none or it is not one of the property's type.</summary>
    public static FieldDefault? Default(IPropertySymbol property)
        => Argument(property, "Default") is { } value && FieldValue(property) is { } type ? FieldDefault.Gather(property.Type, type, value) : null;

    /// <summary>Whether a field that the constructor does not take has a value all the same.</summary>
    public static bool HasInitialValue(IPropertySymbol property)
        => (Flags(property) & FieldFlags.InitOff) == 0
            || HasDefault(property)
            || FieldValue(property) is { IsOptional: true } or { Holds: ValueHolds.Nothing or ValueHolds.Any };

    /// <summary>All rules for a field.</summary>
    public static bool AcceptsField(IPropertySymbol property, Compilation compilation)
        => IsFieldShape(property)
            && FieldValue(property) is not null
            && MethodRules.IsNameable(property.Type, compilation)
            && RegisteredName.IsIdentifier(FieldName(property))
            && (!HasDefault(property) || Default(property) is not null)
            && HasInitialValue(property);

    private static bool IsWrapperMember(ISymbol member) => member is IMethodSymbol method
        && method.ExplicitInterfaceImplementations.Any(static i => i.ContainingType.IsFfiType("ITvmObject"))
        && method.AssociatedSymbol is null;

    private static TypedConstant? Argument(IPropertySymbol property, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in property.TvmAttribute("TvmFieldAttribute")!.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
