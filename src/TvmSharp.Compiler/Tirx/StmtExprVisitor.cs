using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>
/// Visits statements and expressions: <c>tvm::tirx::StmtExprVisitor</c> (<c>tvm/tirx/stmt_functor.h</c>). Override the
/// method of a class of nodes, and call the base method to go on to the children, or leave it to stay above them.
/// </summary>
/// <remarks>
/// Children are those of C++, in its order: not every field is one. Types, spans, the predicates of loads and stores, the
/// variables that a node defines and the operators of calls are not visited. A node that the tree has twice is visited
/// twice. Upstream's <c>ExprVisitor</c> is this class on an expression; its <c>StmtVisitor</c> is <see cref="StmtVisitor"/>.
/// </remarks>
/// <exception cref="InsufficientExecutionStackException">The tree is nested deeper than the stack of the thread allows.</exception>
[DynamicallyAccessedMembers(FunctorMethods.Kept)]
public partial class StmtExprVisitor
{
    private readonly FunctorMethods _methods;

    // Here, because it is asked for at each node.
    private readonly bool _seesAll;

    // Too great after an exception, which changes nothing but where the stack is looked at.
    private uint _depth;

    /// <summary>Makes a visitor.</summary>
    public StmtExprVisitor()
    {
        _methods = FunctorMethods.Of(GetType(), typeof(StmtExprVisitor));
        _seesAll = _methods.SeesAll;
    }

    /// <summary>Visits the body of a function.</summary>
    public void Visit(PrimFunc function)
    {
        ArgumentNullException.ThrowIfNull(function);
        VisitStmt(function.Body);
    }

    /// <summary>Visits an expression by the method of its class. Overridden, it sees every expression.</summary>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual void VisitExpr(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if ((++_depth % FunctorErrors.LevelsBetweenChecks) == 0)
        {
            FunctorErrors.EnsureStack(this);
        }

