using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Relax;

/// <summary>
/// Rewrites functions that are in normal form, and keeps them in it: <c>tvm::relax::ExprMutator</c>
/// (<c>tvm/relax/expr_functor.h</c>). What methods return is normalized by a <see cref="BlockBuilder"/>, which also infers
/// its type and takes the bindings that are emitted.
/// </summary>
/// <remarks>
/// What did not change comes back as the same object, blocks, sequences and functions too, which upstream makes anew.
/// Over FFI the builder does not give out its analyzer: a function's body is rewritten without upstream's constraint that
/// sizes in the types of parameters are not negative, so that fewer shapes may simplify.
/// </remarks>
/// <param name="module">Module whose functions can be called; null for none.</param>
public class ExprMutator(IRModule? module = null) : ExprMutatorBase
{
    // Variables that define symbolic variables of the scopes that are open: what BeginInnerScope would copy.
    private readonly List<Var> _definitions = [];

    /// <summary>Takes the bindings that are emitted, and normalizes.</summary>
    protected BlockBuilder Builder { get; } = BlockBuilder.Create(module);

    /// <summary>Variables that were replaced, by the variable they replace: <c>var_remap_</c>.</summary>
    protected Dictionary<Var, Var> VarRemap { get; } = new(TvmObject.IdentityComparer);

    /// <summary>Rewrites an expression by the method of its class, and normalizes the result.</summary>
    /// <returns>The same object when nothing changed.</returns>
    public override Expr VisitExpr(Expr node)
    {
        Expr result = Checked(node, base.VisitExpr(node));
        return Checked(result, Builder.Normalize(result));
    }

    /// <summary>Rewrites a binding by the method of its class, and emits it.</summary>
    /// <exception cref="NotSupportedException">The binding is of another class.</exception>
    public virtual void VisitBinding(Binding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        switch (binding)
        {
            case VarBinding variable:
                VisitVarBinding(variable);
                break;
            case MatchCast cast:
                VisitMatchCast(cast);
                break;
            default:
                throw FunctorErrors.NoMethod(this, binding);
        }
    }

    /// <summary>Rewrites a block by the method of its class.</summary>
    /// <returns>The same object when nothing changed.</returns>
    public override BindingBlock VisitBindingBlock(BindingBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block is DataflowBlock dataflow ? VisitDataflowBlock(dataflow) : VisitPlainBlock(block);
    }

    /// <summary>Rewrites a variable where it is defined: by default the expressions in its type.</summary>
    /// <returns>The same object when nothing changed; else a new variable, of the same class.</returns>
    public virtual Var VisitVarDef(Var variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        Ir.Type oldType = variable.Ty;
        Ir.Type newType = RelaxTypes.IsMissing(oldType) ? oldType : VisitExprDepTypeField(oldType);
        return newType.IsSameAs(oldType) ? variable : MakeVar(variable, newType);
    }

    /// <summary>Rewrites a <c>relax.expr.VarBinding</c>: by default its value, then as <see cref="ReEmitBinding"/>.</summary>
    protected virtual void VisitVarBinding(VarBinding binding) => ReEmitBinding(binding, MutateExpr(binding.Value));

    /// <summary>Rewrites a <c>relax.expr.MatchCast</c>: by default its value, its type and its variable.</summary>
    protected virtual void VisitMatchCast(MatchCast binding)
    {
        Expr oldValue = binding.Value, newValue = MutateExpr(oldValue);
        Ir.Type oldType = binding.Ty, newType = VisitExprDepTypeField(oldType);
        Var oldVar = binding.Var, visited = VisitVarDef(oldVar);
        MatchCast result = binding;
        if (!visited.IsSameAs(oldVar) || !ReferenceEquals(oldValue, newValue) || !newType.IsSameAs(oldType))
        {
            newValue = IsLeafOrTuple(newValue) ? newValue : Builder.Emit(newValue);
            Var newVar = WithType(visited, newType);
            Remap(oldVar, visited, newVar);
            result = MatchCast.Create(newVar, newValue, newType, binding.Span);
        }

        Builder.EmitNormalized(result);
        _definitions.Add(result.Var);
    }

