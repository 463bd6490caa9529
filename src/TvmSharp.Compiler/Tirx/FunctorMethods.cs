using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using Type = System.Type;

namespace TvmSharp.Tirx;

/// <summary>
/// Which nodes without children a class of visitors or mutators does nothing with, because it overrides no method that sees
/// them. More than half of the nodes of a function are such, and need no wrapper then.
/// </summary>
internal sealed class FunctorMethods
{
    /// <summary>What trimming has to keep of the classes.</summary>
    internal const DynamicallyAccessedMemberTypes Kept = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    // No object has it.
    private const int NoType = -1;

    private static readonly ConcurrentDictionary<Type, FunctorMethods> Known = new();

    private FunctorMethods([DynamicallyAccessedMembers(Kept)] Type functor, Type root)
    {
        Type? expr = OverriderOf(functor, root, nameof(StmtExprVisitor.VisitExpr), typeof(Expr));
        SeesBufferUses = OverriderOf(functor, root, "VisitBufferUse", typeof(Var)) is not null;
        SeesNoExpr = expr == typeof(StmtVisitor);
        UnseenIntImm = expr is not null || OverriderOf(functor, root, nameof(StmtExprVisitor.VisitIntImm), typeof(IntImm)) is not null ? NoType : ObjectTypes.Get("ir.IntImm").Index;
        UnseenVar = expr is not null || OverriderOf(functor, root, nameof(StmtExprVisitor.VisitVar), typeof(Var)) is not null ? NoType : ObjectTypes.Get("ir.Var").Index;
    }

    /// <summary>Whether there is a method for a buffer where it is used.</summary>
    internal bool SeesBufferUses { get; }

    /// <summary>Whether every expression is seen.</summary>
    internal bool SeesAll => UnseenIntImm == NoType && UnseenVar == NoType && !SeesNoExpr;

    /// <summary>Whether expressions are left out altogether.</summary>
    internal bool SeesNoExpr { get; }

    /// <summary>Type index of constant integers if there is no method that sees them; else that of nothing.</summary>
    internal int UnseenIntImm { get; }

    /// <summary>Type index of variables if there is no method that sees them as expressions; else that of nothing.</summary>
    internal int UnseenVar { get; }

    /// <summary>Those of a class, found out once.</summary>
    /// <param name="functor">Class of visitors or mutators.</param>
    /// <param name="root"><see cref="StmtExprVisitor"/> or <see cref="StmtExprMutator"/>, which it derives from.</param>
    internal static FunctorMethods Of([DynamicallyAccessedMembers(Kept)] Type functor, Type root)
    {
        if (Known.TryGetValue(functor, out FunctorMethods? known))
        {
            return known;
        }

        TvmCompiler.EnsureLoaded();
        FunctorMethods methods = new(functor, root);
        Known[functor] = methods;
        return methods;
    }

    // A method that only hides one counts as well, which costs time and nothing else.
    private static Type? OverriderOf([DynamicallyAccessedMembers(Kept)] Type functor, Type root, string name, Type parameter)
    {
        Type? declaring = functor.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [parameter])?.DeclaringType;
        return declaring == root ? null : declaring;
    }
}
