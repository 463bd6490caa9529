namespace TvmSharp.Compiler.Tests;

/// <summary>Passes over relax functions and their dataflow blocks.</summary>
public class ExportedRelaxPassTests
{
    [Fact]
    public void A_function_pass_changes_relax_functions_and_leaves_the_others()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Module(2);
        using (PassContext.Create(optLevel: 3).Enter())
        {
            IRModule changed = TvmExtension.Passes.MarkRelax("seen").Run(module);
            Assert.Equal(3, changed["main"].GetAttr("seen").As<long>());
            Assert.True(changed["first"].GetAttr("seen").IsNone);
        }

        Assert.True(module["main"].GetAttr("seen").IsNone);
    }

    [Fact]
    public void A_block_pass_sees_and_changes_dataflow_blocks()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Module(3);
        IRModule same = TvmExtension.Passes.Recount().Run(module);
        Assert.Equal(3, Passes.SeenBindings);
        Assert.True(same.StructuralEquals(module));
    }

    [Fact]
    public void A_block_pass_must_leave_what_is_used_outside()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Module(3);

        // The last binding is of a variable that the function returns.
        TvmException error = Assert.ThrowsAny<TvmException>(() => TvmExtension.Passes.Recount(1).Run(module));
        Assert.Contains("should not rewrite or delete any global-scope Var", error.Message);
        Assert.Equal(3, Bindings(module));
    }

    [Fact]
    public void A_pass_has_its_info_and_kind()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal("tvmsharp_tests.transform.MarkRelax", TvmExtension.Passes.MarkRelax().Info.Name);
        Assert.Equal("relax.FunctionPass", TvmExtension.Passes.MarkRelax().TypeKey);
        Assert.Equal("relax.DataflowBlockPass", TvmExtension.Passes.Recount().TypeKey);
        Assert.Equal("relax.DataflowBlockPass", Function.Get("tvmsharp_tests.transform.Recount").Call(2).As<Pass>().TypeKey);
    }

    [Fact]
    public void An_exception_comes_back_as_itself_and_the_module_is_as_it_was()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Module(2), before = Module(2);
        Passes.Thrown = new InvalidOperationException("in the pass");
        Assert.Same(Passes.Thrown, Assert.Throws<InvalidOperationException>(() => TvmExtension.Passes.ThrowRelax().Run(module)));
        Assert.Same(Passes.Thrown, Assert.Throws<InvalidOperationException>(() => TvmExtension.Passes.ThrowBlock().Run(module)));
        Assert.True(module.StructuralEquals(before));
    }

    private static IRModule Module(int bindings) => IRModule.Create(
        [KeyValuePair.Create("main", (BaseFunc)RelaxModules.Identity(bindings)), KeyValuePair.Create("first", Modules.OfTwoFunctions()["first"])]);

    private static int Bindings(IRModule module) =>
        ((Relax.SeqExpr)((Relax.Function)module["main"]).Body).Blocks[0].Bindings.Count;
}
