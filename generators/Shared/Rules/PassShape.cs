using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>What a pass runs on.</summary>
internal enum PassKind
{
    /// <summary>A whole module.</summary>
    Module,

    /// <summary>One <c>tirx.PrimFunc</c> at a time.</summary>
    PrimFunc,

    /// <summary>One <c>relax.expr.Function</c> at a time.</summary>
    RelaxFunction,

    /// <summary>One <c>relax.expr.DataflowBlock</c> at a time.</summary>
    DataflowBlock,
}

/// <summary>What is wrong with the signature of a pass.</summary>
internal enum PassProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first parameter is none of the things that a pass can run on.</summary>
    FirstParameter,

    /// <summary>The method does not return what it takes.</summary>
    Result,

    /// <summary>The module or the context is not where it must be.</summary>
    Position,
}

/// <summary>The signature of a pass: (subject, [module], [context], factory parameters...).</summary>
/// <param name="Kind">What the pass runs on.</param>
/// <param name="TakesModule">Whether a pass that runs on something else also takes the module.</param>
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
        PassKind? subject = Role(culprit.Type) switch
        {
            _ when culprit.Type.NullableAnnotation == NullableAnnotation.Annotated => null,
            KnownNames.ModuleTypeKey => PassKind.Module,
            KnownNames.PrimFuncTypeKey => PassKind.PrimFunc,
            KnownNames.RelaxFunctionTypeKey => PassKind.RelaxFunction,
            KnownNames.DataflowBlockTypeKey => PassKind.DataflowBlock,
            _ => null,
        };
        if (subject is not { } kind)
        {
            return PassProblem.FirstParameter;
        }

        if (!SymbolEqualityComparer.IncludeNullability.Equals(method.ReturnType, culprit.Type))
        {
            culprit = null;
            return PassProblem.Result;
        }

        int next = 1;
        bool takesModule = kind != PassKind.Module && RoleAt(method, next) == KnownNames.ModuleTypeKey;
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
