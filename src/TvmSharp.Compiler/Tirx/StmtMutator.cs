using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>
/// Rewrites statements and leaves expressions: <c>tvm::tirx::StmtMutator</c>. Override <see cref="VisitExpr"/> to rewrite
/// the expressions that statements hold.
/// </summary>
public class StmtMutator : StmtExprMutator
{
    /// <summary>Rewrites an expression that a statement holds: it stays as it is by default.</summary>
    public override Expr VisitExpr(Expr node) => node;
}
