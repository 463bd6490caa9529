using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;
using TvmSharp.Ir;

namespace TvmSharp.Relax;

/// <summary>
/// Rewrites expressions that need not be in normal form: <c>tvm::relax::ExprMutatorBase</c> (<c>tvm/relax/expr_functor.h</c>).
/// Override the method of a class of nodes and return another node, or what the base method returns, which has visited the
/// children. Use <see cref="ExprMutator"/> for functions in normal form, which it keeps in it.
/// </summary>
/// <remarks>
/// A node is rebuilt only when one of its children was replaced; what did not change comes back as the same object. Bindings
/// and blocks too, which upstream makes anew.
/// </remarks>
/// <exception cref="InvalidOperationException">A method returned null, or a node of a class that its place does not take.</exception>
/// <exception cref="InsufficientExecutionStackException">The tree is nested deeper than the stack of the thread allows.</exception>
public partial class ExprMutatorBase
{
    /// <summary>Rewrites an expression by the method of its class. Overridden, it sees every expression.</summary>
    /// <returns>The same object when nothing changed.</returns>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual Expr VisitExpr(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        FunctorErrors.EnsureStack(this);
        return node.Accept(this);
    }

    /// <summary>Rewrites a block of bindings: by default the values of its bindings.</summary>
    /// <returns>The same object when nothing changed.</returns>
    public virtual BindingBlock VisitBindingBlock(BindingBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        TvmArray<Binding> oldBindings = block.Bindings;
        TvmArray<Binding> newBindings = MutateArray(oldBindings, static (self, binding) => self.MutateValueOf(binding));
        return ReferenceEquals(oldBindings, newBindings) ? block
            : block is DataflowBlock ? DataflowBlock.Create(newBindings)
            : BindingBlock.Create(newBindings);
    }

    /// <summary>
    /// Rewrites the expressions that a type holds: by default the shape of a tensor type, the values of a shape type, and
    /// those in the fields of a tuple type. A function type holds none of the scope at hand.
    /// </summary>
    /// <returns>The same object when nothing changed.</returns>
    /// <exception cref="NotSupportedException">The type is of a class that relax does not have.</exception>
    protected virtual Ir.Type VisitExprDepTypeField(Ir.Type type)
    {
        switch (type)
        {
            case ShapeType { Values: { } oldValues } shape:
                TvmArray<Expr> newValues = MutateArray(oldValues, static (self, value) => self.Checked(value, self.VisitTypePrimExprField(value)));
                return ReferenceEquals(oldValues, newValues) ? shape : ShapeType.Create(newValues, -1, shape.Span);
            case TensorType { Shape: { } oldShape } tensor:
                Expr newShape = MutateExpr(oldShape);
                return ReferenceEquals(oldShape, newShape)
                    ? tensor
                    : TvmCompiler.GetFunction("relax.TensorType").Call(newShape, tensor.DType, -1, tensor.Vdevice, tensor.Span).As<TensorType>();
            case DTensorType distributed:
                TensorType oldTensor = distributed.TensorTy;
                Ir.Type newTensor = VisitExprDepTypeField(oldTensor);
                return newTensor.IsSameAs(oldTensor)
                    ? distributed
                    : DTensorType.Create(
                        newTensor as TensorType ?? throw FunctorErrors.WrongClass(this, oldTensor, newTensor, "relax.TensorType"),
                        distributed.DeviceMesh,
                        distributed.Placement);
            case TupleType tuple:
                FunctorErrors.EnsureStack(this);
                TvmArray<Ir.Type> oldFields = tuple.Fields;
                TvmArray<Ir.Type> newFields = MutateTypes(oldFields);
                return ReferenceEquals(oldFields, newFields) ? tuple : TupleType.Create(newFields, tuple.Span);
            case AnyType or PrimType or ShapeType or TensorType or FuncType:
                return type;
            default:
                throw new NotSupportedException($"{GetType().Name} has no method for types of class `{type.TypeKey}`, which relax does not have. Override VisitExprDepTypeField to handle them.");
        }
    }

    /// <summary>Rewrites a primitive expression in a type: by default as any expression.</summary>
    protected virtual Expr VisitTypePrimExprField(Expr node) => VisitExpr(node);

    /// <summary>Rewrites an expression that there is no method for: an error, by default.</summary>
    protected internal virtual Expr VisitExprDefault(Expr node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>Rewrites a <c>relax.expr.DataflowVar</c> where it is used: by default as a <c>ir.Var</c>.</summary>
    protected internal virtual Expr VisitDataflowVar(DataflowVar node) => VisitVar(node);

    /// <summary>Rewrites a <c>relax.expr.Function</c>: by default its body.</summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitFunction(Function node)
    {
        Expr oldBody = node.Body, newBody = MutateExpr(oldBody);
        return ReferenceEquals(oldBody, newBody) ? node : Function.Create(node.Params, newBody, node.RetTy, node.IsPure, node.Attrs);
    }

    /// <summary>
    /// Rewrites a <c>ir.Call</c>: by default its operator, type arguments, arguments and type. When one of the first three
    /// changed the type is left to be inferred.
    /// </summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitCall(Call node)
    {
        Expr oldOp = node.Op, newOp = MutateExpr(oldOp);
        TvmArray<Ir.Type> oldTyArgs = node.TyArgs, newTyArgs = MutateTypes(oldTyArgs);
        TvmArray<Expr>? newArgs = MutateExprs(node.ElementsOfArgs);
        bool isUnchanged = ReferenceEquals(oldOp, newOp) && ReferenceEquals(oldTyArgs, newTyArgs) && newArgs is null;
        Ir.Type oldType = node.Ty, newType = RelaxTypes.IsMissing(oldType) ? oldType : VisitExprDepTypeField(oldType);
        return isUnchanged && newType.IsSameAs(oldType)
            ? node
            : Call.Create(isUnchanged ? newType : RelaxTypes.Missing, newOp, newArgs ?? node.Args, node.Attrs, newTyArgs, node.Span);
    }

    /// <summary>Rewrites a <c>relax.expr.If</c>: by default its condition, its branches and its type.</summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitIf(If node)
    {
        Expr oldCond = node.Cond, newCond = MutateExpr(oldCond);
        Expr oldTrue = node.TrueBranch, newTrue = MutateExpr(oldTrue);
        Expr oldFalse = node.FalseBranch, newFalse = MutateExpr(oldFalse);
        return ReferenceEquals(oldCond, newCond) && ReferenceEquals(oldTrue, newTrue) && ReferenceEquals(oldFalse, newFalse) && HasSameType(node)
            ? node
            : If.Create(newCond, newTrue, newFalse, node.Span);
    }

    /// <summary>Rewrites a <c>relax.expr.SeqExpr</c>: by default its blocks, of which empty ones are left out, its body and its type.</summary>
    /// <returns>The node itself when nothing changed.</returns>
    protected internal virtual Expr VisitSeqExpr(SeqExpr node)
    {
        bool isUnchanged = MutateBlocks(node, out List<BindingBlock> blocks);
        Expr oldBody = node.Body, newBody = MutateExpr(oldBody);
        return isUnchanged && ReferenceEquals(oldBody, newBody) && HasSameType(node) ? node : SeqExpr.Create(TvmArray.Create<BindingBlock>([.. blocks]), newBody);
    }

    // Each of these gives back the wrapper that it got when the object is still the same.
    private protected Expr MutateExpr(Expr node) => Checked(node, VisitExpr(node));

    // Null when nothing changed.
    private protected TvmArray<Expr>? MutateExprs(NodeElements<Expr> nodes)
    {
        Expr[] results = new Expr[nodes.Count];
        bool isUnchanged = true;
        for (int i = 0; i < results.Length; i++)
        {
            Expr node = nodes[i];
            results[i] = MutateExpr(node);
            isUnchanged &= ReferenceEquals(node, results[i]);
        }

        return isUnchanged ? null : TvmArray.Create<Expr>(results);
    }

    private protected bool MutateBlocks(SeqExpr node, out List<BindingBlock> blocks)
    {
        bool isUnchanged = true;
        blocks = [];
        foreach (BindingBlock oldBlock in node.Blocks)
        {
            BindingBlock newBlock = Checked(oldBlock, VisitBindingBlock(oldBlock));
            isUnchanged &= ReferenceEquals(oldBlock, newBlock);
            if (newBlock.Bindings.Count != 0)
            {
                blocks.Add(newBlock);
            }
        }

        return isUnchanged;
    }

    // Whether the expressions in a node's type stay as they are: VisitAndCheckTypeFieldUnchanged.
    private protected bool HasSameType(Expr node)
    {
        Ir.Type type = node.Ty;
        return RelaxTypes.IsMissing(type) || VisitExprDepTypeField(type).IsSameAs(type);
    }

    private protected T Checked<T>(T node, T? result)
        where T : TvmObject
    {
        if (result is null)
        {
            throw FunctorErrors.ReturnedNull(this, node);
        }

        return ReferenceEquals(result, node) || result.IsSameAs(node) ? node : result;
    }

    private Expr MutatePrimExpr(Expr node) => MutateExpr(node);

    private TvmArray<Expr>? MutatePrimExprs(NodeElements<Expr> nodes) => MutateExprs(nodes);

    private TvmArray<Ir.Type> MutateTypes(TvmArray<Ir.Type> types) =>
        MutateArray(types, static (self, type) => self.Checked(type, self.VisitExprDepTypeField(type)));

    private Binding MutateValueOf(Binding binding)
    {
        switch (binding)
        {
            case VarBinding variable:
                Expr oldValue = variable.Value, newValue = MutateExpr(oldValue);
                return ReferenceEquals(oldValue, newValue) ? variable : VarBinding.Create(variable.Var, newValue);
            case MatchCast cast:
                Expr oldCast = cast.Value, newCast = MutateExpr(oldCast);
                return ReferenceEquals(oldCast, newCast) ? cast : MatchCast.Create(cast.Var, newCast, cast.Ty);
            default:
                throw FunctorErrors.NoMethod(this, binding);
        }
    }

    private TvmArray<T> MutateArray<T>(TvmArray<T> items, Func<ExprMutatorBase, T, T> mutate)
        where T : TvmObject
    {
        T[] results = new T[items.Count];
        bool isUnchanged = true;
        for (int i = 0; i < results.Length; i++)
        {
            T item = items[i];
            results[i] = mutate(this, item);
            isUnchanged &= ReferenceEquals(item, results[i]);
        }

        return isUnchanged ? items : TvmArray.Create<T>(results);
    }

    private NotSupportedException Unsupported(Expr node) => RelaxTypes.Unsupported(this, node);
}
