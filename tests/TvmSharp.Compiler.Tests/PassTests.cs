namespace TvmSharp.Compiler.Tests;

public class PassTests
{
    [Fact]
    public void A_PrimFunc_pass_changes_every_function_and_leaves_the_module_it_was_given()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions();
        IRModule changed = TvmExtension.Passes.Mark("seen", 7).Run(module);
        Assert.Equal(2, changed.Functions.Count);
        Assert.All(changed.Functions.Values, static f => Assert.Equal(7, f.GetAttr("seen").As<long>()));
        Assert.All(module.Functions.Values, static f => Assert.True(f.GetAttr("seen").IsNone));
    }

    [Fact]
    public void A_factory_in_the_registry_takes_its_parameters_and_their_defaults()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function factory = Function.Get("tvmsharp_tests.transform.Mark");
        Assert.Equal(1, factory.Call().As<Pass>().Run(Modules.OfTwoFunctions())["first"].GetAttr("marked").As<long>());
        Assert.Equal(1, factory.Call("x").As<Pass>().Run(Modules.OfTwoFunctions())["first"].GetAttr("x").As<long>());
        Assert.Equal(9, factory.Call("x", 9).As<Pass>().Run(Modules.OfTwoFunctions())["second"].GetAttr("x").As<long>());
        TvmException error = Assert.Throws<TvmException>(() => factory.Call(1));
        Assert.Contains("Mismatched type on argument #0", error.Message);
        Assert.Contains("tvmsharp_tests.transform.Mark(0: str, 1: int) -> transform.Pass", error.Message);
    }

    [Fact]
    public void A_pass_has_its_info()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassInfo info = TvmExtension.Passes.OnlyAtLevelThree().Info;
        Assert.Equal("tvmsharp_tests.transform.OnlyAtLevelThree", info.Name);
        Assert.Equal(3, info.OptLevel);
        Assert.Equal(["tvmsharp_tests.transform.Mark"], TvmExtension.Passes.CountFunctions().Info.Required);
    }

    [Fact]
    public void A_sequence_leaves_out_passes_above_the_level_of_its_context()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Sequential sequence = Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.OnlyAtLevelThree()]);
        using (PassContext.Create(optLevel: 2).Enter())
        {
            BaseFunc function = sequence.Run(Modules.OfTwoFunctions())["first"];
            Assert.Equal(1, function.GetAttr("marked").As<long>());
            Assert.True(function.GetAttr("level").IsNone);
        }

        using (PassContext.Create(optLevel: 3).Enter())
        {
            Assert.Equal(3, sequence.Run(Modules.OfTwoFunctions())["first"].GetAttr("level").As<long>());
        }
    }

    [Fact]
    public void A_sequence_runs_what_a_pass_requires_before_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule changed = Sequential.Create([TvmExtension.Passes.CountFunctions()]).Run(Modules.OfTwoFunctions());
        Assert.Equal(2, changed.GetAttr("count").As<long>());
        Assert.Equal(1, changed["first"].GetAttr("marked").As<long>());
    }

    [Fact]
    public void Contexts_nest()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext outer = PassContext.Create(optLevel: 1);
        using (outer.Enter())
        {
            Assert.Equal(outer, PassContext.Current);
            using (PassContext.Create(optLevel: 3).Enter())
            {
                Assert.Equal(3, PassContext.Current.OptLevel);
            }

            Assert.Equal(outer, PassContext.Current);
        }

        Assert.NotEqual(outer, PassContext.Current);
    }

    [Fact]
    public void A_function_that_only_the_module_has_arrives_unshared()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module;
        using (ObjectScope building = ObjectScope.Enter())
        {
            module = Modules.OfTwoFunctions();
            module.Keep();
        }

        // The first run copies the module, which the caller still has; the copy's functions are its own again
        // once it has been rewritten, and reach the second pass of the sequence by rvalue reference.
        Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.CountUses()]).Run(module);
        Assert.Equal(1, Passes.SeenUseCount);
    }

    [Fact]
    public void An_exception_in_a_PrimFunc_pass_comes_back_as_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions();
        Passes.Thrown = new InvalidOperationException("in the pass");
        Assert.Same(Passes.Thrown, Assert.Throws<InvalidOperationException>(() => TvmExtension.Passes.Throw().Run(module)));
        Assert.Equal(2, module.Functions.Count);
    }

    [Fact]
    public void An_exception_in_a_module_pass_comes_back_as_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions();
        Passes.Thrown = new InvalidOperationException("in the pass");
        Assert.Same(Passes.Thrown, Assert.Throws<InvalidOperationException>(() => TvmExtension.Passes.ThrowModule().Run(module)));
        Assert.Equal(2, module.Functions.Count);
    }

    [Fact]
    public void A_pass_that_fails_in_the_middle_of_a_sequence_leaves_the_module_as_it_was()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions(), before = Modules.OfTwoFunctions();
        Passes.Thrown = new InvalidOperationException("in the pass");
        Passes.SeenFunctions = 0;
        Sequential sequence = Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.ThrowAtSecond(), TvmExtension.Passes.Mark("late")]);
        Assert.Same(Passes.Thrown, Assert.Throws<InvalidOperationException>(() => sequence.Run(module)));
        Assert.True(module.StructuralEquals(before));
        Assert.Equal(1, TvmExtension.Passes.Mark().Run(module)["first"].GetAttr("marked").As<long>());
    }

    [Fact]
    public void A_module_prints()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string text = Modules.OfTwoFunctions().ToString();
        Assert.Contains("first", text);
        Assert.Contains("second", text);
    }

    [Fact]
    public void A_function_that_is_not_there_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Contains("nobody", Assert.Throws<TvmException>(() => Modules.OfTwoFunctions()["nobody"]).Message);
    }
}
