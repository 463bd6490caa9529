using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What every marked method must be. Each rule has an analyzer of its own; the generator asks all of them.</summary>
internal static class MethodRules
{
    /// <summary>A method of a type, not an accessor, operator, local function or slot of an interface.</summary>
    public static bool IsOrdinary(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsVirtual: false };

    /// <summary>The method or a type it is in has type parameters.</summary>
    public static bool IsGeneric(IMethodSymbol method)
        => method.IsGenericMethod || method.ContainingType.WithContainers().Any(static t => t.IsGenericType);

    /// <summary>A reference to a variable crosses the call.</summary>
    public static bool IsByReference(IParameterSymbol parameter) => parameter.RefKind != RefKind.None;

    /// <summary>The result is a reference to a variable.</summary>
    public static bool ReturnsReference(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    /// <summary>The parameter takes any number of arguments.</summary>
    public static bool IsParams(IParameterSymbol parameter) => parameter.IsParams;

    /// <summary>The method takes whatever arguments there are.</summary>
    public static bool IsPacked(IMethodSymbol method)
        => method.Parameters.Length == 1 && method.Parameters[0].Type.IsFfiType("PackedArgs");

    /// <summary>Generated code elsewhere in the assembly can call the method.</summary>
    public static bool IsReachable(IMethodSymbol method, Compilation compilation) => compilation.IsReachable(method);

    /// <summary>Types of the signature that generated code elsewhere in the assembly cannot name.</summary>
    public static IEnumerable<ITypeSymbol> UnreachableTypes(IMethodSymbol method, Compilation compilation)
        => method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Where(t => !IsNameable(t, compilation));

    /// <summary>Exactly one of the four attributes is on the method.</summary>
    public static bool HasOneRole(IMethodSymbol method)
    {
        int roles = 0;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            roles += IsRole(attribute.AttributeClass) ? 1 : 0;
        }

        return roles == 1;
    }

    /// <summary>Whether an attribute is one of those four.</summary>
    public static bool IsRole(INamedTypeSymbol? attribute)
        => attribute is { Name: "TvmExportAttribute" or "TvmPassAttribute" or "TvmImportAttribute" or "TvmMethodAttribute" }
            && attribute.ContainingNamespace is { Name: "TvmSharp", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The rules for what is neither an attribute's argument nor a matter of one attribute only.</summary>
    public static bool AcceptsShape(IMethodSymbol method) => method.IsStatic && AcceptsMemberShape(method);

    /// <summary>The rules for methods that generated code calls.</summary>
    public static bool AcceptsCallee(IMethodSymbol method, Compilation compilation)
        => method.IsStatic && AcceptsMember(method, compilation);

    /// <summary>The rules for methods of types, which may have an object.</summary>
    public static bool AcceptsMember(IMethodSymbol method, Compilation compilation)
        => AcceptsMemberShape(method)
            && IsReachable(method, compilation)
            && !UnreachableTypes(method, compilation).Any()
            && method.Parameters.All(DefaultValue.IsSupported);

    /// <summary>Generated code elsewhere in the assembly can name the type.</summary>
    public static bool IsNameable(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => IsNameable(array.ElementType, compilation),
        INamedTypeSymbol named => compilation.IsReachable(named) && named.TypeArguments.All(t => IsNameable(t, compilation)),
        _ => true,
    };

    private static bool AcceptsMemberShape(IMethodSymbol method)
        => IsOrdinary(method)
            && !IsGeneric(method)
            && !ReturnsReference(method)
            && method.Parameters.All(static p => !IsByReference(p) && !IsParams(p))
            && HasOneRole(method);
}
