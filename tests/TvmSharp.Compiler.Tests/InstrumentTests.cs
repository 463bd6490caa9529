namespace TvmSharp.Compiler.Tests;

/// <summary>Callbacks around passes, through the functions that TVM registers for them.</summary>
public class InstrumentTests
{
    [Fact]
    public void An_instrument_sees_every_pass_and_may_leave_one_out()
    {
        using ObjectScope scope = ObjectScope.Enter();
        List<string> seen = [];
        using (Context(seen, static name => name != "tvmsharp_tests.transform.Mark").Enter())
        {
            IRModule changed = Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.Mark("other")]).Run(Modules.OfTwoFunctions());
            Assert.True(changed["first"].GetAttr("marked").IsNone);
            Assert.Equal(["enter"], seen.Take(1));
            Assert.DoesNotContain("before tvmsharp_tests.transform.Mark", seen);
        }

        Assert.Equal("exit", seen[^1]);
    }

    [Fact]
    public void Callbacks_come_around_the_pass()
    {
        using ObjectScope scope = ObjectScope.Enter();
        List<string> seen = [];
        using (Context(seen, static _ => true).Enter())
        {
            TvmExtension.Passes.CountFunctions().Run(Modules.OfTwoFunctions());
        }

        Assert.Equal(
            ["enter", "before tvmsharp_tests.transform.CountFunctions", "after tvmsharp_tests.transform.CountFunctions", "exit"], seen);
    }

    [Fact]
    public void An_exception_in_an_instrument_comes_back_as_itself_and_the_pass_does_not_run()
    {
        using ObjectScope scope = ObjectScope.Enter();
        InvalidOperationException thrown = new("from the instrument");
        Exception caught = Assert.ThrowsAny<Exception>(() =>
        {
            using PassContext.Activation active = Context([], _ => throw thrown).Enter();
            TvmExtension.Passes.CountFunctions().Run(Modules.OfTwoFunctions());
        });
        Assert.Same(thrown, caught);
    }

    [Fact]
    public void What_the_embedded_host_does_not_do_it_says()
    {
        Function timing = Function.Get("instrument.MakePassTimingInstrument");
        bool isCompiler = Function.TryGet("tirx.transform.Simplify", out _);
        if (!isCompiler)
        {
            TvmException error = Assert.Throws<TvmException>(() => timing.Call());
            Assert.Contains("The embedded host does not time passes; this needs TVM itself.", error.Message);
        }
        else
        {
            Assert.Equal("instrument.PassInstrument", timing.Call().As<TvmObject>().TypeKey);
        }
    }

    private static PassContext Context(List<string> seen, Func<string, bool> shouldRun)
    {
        Function Note(string text) => Function.Create(_ =>
        {
            seen.Add(text);
            return Any.None;
        });

        Function NotePass(string text) => Function.Create(args =>
        {
            seen.Add($"{text} {args[1].As<PassInfo>().Name}");
            return Any.None;
        });

        TvmObject instrument = Function.Get("instrument.PassInstrument").Call(
            "tests",
            Note("enter"),
            Note("exit"),
            Function.Create(args => shouldRun(args[1].As<PassInfo>().Name)),
            NotePass("before"),
            NotePass("after")).As<TvmObject>();
        return Function.Get("transform.PassContext").Call(
            2, TvmArray.Create<string>([]), TvmArray.Create<string>([]), TvmArray.Create(instrument), Any.None).As<PassContext>();
    }
}
