namespace TvmSharp.Compiler.Tests;

/// <summary>Passes over relax functions and their dataflow blocks, with callbacks in C#.</summary>
public class RelaxPassTests
{
    [Fact]
    public void A_function_pass_sees_every_relax_function()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load("mlp_legalized");
        int seen = 0;
        Pass pass = Make("relax.transform.MakeFunctionPass", function =>
        {
            seen++;
            return Function.Get("ir.BaseFuncWithAttr").Call(function, "seen", 1).As<TvmObject>();
        });

        IRModule changed = pass.Run(module);

        Assert.Equal(1, seen);
        Assert.Contains("\"seen\": 1", changed.ToString());
        Assert.DoesNotContain("\"seen\"", module.ToString());
        Assert.Equal("Test", pass.Info.Name);
    }

    [Fact]
    public void A_block_pass_that_changes_nothing_changes_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load("mlp");
        List<string> seen = [];
        Pass pass = Make("relax.transform.MakeDataflowBlockPass", block =>
        {
            seen.Add(block.TypeKey);
            return block;
        });

        Assert.True(pass.Run(module).StructuralEquals(module));
        Assert.Equal(["relax.expr.DataflowBlock"], seen);
    }

    [Fact]
    public void A_block_pass_replaces_blocks()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load("mlp");
        Pass pass = Make("relax.transform.MakeDataflowBlockPass", static block =>
        {
            // The last binding twice: the block is another one and defines what it did.
            TvmArray<TvmObject> bindings = block.GetField("bindings").As<TvmArray<TvmObject>>();
            return Function.Get("relax.DataflowBlock").Call(TvmArray.Create<TvmObject>([.. bindings, bindings[^1]]), Any.None).As<TvmObject>();
        });

        string text = pass.Run(module).ToString();

        Assert.Equal(2, text.Split("R.nn.softmax").Length - 1);
        Assert.Single(module.ToString().Split("R.nn.softmax")[1..]);
    }

    [Fact]
    public void A_block_keeps_what_the_code_behind_it_uses()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Pass pass = Make("relax.transform.MakeDataflowBlockPass", static _ =>
            Function.Get("relax.DataflowBlock").Call(TvmArray.Create<TvmObject>([]), Any.None).As<TvmObject>());

        TvmException error = Assert.ThrowsAny<TvmException>(() => pass.Run(SavedModule.Load("mlp")));

        Assert.Contains("should not rewrite or delete any global-scope Var", error.Message);
    }

    [Fact]
    public void A_pass_that_throws_leaves_the_module_as_it_was()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load("mlp");
        string before = module.ToString();
        Pass pass = Make("relax.transform.MakeFunctionPass", static _ => throw new InvalidOperationException("no"));

        Assert.ThrowsAny<Exception>(() => pass.Run(module));

        Assert.Equal(before, module.ToString());
    }

    [Fact]
    public void A_result_of_another_class_is_refused()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Pass pass = Make("relax.transform.MakeFunctionPass", static _ => Function.Get("tirx.Evaluate").Call(0, Any.None).As<TvmObject>());

        Assert.ThrowsAny<TvmException>(() => pass.Run(SavedModule.Load("mlp")));
    }

    private static Pass Make(string name, Func<TvmObject, TvmObject> body)
    {
        TvmCompiler.EnsureLoaded();
        Any info = Function.Get("transform.PassInfo").Call(0, "Test", TvmArray.Create<string>([]), false);
        return Function.Get(name).Call(Function.From((TvmObject value, IRModule _, PassContext _) => body(value)), info).As<Pass>();
    }
}
