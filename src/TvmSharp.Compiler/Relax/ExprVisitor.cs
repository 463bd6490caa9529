using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;
using TvmSharp.Ir;

namespace TvmSharp.Relax;

/// <summary>
/// Visits expressions, bindings and binding blocks: <c>tvm::relax::ExprVisitor</c> (<c>tvm/relax/expr_functor.h</c>).
/// Override the method of a class of nodes, and call the base method to go on to the children, or leave it to stay above
/// them.
/// </summary>
/// <remarks>
/// Children are those of C++, in its order; the expressions in the types of nodes are among them
/// (<see cref="VisitExprDepTypeField"/>). Upstream's second methods for bindings by the class of their value are not
/// here: switch on <see cref="VarBinding.Value"/>. Nor is its <c>VisitSpan</c>.
/// </remarks>
/// <exception cref="InsufficientExecutionStackException">The tree is nested deeper than the stack of the thread allows.</exception>
public partial class ExprVisitor
{
    /// <summary>Visits an expression by the method of its class. Overridden, it sees every expression.</summary>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual void VisitExpr(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        FunctorErrors.EnsureStack(this);
        node.Accept(this);
    }

    /// <summary>Visits a binding by the method of its class.</summary>
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

    /// <summary>Visits a block of bindings by the method of its class.</summary>
    public virtual void VisitBindingBlock(BindingBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block is DataflowBlock dataflow)
        {
            VisitDataflowBlock(dataflow);
        }
        else
        {
            VisitPlainBlock(block);
        }
    }

    /// <summary>Visits a variable where it is defined. Nothing of it is visited by default.</summary>
    public virtual void VisitVarDef(Var variable)
    {
    }

    /// <summary>Visits a <c>relax.expr.VarBinding</c>: by default its value, then its variable.</summary>
    protected virtual void VisitVarBinding(VarBinding binding)
    {
        VisitExpr(binding.Value);
        VisitVarDef(binding.Var);
    }

    /// <summary>Visits a <c>relax.expr.MatchCast</c>: by default its value, its type, then its variable.</summary>
    protected virtual void VisitMatchCast(MatchCast binding)
    {
        VisitExpr(binding.Value);
        VisitExprDepTypeField(binding.Ty);
        VisitVarDef(binding.Var);
    }

    /// <summary>Visits a <c>relax.expr.BindingBlock</c> that is no dataflow block: by default its bindings.</summary>
    protected virtual void VisitPlainBlock(BindingBlock block)
    {
        foreach (Binding binding in block.Bindings)
        {
            VisitBinding(binding);
        }
    }

    /// <summary>Visits a <c>relax.expr.DataflowBlock</c>: by default its bindings.</summary>
    protected virtual void VisitDataflowBlock(DataflowBlock block)
    {
        foreach (Binding binding in block.Bindings)
        {
            VisitBinding(binding);
        }
    }

    /// <summary>
    /// Visits the expressions that a type holds: by default the shape of a tensor type, the values of a shape type, and those
    /// in the fields of a tuple type. A function type holds none of the scope at hand.
    /// </summary>
    /// <exception cref="NotSupportedException">The type is of a class that relax does not have.</exception>
    protected virtual void VisitExprDepTypeField(Ir.Type type)
    {
        switch (type)
        {
            case ShapeType { Values: { } values }:
                foreach (Expr value in values)
                {
                    VisitTypePrimExprField(value);
                }

                break;
            case TensorType { Shape: { } shape }:
                VisitExpr(shape);
                break;
            case DTensorType distributed:
                VisitExprDepTypeField(distributed.TensorTy);
                break;
            case TupleType tuple:
                FunctorErrors.EnsureStack(this);
                foreach (Ir.Type field in tuple.Fields)
                {
                    VisitExprDepTypeField(field);
                }

                break;
            case AnyType or PrimType or ShapeType or TensorType or FuncType:
                break;
            default:
                throw new NotSupportedException($"{GetType().Name} has no method for types of class `{type.TypeKey}`, which relax does not have. Override VisitExprDepTypeField to handle them.");
        }
    }

    /// <summary>Visits a primitive expression in a type: by default as any expression.</summary>
    protected virtual void VisitTypePrimExprField(Expr node) => VisitExpr(node);

    /// <summary>Visits an expression that there is no method for: an error, by default.</summary>
    protected internal virtual void VisitExprDefault(Expr node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>Visits a <c>relax.expr.DataflowVar</c> where it is used: by default as a <c>ir.Var</c>.</summary>
    protected internal virtual void VisitDataflowVar(DataflowVar node) => VisitVar(node);

    /// <summary>Visits a <c>relax.expr.Function</c>: by default its parameters, which are definitions, and its body.</summary>
    protected internal virtual void VisitFunction(Function node)
    {
        foreach (Var parameter in node.Params)
        {
            VisitVarDef(parameter);
        }

        VisitExpr(node.Body);
    }

    /// <summary>Visits a <c>relax.expr.SeqExpr</c>: by default its blocks, its body and its type.</summary>
    protected internal virtual void VisitSeqExpr(SeqExpr node)
    {
        foreach (BindingBlock block in node.Blocks)
        {
            VisitBindingBlock(block);
        }

        VisitExpr(node.Body);
        VisitTypeOf(node);
    }

    private void VisitTypeOf(Expr node)
    {
        Ir.Type type = node.Ty;
        if (!RelaxTypes.IsMissing(type))
        {
            VisitExprDepTypeField(type);
        }
    }

    private void VisitTypes(TvmArray<Ir.Type> types)
    {
        foreach (Ir.Type type in types)
        {
            VisitExprDepTypeField(type);
        }
    }

    private void VisitExprs(NodeElements<Expr> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            VisitExpr(nodes[i]);
        }
    }

    private NotSupportedException Unsupported(Expr node) => RelaxTypes.Unsupported(this, node);
}