    /// <summary>Rewrites a <c>relax.expr.BindingBlock</c> that is no dataflow block: by default its bindings.</summary>
    /// <returns>The same object when nothing changed.</returns>
    protected virtual BindingBlock VisitPlainBlock(BindingBlock block)
    {
        Builder.BeginBindingBlock();
        return VisitBindings(block);
    }

    /// <summary>Rewrites a <c>relax.expr.DataflowBlock</c>: by default its bindings.</summary>
    /// <returns>The same object when nothing changed.</returns>
    protected virtual BindingBlock VisitDataflowBlock(DataflowBlock block)
    {
        Builder.BeginDataflowBlock();
        return VisitBindings(block);
    }

    /// <summary>
    /// Emits a binding whose value was rewritten: the binding itself when neither value nor variable changed, else one with
    /// a variable of the value's type, which takes the place of the old one wherever it is used.
    /// </summary>
    /// <param name="binding">The binding as it was.</param>
    /// <param name="newValue">Its value, in normal form.</param>
    /// <exception cref="InvalidOperationException">The value has no type: it was not normalized.</exception>
    protected void ReEmitBinding(VarBinding binding, Expr newValue)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ArgumentNullException.ThrowIfNull(newValue);
        Var oldVar = binding.Var, visited = VisitVarDef(oldVar);
        if (visited.IsSameAs(oldVar) && newValue.IsSameAs(binding.Value))
        {
            Builder.EmitNormalized(binding);
            return;
        }

        Ir.Type type = newValue.Ty;
        if (RelaxTypes.IsMissing(type))
        {
            throw new InvalidOperationException($"The new value of `{oldVar.Name}` has no type: normalize it before ReEmitBinding. It is `{newValue}`.");
        }

