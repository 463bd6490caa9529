using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Rewrites the dataflow blocks of a relax function, those of branches and of functions inside among them.</summary>
internal static unsafe class DataflowBlocks
{
    private static readonly NodeType Block = Schema.Type("relax.expr.DataflowBlock");
    private static readonly NodeType Sequence = Schema.Type("relax.expr.SeqExpr");
    private static readonly NodeType Branch = Schema.Type("relax.expr.If");
    private static readonly NodeType Binding = Schema.Type("relax.expr.VarBinding");
    private static readonly NodeType MatchCast = Schema.Type("relax.expr.MatchCast");
    private static readonly NodeType LocalVar = Schema.Type("relax.expr.DataflowVar");

    /// <summary>An expression with other blocks: the same one when none changed. Kept until the call ends.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="rewrite">Gives the block in the place of one, kept until the call ends.</param>
    public static TVMFFIObject* Rewrite(TVMFFIObject* expression, Func<nint, nint> rewrite)
    {
        Nesting.Check();
        string[] children = Node.Is(expression, NodeTypes.RelaxFunction) ? ["body"]
            : Node.Is(expression, Sequence) ? ["blocks", "body"]
            : Node.Is(expression, Branch) ? ["true_branch", "false_branch"]
            : [];
        TVMFFIObject* result = expression;
        foreach (string child in children)
        {
            TVMFFIObject* value = Node.Get(expression, child);
            TVMFFIObject* changed = child == "blocks" ? Elements(value, block => (nint)OfBlock((TVMFFIObject*)block, rewrite)) : Rewrite(value, rewrite);
            result = Changed(result, expression, child, value, changed);
        }

        return result;
    }

    private static TVMFFIObject* OfBlock(TVMFFIObject* block, Func<nint, nint> rewrite)
    {
        if (!Node.Is(block, Block))
        {
            TVMFFIObject* bindings = Node.Get(block, "bindings");
            return Changed(block, block, "bindings", bindings, Elements(bindings, binding => (nint)OfBinding((TVMFFIObject*)binding, rewrite)));
        }

        HashSet<nint> kept = Kept(block, out HashSet<nint> symbolic);
        TVMFFIObject* result = (TVMFFIObject*)rewrite((nint)block);
        HashSet<nint> left = Kept(result, out HashSet<nint> leftSymbolic);
        ConstructorRules.Check(kept.IsSubsetOf(left), "Error: DataflowBlock Pass should not rewrite or delete any global-scope Var.");
        ConstructorRules.Check(symbolic.IsSubsetOf(leftSymbolic),
            "Error: DataflowBlock Pass should not rewrite or delete any symbolic Var declared by a MatchCast.");
        return result;
    }

    private static TVMFFIObject* OfBinding(TVMFFIObject* binding, Func<nint, nint> rewrite)
    {
        if (!Node.Is(binding, Binding))
        {
            return binding;
        }

        TVMFFIObject* value = Node.Get(binding, "value");
        return Changed(binding, binding, "value", value, Rewrite(value, rewrite));
    }

    private static TVMFFIObject* Elements(TVMFFIObject* array, Func<nint, nint> rewrite)
    {
        TVMFFIAny[] elements = Value.Elements(array).ToArray();
        bool isSame = true;
        for (int i = 0; i < elements.Length; i++)
        {
            TVMFFIObject* changed = (TVMFFIObject*)rewrite((nint)elements[i].Obj);
            isSame &= changed == elements[i].Obj;
            elements[i] = Value.Object(changed);
        }

        return isSame ? array : Pool.Keep(Containers.Array(elements));
    }

    private static TVMFFIObject* Changed(TVMFFIObject* sofar, TVMFFIObject* original, string field, TVMFFIObject* before, TVMFFIObject* after)
    {
        if (before == after)
        {
            return sofar;
        }

        TVMFFIObject* result = sofar == original ? Pool.Keep(Node.Copy(original)) : sofar;
        Node.Set(result, field, after);
        return result;
    }

    /// <summary>What a block defines for the code behind it.</summary>
    private static HashSet<nint> Kept(TVMFFIObject* block, out HashSet<nint> symbolic)
    {
        HashSet<nint> variables = [];
        symbolic = [];
        foreach (TVMFFIAny binding in Value.Elements(Node.Get(block, "bindings")))
        {
            TVMFFIObject* variable = Node.Get(binding.Obj, "var");
            if (!Node.Is(variable, LocalVar))
            {
                variables.Add((nint)variable);
            }

            if (Node.Is(binding.Obj, MatchCast))
            {
                symbolic.UnionWith(RelaxFunctions.VariablesIn(Node.Get(binding.Obj, "ty")));
            }
        }

        return variables;
    }
}
