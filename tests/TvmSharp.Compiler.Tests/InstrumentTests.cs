namespace TvmSharp.Compiler.Tests;

/// <summary>Pass instruments, by TVM's own global functions.</summary>
public class InstrumentTests
{
    private const string MarkName = "tvmsharp_tests.transform.Mark";

    private readonly List<string> _log = [];

    [Fact]
    public void An_instrument_sees_context_and_pass()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = Context([], Instrument("one"));
        using (context.Enter())
        {
            Assert.Equal(["one enter"], _log);
            IRModule changed = TvmExtension.Passes.Mark().Run(OneFunction());
            Assert.Equal(1, changed["only"].GetAttr("marked").As<long>());
        }

        Assert.Equal(
            ["one enter", $"one asks for {MarkName}", $"one before {MarkName}", $"one after {MarkName}", "one exit"], _log);
    }

    [Fact]
    public void Each_of_several_instruments_is_called_and_one_can_stop_a_pass()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = Context([], Instrument("one", shouldRun: false), Instrument("two"));
        using (context.Enter())
        {
            IRModule changed = TvmExtension.Passes.Mark().Run(OneFunction());
            Assert.True(changed["only"].GetAttr("marked").IsNone);
        }

        Assert.Equal(
            ["one enter", "two enter", $"one asks for {MarkName}", $"two asks for {MarkName}", "one exit", "two exit"], _log);
    }

    [Fact]
    public void A_pass_that_is_required_is_not_asked_for()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = Context([MarkName], Instrument("one", shouldRun: false));
        using (context.Enter())
        {
            Assert.Equal(1, TvmExtension.Passes.Mark().Run(OneFunction())["only"].GetAttr("marked").As<long>());
        }

        Assert.Equal(["one enter", $"one before {MarkName}", $"one after {MarkName}", "one exit"], _log);
    }

    [Fact]
    public void Passes_of_a_sequence_are_seen_inside_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = Context([], Instrument("one"));
        using (context.Enter())
        {
            Sequential.Create([TvmExtension.Passes.Mark("a"), TvmExtension.Passes.Mark("b")]).Run(OneFunction());
        }

        string[] before = [.. _log.Where(static line => line.StartsWith("one before", StringComparison.Ordinal))];
        Assert.Equal(3, before.Length);
        Assert.Equal([$"one before {MarkName}", $"one before {MarkName}"], before[1..]);
        Assert.Equal(before.Length, _log.Count(static line => line.StartsWith("one after", StringComparison.Ordinal)));
    }

    [Fact]
    public void When_an_instrument_fails_to_enter_those_before_it_are_left_and_the_context_has_none()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Function fails = Function.Create(static _ => throw new InvalidOperationException("cannot enter"));
        TvmObject broken = Make("two", fails, Log("two exit"), Answer("two", true), LogPass("two before"), LogPass("two after"));
        PassContext context = Context([], Instrument("one"), broken, Instrument("three"));
        Exception error = Assert.ThrowsAny<Exception>(() =>
        {
            using PassContext.Activation activation = context.Enter();
        });
        Assert.Contains("cannot enter", error.Message);
        Assert.Equal(["one enter", "one exit"], _log);
        Assert.NotEqual(context, PassContext.Current);
        Assert.Empty(context.GetField("instruments").As<TvmArray<Any>>());
    }

    [Fact]
    public void The_instruments_of_a_context_can_be_replaced()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassContext context = Context([], Instrument("one"));
        using (context.Enter())
        {
            Function.Get("transform.OverrideInstruments").Call(context, TvmArray.Create(Instrument("two")));
            TvmExtension.Passes.Mark().Run(OneFunction());
        }

        Assert.Equal(
            ["one enter", "one exit", "two enter", $"two asks for {MarkName}", $"two before {MarkName}", $"two after {MarkName}", "two exit"],
            _log);
    }

    private static PassContext Context(ReadOnlySpan<string> required, params ReadOnlySpan<TvmObject> instruments) =>
        Function.Get("transform.PassContext").Call(
            2, TvmArray.Create(required), TvmArray.Create<string>([]), TvmArray.Create(instruments), Any.None).As<PassContext>();

    private static TvmObject Make(string name, params ReadOnlySpan<Function> callbacks)
    {
        TvmCompiler.EnsureLoaded();
        return Function.Get("instrument.PassInstrument").Call(
            name, callbacks[0], callbacks[1], callbacks[2], callbacks[3], callbacks[4]).As<TvmObject>();
    }

    private static IRModule OneFunction()
    {
        TvmCompiler.EnsureLoaded();
        Any number = Function.Get("ir.IntImm").Call("int32", 1, Any.None);
        PrimFunc function = PrimFunc.Create([], Function.Get("tirx.Evaluate").Call(number, Any.None).As<TvmObject>());
        return IRModule.Create([KeyValuePair.Create("only", (BaseFunc)function)]);
    }

    private TvmObject Instrument(string name, bool shouldRun = true) => Make(
        name, Log($"{name} enter"), Log($"{name} exit"), Answer(name, shouldRun), LogPass($"{name} before"), LogPass($"{name} after"));

    private Function Log(string line) => Function.Create(_ =>
    {
        _log.Add(line);
        return Any.None;
    });

    private Function LogPass(string line) => Function.Create(args =>
    {
        _log.Add($"{line} {args[1].As<PassInfo>().Name}");
        return Any.None;
    });

    private Function Answer(string name, bool answer) => Function.Create(args =>
    {
        Assert.Single(args[0].As<IRModule>().Functions);
        _log.Add($"{name} asks for {args[1].As<PassInfo>().Name}");
        return answer;
    });
}
