namespace TvmSharp.Tirx;

public partial class Stmt
{
    // What a functor does with a class that it has no method for; the generated classes override it.
    internal virtual void Accept(StmtExprVisitor visitor) => visitor.VisitStmtDefault(this);

    internal virtual Stmt Accept(StmtExprMutator mutator) => mutator.VisitStmtDefault(this);
}
