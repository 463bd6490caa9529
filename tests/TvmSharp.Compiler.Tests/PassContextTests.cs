namespace TvmSharp.Compiler.Tests;

public class PassContextTests
{
    private const string MarkName = "tvmsharp_tests.transform.Mark";

    [Fact]
    public void A_context_has_what_it_was_made_with()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = PassContext.Create(
            optLevel: 3, required: ["a"], disabled: ["b", "c"], config: [KeyValuePair.Create("tirx.disable_assert", (Any)true)], instruments: [new SilentInstrument()]);
        Assert.Equal(3, context.OptLevel);
        Assert.Equal(["a"], context.RequiredPass);
        Assert.Equal(["b", "c"], context.DisabledPass);
        Assert.True(context.Config["tirx.disable_assert"].As<bool>());
        Assert.Equal(nameof(SilentInstrument), Assert.Single(context.Instruments).Name);
    }

    [Fact]
    public void A_disabled_pass_is_left_out_of_a_sequence()
    {
        using ObjectScope scope = ObjectScope.Enter();
        using (PassContext.Create(disabled: [MarkName]).Enter())
        {
            Assert.True(Sequential.Create([TvmExtension.Passes.Mark()]).Run(Modules.OfTwoFunctions())["first"].GetAttr("marked").IsNone);
        }
    }

    [Fact]
    public void A_required_pass_runs_whatever_its_level()
    {
        using ObjectScope scope = ObjectScope.Enter();
        using (PassContext.Create(optLevel: 0, required: ["tvmsharp_tests.transform.AtLevelThree"]).Enter())
        {
            Assert.Equal(1, Sequential.Create([TvmExtension.Passes.AtLevelThree()]).Run(Modules.OfTwoFunctions())["first"].GetAttr("three").As<long>());
        }

        using (PassContext.Create(optLevel: 0).Enter())
        {
            Assert.True(Sequential.Create([TvmExtension.Passes.AtLevelThree()]).Run(Modules.OfTwoFunctions())["first"].GetAttr("three").IsNone);
        }
    }

    [Fact]
    public void Options_are_listed_with_their_types()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IReadOnlyDictionary<string, string> options = PassContext.ListConfigs();
        Assert.Equal("bool", options["tirx.disable_assert"]);
        Assert.Equal("int", options["relax.FuseOps.max_depth"]);
    }

    [Fact]
    public void An_unknown_option_is_named_and_the_known_ones_listed()
    {
        TvmException error = Assert.Throws<TvmException>(() => PassContext.Create(config: [KeyValuePair.Create("no.such.key", (Any)1)]));
        Assert.Equal("AttributeError", error.Kind);
        Assert.Contains("no.such.key", error.Message);
        Assert.Contains("tirx.disable_assert", error.Message);
    }

    [Fact]
    public void An_option_of_the_wrong_type_is_named()
    {
        TvmException error = Assert.Throws<TvmException>(() => PassContext.Create(config: [KeyValuePair.Create("tirx.disable_assert", (Any)"yes")]));
        Assert.Equal("AttributeError", error.Kind);
        Assert.Contains("tirx.disable_assert", error.Message);
        Assert.Contains("bool", error.Message);
    }

    [Fact]
    public void Leaving_out_of_order_is_an_error_that_changes_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext outer = PassContext.Create(optLevel: 1), inner = PassContext.Create(optLevel: 3);
        PassContext.Activation outerActivation = outer.Enter(), innerActivation = inner.Enter();
        InvalidOperationException? error = null;
        try
        {
            outerActivation.Dispose();
        }
        catch (InvalidOperationException exception)
        {
            error = exception;
        }

        Assert.Contains("entered after it", error?.Message);
        Assert.Equal(inner, PassContext.Current);
        innerActivation.Dispose();
        Assert.Equal(outer, PassContext.Current);
        outerActivation.Dispose();
        outerActivation.Dispose();
        Assert.NotEqual(outer, PassContext.Current);
    }

    [Fact]
    public void A_context_may_be_entered_again_inside_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = PassContext.Create(optLevel: 1);
        using (context.Enter())
        {
            using (context.Enter())
            {
                Assert.Equal(context, PassContext.Current);
            }

            Assert.Equal(context, PassContext.Current);
        }

        Assert.NotEqual(context, PassContext.Current);
    }

    [Fact]
    public void A_context_is_current_on_its_own_thread_only()
    {
        using ObjectScope scope = ObjectScope.Enter();
        using PassContext.Activation activation = PassContext.Create(optLevel: 7).Enter();
        int seen = 7;
        Thread thread = new(() => seen = PassContext.Current.OptLevel);
        thread.Start();
        thread.Join();
        Assert.NotEqual(7, seen);
    }

    private sealed class SilentInstrument : PassInstrumentBase;
}
