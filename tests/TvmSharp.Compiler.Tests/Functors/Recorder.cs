namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Records the nodes that a visitor meets, parents first.</summary>
internal sealed class Recorder : StmtExprVisitor
{
    internal List<TvmObject> Nodes { get; } = [];

    internal IEnumerable<string> Names => Nodes.Select(static node => node switch
    {
        Var variable => variable.Name,
        IntImm number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => node.GetType().Name,
    });

    public override void VisitExpr(Expr node)
    {
        Nodes.Add(node);
        base.VisitExpr(node);
    }

    public override void VisitStmt(Stmt node)
    {
        Nodes.Add(node);
        base.VisitStmt(node);
    }
}
