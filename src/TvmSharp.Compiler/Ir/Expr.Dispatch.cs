namespace TvmSharp.Ir;

public partial class Expr
{
    // What a functor does with a class that it has no method for; the generated classes override it.
    internal virtual void Accept(Tirx.StmtExprVisitor visitor) => visitor.VisitExprDefault(this);

    internal virtual Expr Accept(Tirx.StmtExprMutator mutator) => mutator.VisitExprDefault(this);

    internal virtual void Accept(Relax.ExprVisitor visitor) => visitor.VisitExprDefault(this);

    internal virtual Expr Accept(Relax.ExprMutatorBase mutator) => mutator.VisitExprDefault(this);
}
