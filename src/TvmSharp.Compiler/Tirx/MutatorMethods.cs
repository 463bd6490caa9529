using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TvmSharp.Ffi;
using TvmSharp.Ir;
using Type = System.Type;

namespace TvmSharp.Tirx;

/// <summary>
/// Which nodes without children a class of mutators leaves as they are, because it overrides no method that sees them. More
/// than half of the nodes of a function are such, and need no wrapper then.
/// </summary>
internal sealed class MutatorMethods
{
    /// <summary>What trimming has to keep of the classes.</summary>
    internal const DynamicallyAccessedMemberTypes Kept = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    // No object has it.
    private const int NoType = -1;

    private static readonly ConcurrentDictionary<Type, MutatorMethods> Known = new();

    private MutatorMethods([DynamicallyAccessedMembers(Kept)] Type mutator)
    {
        bool seesAll = Overrides(mutator, nameof(StmtExprMutator.VisitExpr), typeof(Expr));
        KeepsBufferUses = !Overrides(mutator, "VisitBufferUse", typeof(Var));
        KeptIntImm = seesAll || Overrides(mutator, nameof(StmtExprMutator.VisitIntImm), typeof(IntImm)) ? NoType : ObjectTypes.Get("ir.IntImm").Index;
        KeptVar = seesAll || !KeepsBufferUses || Overrides(mutator, nameof(StmtExprMutator.VisitVar), typeof(Var)) ? NoType : ObjectTypes.Get("ir.Var").Index;
    }

    /// <summary>Whether a buffer stays as it is where it is used, unless it was replaced where it is defined.</summary>
    internal bool KeepsBufferUses { get; }

    /// <summary>Type index of constant integers if they stay as they are; else that of nothing.</summary>
    internal int KeptIntImm { get; }

    /// <summary>Type index of variables if those that stand for no replaced buffer stay as they are; else that of nothing.</summary>
    internal int KeptVar { get; }

    /// <summary>Those of a class, found out once.</summary>
    internal static MutatorMethods Of([DynamicallyAccessedMembers(Kept)] Type mutator)
    {
        if (Known.TryGetValue(mutator, out MutatorMethods? known))
        {
            return known;
        }

        TvmCompiler.EnsureLoaded();
        MutatorMethods methods = new(mutator);
        Known[mutator] = methods;
        return methods;
    }

    // A method that only hides one counts as well, which costs time and nothing else.
    private static bool Overrides([DynamicallyAccessedMembers(Kept)] Type mutator, string name, Type parameter) =>
        mutator.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [parameter])?.DeclaringType != typeof(StmtExprMutator);
}
