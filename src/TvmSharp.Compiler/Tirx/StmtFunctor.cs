using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>Walks and substitution: the functions of <c>tvm/tirx/stmt_functor.h</c>.</summary>
/// <remarks>They run in C#: upstream is removing the global functions of the same names.</remarks>
public static class StmtFunctor
{
    /// <summary>Calls a function for each statement and expression below a node, children first, the node last.</summary>
    /// <param name="node">A statement.</param>
    /// <param name="visit">The function. A node that the tree has twice is met once.</param>
    /// <remarks>What a buffer's definition holds is left out, as upstream does.</remarks>
    public static void PostOrderVisit(Stmt node, Action<TvmObject> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        new PostOrderVisitor(visit).VisitStmt(node);
    }

    /// <inheritdoc cref="PostOrderVisit(Stmt, Action{TvmObject})"/>
    /// <param name="node">An expression.</param>
    /// <param name="visit">The function. A node that the tree has twice is met once.</param>
    public static void PostOrderVisit(Expr node, Action<TvmObject> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        new PostOrderVisitor(visit).VisitExpr(node);
    }

    /// <summary>Calls a function for each statement and expression below a node, the node first, then its children.</summary>
    /// <param name="node">A statement.</param>
    /// <param name="visit">The function; false leaves the children of a node out. A node that the tree has twice is met once.</param>
    public static void PreOrderVisit(Stmt node, Func<TvmObject, bool> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        new PreOrderVisitor(visit).VisitStmt(node);
    }

    /// <inheritdoc cref="PreOrderVisit(Stmt, Func{TvmObject, bool})"/>
    /// <param name="node">An expression.</param>
    /// <param name="visit">The function; false leaves the children of a node out. A node that the tree has twice is met once.</param>
    public static void PreOrderVisit(Expr node, Func<TvmObject, bool> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        new PreOrderVisitor(visit).VisitExpr(node);
    }

    /// <summary>
    /// Replaces variables by expressions wherever they are used; variables that stand for buffers also where they are defined.
    /// </summary>
    /// <param name="node">A statement.</param>
    /// <param name="values">Expressions by the variable they replace, compared as objects.</param>
    /// <returns>The same object when nothing changed.</returns>
    /// <exception cref="InvalidOperationException">An expression is of another type than its variable, or one for a buffer is no buffer.</exception>
    public static Stmt Substitute(Stmt node, IReadOnlyDictionary<Var, Expr> values) => new Substituter(values).VisitStmt(node);

    /// <inheritdoc cref="Substitute(Stmt, IReadOnlyDictionary{Var, Expr})"/>
    /// <param name="node">An expression.</param>
    /// <param name="values">Expressions by the variable they replace, compared as objects.</param>
    public static Expr Substitute(Expr node, IReadOnlyDictionary<Var, Expr> values) => new Substituter(values).VisitExpr(node);

    private sealed class PostOrderVisitor(Action<TvmObject> visit) : StmtExprVisitor
    {
        private readonly HashSet<TvmObject> _visited = new(TvmObject.IdentityComparer);

        public override void VisitExpr(Expr node)
        {
            if (_visited.Add(node))
            {
                base.VisitExpr(node);
                visit(node);
            }
        }

        public override void VisitStmt(Stmt node)
        {
            if (_visited.Add(node))
            {
                base.VisitStmt(node);
                visit(node);
            }
        }

        protected override void VisitBufferDef(Var buffer, bool allocData)
        {
        }
    }

    private sealed class PreOrderVisitor(Func<TvmObject, bool> visit) : StmtExprVisitor
    {
        private readonly HashSet<TvmObject> _visited = new(TvmObject.IdentityComparer);

        public override void VisitExpr(Expr node)
        {
            if (_visited.Add(node) && visit(node))
            {
                base.VisitExpr(node);
            }
        }

        public override void VisitStmt(Stmt node)
        {
            if (_visited.Add(node) && visit(node))
            {
                base.VisitStmt(node);
            }
        }
    }

    private sealed class Substituter : StmtExprMutator
    {
        // Anew, because the dictionary that is given may compare variables otherwise.
        private readonly Dictionary<Var, Expr> _values = new(TvmObject.IdentityComparer);

        internal Substituter(IReadOnlyDictionary<Var, Expr> values)
        {
            ArgumentNullException.ThrowIfNull(values);
            foreach ((Var variable, Expr value) in values)
            {
                _values[variable] = value;
            }
        }

        // A variable of no type may become anything: upstream's parser has such, whose types are not known yet.
        protected internal override Expr VisitVar(Var node)
        {
            if (!_values.TryGetValue(node, out Expr? value))
            {
                return base.VisitVar(node);
            }

            Ir.Type oldType = node.Ty, newType = value.Ty;
            return oldType.IsSameAs(newType) || IsVoid(oldType) || oldType.StructuralEquals(newType)
                ? value
                : throw new InvalidOperationException($"`{node.Name}` of type {oldType} cannot be replaced by `{value}` of type {newType}.");
        }

        protected override bool AllowsTypeChange => true;

        protected internal override Stmt VisitAttrStmt(AttrStmt node)
        {
            Stmt result = base.VisitAttrStmt(node);
            return result is AttrStmt attribute && attribute.Node.ToObject() is Var variable && _values.TryGetValue(variable, out Expr? value)
                ? AttrStmt.Create(value, attribute.AttrKey, attribute.Value, attribute.Body)
                : result;
        }

        protected override Var VisitBufferDef(Var buffer, bool allocData)
        {
            Var result = base.VisitBufferDef(buffer, allocData);
            if (_values.TryGetValue(result, out Expr? value))
            {
                result = AsBuffer(result, value);
                BufferRemap[buffer] = result;
            }

            return result;
        }

        protected override Var VisitBufferUse(Var buffer)
        {
            Var result = base.VisitBufferUse(buffer);
            return _values.TryGetValue(result, out Expr? value) ? AsBuffer(result, value) : result;
        }

        private static bool IsVoid(Ir.Type type) => type is PrimType { DType: { Code: DataTypeCode.OpaqueHandle, Bits: 0, Lanes: 0 } };

        private static Var AsBuffer(Var buffer, Expr value) => value is Var { Ty: BufferType } result
            ? result
            : throw new InvalidOperationException($"The buffer `{buffer.Name}` cannot be replaced by `{value}`, which is no variable of type `tirx.BufferType`.");
    }
}