        Var newVar = WithType(visited, type);
        Remap(oldVar, visited, newVar);
        Builder.EmitNormalized(VarBinding.Create(newVar, newValue));
    }

    /// <summary>Rewrites the body of a function in a scope of its own.</summary>
    /// <param name="body">A sequence in normal form.</param>
    /// <param name="parameters">Parameters that the body sees.</param>
    protected Expr VisitWithNewScope(Expr body, TvmArray<Var>? parameters = null)
    {
        EnsureSequence(body);
        List<Var> outer = [.. _definitions];
        _definitions.Clear();
        _definitions.AddRange(parameters ?? []);

        // The outer scope keeps the variables of the signature for the type of the whole; the inner one also gets those
        // that the body defines.
        Builder.BeginScope(parameters);
        Expr result = VisitWithInnerScope(body);
        result = Builder.Normalize(result);
        Builder.EndScope();
        _definitions.Clear();
        _definitions.AddRange(outer);
        return Checked(body, result);
    }

    /// <summary>Rewrites a branch in a scope that sees the variables around it.</summary>
    /// <param name="body">A sequence in normal form.</param>
    protected Expr VisitWithInnerScope(Expr body)
    {
        EnsureSequence(body);
        int count = _definitions.Count;
        Builder.BeginScope(TvmArray.Create<Var>([.. _definitions]));
        Expr result = MutateExpr(body);
        Builder.EndScope();
        _definitions.RemoveRange(count, _definitions.Count - count);
        return result;
    }

    /// <summary>The value that is bound to a variable, or to the one that replaced it; null for parameters.</summary>
    protected Expr? LookupBinding(Var variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return Builder.LookupBinding(VarRemap.GetValueOrDefault(variable, variable));
    }

    /// <summary>A variable with a type: itself when it has that type, else a new one of the same class.</summary>
    protected static Var WithType(Var variable, Ir.Type type)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(type);
        Ir.Type old = variable.Ty;
        if (!RelaxTypes.IsMissing(old))
        {
            return old.IsSameAs(type) || old.StructuralEquals(type) ? variable : MakeVar(variable, type);
        }

        TvmCompiler.GetFunction("relax.UpdateType").Call(variable, type);
        return variable;
    }

    /// <summary>Rewrites a <c>ir.Var</c> where it is used: by default what <see cref="VarRemap"/> has for it, or itself.</summary>
    protected internal override Expr VisitVar(Var node) => VarRemap.TryGetValue(node, out Var? result) ? result : node;

    /// <summary>Rewrites a <c>relax.expr.Function</c>: by default its parameters, and its body in a scope of its own.</summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal override Expr VisitFunction(Function node)
    {
        bool isUnchanged = true;
        List<Var> parameters = [];
        foreach (Var oldParameter in node.Params)
        {
            Var newParameter = VisitVarDef(oldParameter);
            parameters.Add(newParameter);
            if (!newParameter.IsSameAs(oldParameter))
            {
                VarRemap[oldParameter] = newParameter;
                isUnchanged = false;
            }
        }

        TvmArray<Var> newParameters = isUnchanged ? node.Params : TvmArray.Create<Var>([.. parameters]);
        Ir.Type type = isUnchanged ? node.RetTy : VisitExprDepTypeField(node.RetTy);
        Expr oldBody = node.Body, newBody = Checked(oldBody, VisitWithNewScope(oldBody, newParameters));
        if (isUnchanged && ReferenceEquals(oldBody, newBody))
        {
            return node;
        }

        // A return type that the new body still fits is kept: it may say more than can be inferred.
        bool fits = RelaxTypes.IsBaseOf(newBody.Ty, type);
        return Function.Create(newParameters, newBody, fits ? type : null, node.IsPure, node.Attrs);
    }

    /// <summary>Rewrites a <c>relax.expr.If</c>: by default its condition, and its branches in scopes of their own.</summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal override Expr VisitIf(If node)
    {
        Expr oldCond = node.Cond, newCond = MutateExpr(oldCond);
        Expr oldTrue = node.TrueBranch, newTrue = VisitWithInnerScope(oldTrue);
        Expr oldFalse = node.FalseBranch, newFalse = VisitWithInnerScope(oldFalse);
        return ReferenceEquals(oldCond, newCond) && ReferenceEquals(oldTrue, newTrue) && ReferenceEquals(oldFalse, newFalse) && HasSameType(node)
            ? node
            : If.Create(newCond, newTrue, newFalse, node.Span);
    }

    /// <summary>
    /// Rewrites a <c>relax.expr.SeqExpr</c>: by default its blocks and its body. What is emitted for the body goes into a block of
    /// its own; empty blocks are left out.
    /// </summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal override Expr VisitSeqExpr(SeqExpr node)
    {
        bool isUnchanged = MutateBlocks(node, out List<BindingBlock> blocks);
        Builder.BeginBindingBlock();
        Expr oldBody = node.Body, newBody = MutateExpr(oldBody);
        BindingBlock prologue = Builder.EndBlock();
        if (prologue.Bindings.Count != 0)
        {
            blocks.Add(prologue);
            isUnchanged = false;
        }

        return isUnchanged && ReferenceEquals(oldBody, newBody) && HasSameType(node) ? node : SeqExpr.Create(TvmArray.Create<BindingBlock>([.. blocks]), newBody);
    }

    private static Var MakeVar(Var variable, Ir.Type type) =>
        variable is DataflowVar ? DataflowVar.Create(variable.Name, type, variable.Span) : Var.Create(variable.Name, type, variable.Span);

    // src/relax/utils.cc
    private static bool IsLeafOrTuple(Expr node) => node is not (Call or TupleGetItem or SeqExpr or If or Function);

    private static void EnsureSequence(Expr body)
    {
        if (body is not SeqExpr)
        {
            throw new InvalidOperationException($"The body of a scope is a `{body.TypeKey}`, where normal form has a `relax.expr.SeqExpr`. Normalize the module first, by `relax.transform.Normalize`.");
        }
    }

    private BindingBlock VisitBindings(BindingBlock block)
    {
        TvmArray<Binding> oldBindings = block.Bindings;
        foreach (Binding binding in oldBindings)
        {
            VisitBinding(binding);
        }

        BindingBlock result = Builder.EndBlock();
        TvmArray<Binding> newBindings = result.Bindings;
        bool isUnchanged = oldBindings.Count == newBindings.Count;
        for (int i = 0; isUnchanged && i < oldBindings.Count; i++)
        {
            isUnchanged = oldBindings[i].IsSameAs(newBindings[i]);
        }

        return isUnchanged ? block : result;
    }

    private void Remap(Var oldVar, Var visited, Var newVar)
    {
        VarRemap[oldVar] = newVar;
        VarRemap[visited] = newVar;
        VarRemap[newVar] = newVar;
    }
}
