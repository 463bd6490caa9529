namespace TvmSharp.Compiler.Tests;

/// <summary>Relax functions to run passes on.</summary>
internal static class RelaxModules
{
    /// <summary>A function that gives its parameter, a tensor of rank 1, over <paramref name="bindings"/> variables of a dataflow block.</summary>
    internal static Relax.Function Identity(int bindings = 0)
    {
        TvmCompiler.EnsureLoaded();
        Ir.Type type = Function.Get("relax.TensorType").Call(Any.None, PrimType.Create(DataType.Parse("float32")), 1, Any.None, Any.None).As<Ir.Type>();
        Var x = Var.Create("x", type), last = x;
        List<Relax.Binding> all = [];
        for (int i = 0; i < bindings; i++)
        {
            Var next = i == bindings - 1 ? Var.Create($"y{i}", type) : Relax.DataflowVar.Create($"y{i}", type);
            all.Add(Relax.VarBinding.Create(next, last));
            last = next;
        }

        Expr body = Relax.SeqExpr.Create(
            bindings == 0 ? TvmArray.Create<Relax.BindingBlock>([]) : TvmArray.Create<Relax.BindingBlock>([Relax.DataflowBlock.Create(TvmArray.Create<Relax.Binding>([.. all]))]), last);
        return (Relax.Function)Relax.Function.Create(TvmArray.Create<Var>([x]), body, type, true, DictAttrs.Create([])).WithAttr("global_symbol", "main");
    }
}
