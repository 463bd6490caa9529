namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Makes every constant anew, so that every node above one is rebuilt.</summary>
internal sealed class Rebuilder : StmtExprMutator
{
    protected override Expr VisitIntImm(IntImm node) => IntImm.Create(((PrimType)node.Ty).DType, node.Value, node.Span);

    protected override Expr VisitFloatImm(FloatImm node) => FloatImm.Create(((PrimType)node.Ty).DType, node.Value, node.Span);

    protected override Expr VisitStringImm(StringImm node) => StringImm.Create(node.Value, node.Span);
}
