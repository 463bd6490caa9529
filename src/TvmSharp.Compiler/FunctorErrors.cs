using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp;

/// <summary>What visitors and mutators refuse.</summary>
internal static class FunctorErrors
{
    /// <summary>
    /// A walk looks at the stack once in so many levels, which use far less of it than is left when the runtime says that it
    /// is almost used up (64 KiB and more).
    /// </summary>
    internal const uint LevelsBetweenChecks = 8;

    /// <summary>Ends a walk that is too deep for the stack while there is enough of it left to say so.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack of this thread is almost used up.</exception>
    internal static void EnsureStack(object functor)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowTooDeep(functor);
        }
    }

    /// <summary>A functor that has no method for a class of nodes, as upstream's <c>NodeFunctor</c>.</summary>
    internal static NotSupportedException NoMethod(object functor, TvmObject node) => new(
        $"{NameOf(functor)} has no method for nodes of type `{node.TypeKey}`. Override its {(node is Expr ? "VisitExprDefault" : "VisitStmtDefault")} to handle them.");

    /// <summary>A mutator's method that returned null.</summary>
    internal static InvalidOperationException ReturnedNull(object functor, TvmObject node) => new(
        $"{MethodOf(functor, node)} returned null for a `{node.TypeKey}`. Return the node itself to keep it; a statement is removed by returning `Evaluate(0)`, which a sequence leaves out.");

    /// <summary>A mutator's method that returned a node of another class than its place takes.</summary>
    internal static InvalidOperationException WrongClass(object functor, TvmObject node, TvmObject result, string expected) => new(
        $"{MethodOf(functor, node)} returned a `{result.TypeKey}` for a `{node.TypeKey}`, in whose place there must be a `{expected}`.");

    /// <summary>A mutator's method that returned an expression of another type.</summary>
    internal static InvalidOperationException ChangedType(object functor, Expr node, Expr result) => new(
        $"{MethodOf(functor, node)} returned a `{result.TypeKey}` of type {result.Ty} for a `{node.TypeKey}` of type {node.Ty}: `{node}` became `{result}`. Cast the result, or let the mutator change types by overriding AllowsTypeChange.");

    /// <summary>A variable that should be a buffer.</summary>
    internal static InvalidOperationException NoBuffer(Var variable) => new(
        $"`{variable.Name}` stands for a buffer but is of type `{variable.Ty}`, which is not a `tirx.BufferType`.");

    private static string MethodOf(object functor, TvmObject node) => $"{NameOf(functor)}.Visit{node.GetType().Name}";

    private static string NameOf(object functor) => functor.GetType().Name;

    [DoesNotReturn]
    private static void ThrowTooDeep(object functor) => throw new InsufficientExecutionStackException(
        $"{NameOf(functor)} stopped {new StackTrace(fNeedFileInfo: false).FrameCount} calls deep: the tree is nested deeper than the stack of this thread allows. Run it on a thread with a larger one, `new Thread(..., maxStackSize)`.");
}