        node.Accept(this);
        _depth--;
    }

    /// <summary>Visits a statement by the method of its class. Overridden, it sees every statement.</summary>
    /// <exception cref="NotSupportedException">There is no method for the class; the message names its type key.</exception>
    public virtual void VisitStmt(Stmt node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if ((++_depth % FunctorErrors.LevelsBetweenChecks) == 0)
        {
            FunctorErrors.EnsureStack(this);
        }

        node.Accept(this);
        _depth--;
    }

    /// <summary>Visits an expression that there is no method for: an error, by default.</summary>
    protected internal virtual void VisitExprDefault(Expr node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>Visits a statement that there is no method for: an error, by default.</summary>
    protected internal virtual void VisitStmtDefault(Stmt node) => throw FunctorErrors.NoMethod(this, node);

    /// <summary>
    /// Visits a buffer where it is defined: the expressions of its shape, strides, offset, allocated address and layout.
    /// </summary>
    /// <param name="buffer">A variable whose type is a <see cref="BufferType"/>.</param>
    /// <param name="allocData">Whether its data are allocated there too, or exist already.</param>
    protected virtual void VisitBufferDef(Var buffer, bool allocData)
    {
        BufferType type = buffer.Ty as BufferType ?? throw FunctorErrors.NoBuffer(buffer);
        VisitAll(type.Shape);
        VisitAll(type.Strides);
        VisitExpr(type.ElemOffset);
        VisitAll(type.AllocatedAddr);
        if (type.Layout is TileLayout layout)
        {
            VisitIters(layout.Shard);
            VisitIters(layout.Replica);
        }
    }

    /// <summary>Visits a buffer where it is used. Nothing of it is visited by default: that is done at its definition.</summary>
    /// <param name="buffer">A variable whose type is a <see cref="BufferType"/>.</param>
    protected virtual void VisitBufferUse(Var buffer)
    {
    }

    /// <summary>Visits a <c>tirx.ScopeIdDefStmt</c>: by default the extents of its definition, and the preferred ones.</summary>
    /// <param name="node">The node.</param>
    protected internal virtual void VisitScopeIdDefStmt(ScopeIdDefStmt node)
    {
        ScopeIdDef definition = node.Def;
        if (definition.Extents is { } extents)
        {
            VisitAll(extents);
        }

        if (definition.PreferredExtents is { } preferred)
        {
            VisitAll(preferred);
        }
    }

    /// <summary>
    /// Visits a <c>tirx.TilePrimitiveCall</c>: by default the expressions, statements, buffers and regions in its arguments
    /// and configuration, also inside of arrays.
    /// </summary>
    /// <param name="node">The node.</param>
    protected internal virtual void VisitTilePrimitiveCall(TilePrimitiveCall node)
    {
        foreach (Any argument in node.Args)
        {
            VisitValue(argument);
        }

        foreach ((string _, Any value) in node.Config)
        {
            VisitValue(value);
        }
    }

    private void VisitValue(Any value)
    {
        switch (value.ToObject())
        {
            case BufferRegion region:
                VisitBufferRegion(region);
                break;
            case Var { Ty: BufferType } buffer:
                VisitBufferUse(buffer);
                break;
            case Expr { Ty: PrimType } expr:
                VisitExpr(expr);
                break;
            case Stmt stmt:
                VisitStmt(stmt);
                break;
            case TvmArray<Any> items:
                foreach (Any item in items)
                {
                    VisitValue(item);
                }

                break;
        }
    }

    private void VisitExprs(NodeElements<Expr> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            NodeChild<Expr> child = nodes.At(i);
            if (_seesAll || Sees(child.TypeIndex))
            {
                VisitExpr(child.Wrap());
            }
        }
    }

    // An expression in a field.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void VisitChild(TvmObject node, int offset)
    {
        NodeChild<Expr> child = NodeFields.ReadChild<Expr>(node, offset);
        if (_seesAll || Sees(child.TypeIndex))
        {
            VisitExpr(child.Wrap());
        }
    }

    // A buffer in a field, where it is used.
    private void VisitBufferChild(TvmObject node, int offset)
    {
        if (_methods.SeesBufferUses)
        {
            VisitBufferUse(NodeFields.Read<Var>(node, offset));
        }
    }

    // Whether a method has a use for a wrapper of an expression.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Sees(int typeIndex)
    {
        FunctorMethods methods = _methods;
        return typeIndex != methods.UnseenIntImm && typeIndex != methods.UnseenVar && !methods.SeesNoExpr;
    }

    private void VisitStmts(NodeElements<Stmt> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            nodes.PrefetchAfter(i);
            VisitStmt(nodes[i]);
        }
    }

    private void VisitAll(TvmArray<Expr> nodes)
    {
        foreach (Expr node in nodes)
        {
            VisitExpr(node);
        }
    }

    private void VisitIterVars(TvmArray<IterVar> variables)
    {
        foreach (IterVar variable in variables)
        {
            // A thread that is bound to a loop has none.
            if (variable.Dom is { } domain)
            {
                VisitRange(domain);
            }
        }
    }

    private void VisitBufferDefs(TvmArray<Var> buffers, bool allocData)
    {
        foreach (Var buffer in buffers)
        {
            VisitBufferDef(buffer, allocData);
        }
    }

    private void VisitBufferRegions(TvmArray<BufferRegion> regions)
    {
        foreach (BufferRegion region in regions)
        {
            VisitBufferRegion(region);
        }
    }

    private void VisitBufferRegion(BufferRegion region)
    {
        VisitBufferUse(region.Buffer);
        foreach (Ir.Range range in region.Region)
        {
            VisitRange(range);
        }
    }

    private void VisitMatchBufferRegions(TvmArray<MatchBufferRegion> regions)
    {
        foreach (MatchBufferRegion region in regions)
        {
            VisitBufferDef(region.Buffer, allocData: true);
            VisitBufferRegion(region.Source);
        }
    }

    private void VisitIters(TvmArray<Iter> iters)
    {
        foreach (Iter iter in iters)
        {
            VisitExpr(iter.Extent);
            VisitExpr(iter.Stride);
        }
    }

    private void VisitRange(Ir.Range range)
    {
        VisitExpr(range.Min);
        VisitExpr(range.Extent);
    }
}
