using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>
/// Visits statements and no expressions: <c>tvm::tirx::StmtVisitor</c>. Override <see cref="VisitExpr"/> to see the
/// expressions that statements hold.
/// </summary>
public class StmtVisitor : StmtExprVisitor
{
    /// <summary>Visits an expression that a statement holds: nothing is done by default.</summary>
    public override void VisitExpr(Expr node)
    {
    }
}
