using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What a pass runs on.</summary>
internal enum PassKind
{
    /// <summary>A whole module.</summary>
    Module,

    /// <summary>One <c>tirx.PrimFunc</c> at a time.</summary>
    PrimFunc,
}

/// <summary>What is wrong with the signature of a pass.</summary>
internal enum PassProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first parameter is none of the things that a pass can run on.</summary>
    FirstParameter,

    /// <summary>The first parameter makes it a pass of a kind that cannot be made yet.</summary>
    Kind,

    /// <summary>The method does not return what it takes.</summary>
    Result,

    /// <summary>The module or the context is not where it must be.</summary>
    Position,
}

/// <summary>The signature of a pass: (subject, [module], [context], factory parameters...).</summary>
/// <param name="Kind">What the pass runs on.</param>
/// <param name="TakesModule">Whether a PrimFunc pass also takes the module.</param>
/// <param name="TakesContext">Whether the pass takes the context.</param>
/// <param name="FirstFactoryParameter">Position of the first parameter that is the factory's.</param>
internal readonly record struct PassShape(PassKind Kind, bool TakesModule, bool TakesContext, int FirstFactoryParameter)
{
    /// <summary>Reads the signature of a pass.</summary>
    /// <param name="method">Method marked as a pass.</param>
    /// <param name="shape">The signature, when nothing is wrong with it.</param>
    /// <param name="culprit">The parameter that is wrong, or null when it is the method itself.</param>
    public static PassProblem Read(IMethodSymbol method, out PassShape shape, out IParameterSymbol? culprit)
    {
        shape = default;
        culprit = null;
        if (method.Parameters.Length == 0)
        {
            return PassProblem.FirstParameter;
        }

        culprit = method.Parameters[0];
        PassKind kind;
        switch (Role(culprit.Type))
        {
            case KnownNames.ModuleTypeKey when culprit.Type.NullableAnnotation != NullableAnnotation.Annotated:
                kind = PassKind.Module;
                break;
            case KnownNames.PrimFuncTypeKey when culprit.Type.NullableAnnotation != NullableAnnotation.Annotated:
                kind = PassKind.PrimFunc;
                break;
            case KnownNames.RelaxFunctionTypeKey or KnownNames.DataflowBlockTypeKey:
                return PassProblem.Kind;
            default:
                return PassProblem.FirstParameter;
        }

        if (!SymbolEqualityComparer.IncludeNullability.Equals(method.ReturnType, culprit.Type))
        {
            culprit = null;
            return PassProblem.Result;
        }

        int next = 1;
        bool takesModule = kind == PassKind.PrimFunc && RoleAt(method, next) == KnownNames.ModuleTypeKey;
        next += takesModule ? 1 : 0;
        bool takesContext = RoleAt(method, next) == KnownNames.PassContextTypeKey;
        next += takesContext ? 1 : 0;
        shape = new PassShape(kind, takesModule, takesContext, next);

        culprit = method.Parameters.Skip(next).FirstOrDefault(
            static p => Role(p.Type) is KnownNames.ModuleTypeKey or KnownNames.PassContextTypeKey);
        return culprit is null ? PassProblem.None : PassProblem.Position;
    }

    private static string? RoleAt(IMethodSymbol method, int position)
        => position < method.Parameters.Length ? Role(method.Parameters[position].Type) : null;

    private static string? Role(ITypeSymbol type) => type.IsTvmObject() ? type.TypeKey() : null;
}
