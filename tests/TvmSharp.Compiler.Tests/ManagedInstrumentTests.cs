using TvmSharp.Ir.Instruments;

namespace TvmSharp.Compiler.Tests;

/// <summary>Pass instruments that are C# classes.</summary>
public class ManagedInstrumentTests
{
    private const string MarkName = "tvmsharp_tests.transform.Mark";

    [Fact]
    public void Every_method_is_called_in_TVM_s_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder recorder = new();
        using (PassContext.Create(instruments: [recorder]).Enter())
        {
            Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.CountUses()]).Run(Modules.OfTwoFunctions());
        }

        Assert.Equal(
            [
                "enter",
                "ask sequential", "before sequential",
                $"ask {MarkName}", $"before {MarkName}", $"after {MarkName}",
                "ask tvmsharp_tests.transform.CountUses", "before tvmsharp_tests.transform.CountUses", "after tvmsharp_tests.transform.CountUses",
                "after sequential",
                "exit",
            ],
            recorder.Log);
    }

    [Fact]
    public void A_pass_is_left_out_when_an_instrument_says_so()
    {
        using ObjectScope scope = ObjectScope.Enter();
        using (PassContext.Create(instruments: [new Recorder { Skipped = MarkName }]).Enter())
        {
            Assert.True(TvmExtension.Passes.Mark().Run(Modules.OfTwoFunctions())["first"].GetAttr("marked").IsNone);
        }
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("before")]
    [InlineData("after")]
    public void An_exception_arrives_as_itself(string where)
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions();
        Recorder recorder = new() { ThrowsAt = $"{where} {MarkName}" };
        using (PassContext.Create(instruments: [recorder]).Enter())
        {
            Assert.Same(recorder.Thrown, Assert.Throws<InvalidOperationException>(() => TvmExtension.Passes.Mark().Run(module)));
        }

        Assert.Equal("exit", recorder.Log[^1]);
        Assert.All(module.Functions.Values, static function => Assert.True(function.GetAttr("marked").IsNone));
    }

    [Fact]
    public void An_exception_while_a_context_is_entered_arrives_as_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder recorder = new() { ThrowsAt = "enter" };
        PassContext context = PassContext.Create(instruments: [recorder]);
        Assert.Same(recorder.Thrown, Assert.Throws<InvalidOperationException>(() => context.Enter().Dispose()));
        Assert.NotEqual(context, PassContext.Current);
    }

    [Fact]
    public void An_exception_while_a_context_is_left_arrives_as_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder recorder = new() { ThrowsAt = "exit" };
        PassContext context = PassContext.Create(instruments: [recorder]);
        Assert.Same(recorder.Thrown, Assert.Throws<InvalidOperationException>(() => context.Enter().Dispose()));
        Assert.NotEqual(context, PassContext.Current);
    }

    [Fact]
    public void Instruments_can_be_replaced()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder first = new(), second = new();
        PassContext context = PassContext.Create(instruments: [first]);
        using (context.Enter())
        {
            context.OverrideInstruments(second);
        }

        Assert.Equal(["enter", "exit"], first.Log);
        Assert.Equal(["enter", "exit"], second.Log);
    }

    [Fact]
    public void An_instrument_is_freed_with_its_context()
    {
        WeakReference instrument = Used();
        for (int i = 0; i < 10 && instrument.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(instrument.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Used()
        {
            using ObjectScope scope = ObjectScope.Enter();
            Recorder recorder = new();
            using (PassContext.Create(instruments: [recorder]).Enter())
            {
                TvmExtension.Passes.Mark().Run(Modules.OfTwoFunctions());
            }

            return new WeakReference(recorder);
        }
    }

    [Fact]
    public void Times_are_summed_up_by_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassTimingInstrument timing = new();
        using (PassContext.Create(instruments: [timing]).Enter())
        {
            Sequential sequence = Sequential.Create([TvmExtension.Passes.Mark("a"), TvmExtension.Passes.Mark("b")], name: "both");
            sequence.Run(Modules.OfTwoFunctions());
            sequence.Run(Modules.OfTwoFunctions());
            TvmExtension.Passes.Mark().Run(Modules.OfTwoFunctions());
        }

        IReadOnlyList<PassTiming> timings = timing.Timings;
        Assert.Equal([("both", 0, 2), (MarkName, 1, 4), (MarkName, 0, 1)], timings.Select(static one => (one.Name, one.Depth, one.Calls)));
        Assert.All(timings, static one => Assert.True(one.Total > TimeSpan.Zero && one.Self <= one.Total));
        Assert.True(timings[0].Total >= timings[1].Total);
        Assert.Equal(timings[0].Total - timings[1].Total, timings[0].Self);
        Assert.Equal(1, timings[0].Share + timings[2].Share, 6);

        string[] lines = timing.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches("^pass +calls +total ms +self ms +share$", lines[0]);
        Assert.Matches(@"^both +2 +\d+\.\d{3} +\d+\.\d{3} +\d+\.\d%$", lines[1]);
        Assert.StartsWith($"  {MarkName} ", lines[2]);
        timing.Reset();
        Assert.Empty(timing.Timings);
    }

    [Fact]
    public void A_pass_that_failed_is_not_timed()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PassTimingInstrument timing = new();
        PassContext context = PassContext.Create(instruments: [timing]);
        Passes.Thrown = new InvalidOperationException("in the pass");
        using (context.Enter())
        {
            Assert.Throws<InvalidOperationException>(() => Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.Throw()]).Run(Modules.OfTwoFunctions()));
        }

        using (context.Enter())
        {
            TvmExtension.Passes.Mark().Run(Modules.OfTwoFunctions());
        }

        Assert.Equal(
            [("sequential", 0, 0), (MarkName, 1, 1), ("tvmsharp_tests.transform.Throw", 1, 0), (MarkName, 0, 1)],
            timing.Timings.Select(static one => (one.Name, one.Depth, one.Calls)));
    }

    [Fact]
    public void Modules_are_printed_behind_passes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string text = Printed(static writer => new PassPrintingInstrument(writer));
        Assert.Equal([$"# after {MarkName}", "# after tvmsharp_tests.transform.CountUses", "# after sequential"], Titles(text));
        Assert.Contains("marked", text);
    }

    [Fact]
    public void Modules_are_printed_around_the_passes_of_a_name()
    {
        using ObjectScope scope = ObjectScope.Enter();
        string text = Printed(static writer => new PassPrintingInstrument(writer, static name => name == MarkName) { PrintsBefore = true });
        Assert.Equal([$"# before {MarkName}", $"# after {MarkName}"], Titles(text));
        Assert.DoesNotContain("marked", text[..text.IndexOf("# after", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Modules_are_printed_when_they_changed()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal([$"# after {MarkName}", "# after sequential"], Titles(Printed(static writer => new PassPrintingInstrument(writer) { OnlyChanged = true })));
    }

    [Fact]
    public void A_check_names_the_pass_after_which_it_failed()
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = Modules.OfTwoFunctions();
        PassCheckInstrument check = new(static module => module["first"].GetAttr("bad").IsNone, "nothing is bad");
        using (PassContext.Create(instruments: [check]).Enter())
        {
            Sequential sequence = Sequential.Create([TvmExtension.Passes.Mark("good"), TvmExtension.Passes.Mark("bad"), TvmExtension.Passes.Throw()]);
            PassCheckException error = Assert.Throws<PassCheckException>(() => sequence.Run(module));
            Assert.Equal(MarkName, error.PassName);
            Assert.False(error.IsBefore);
            Assert.Contains($"after pass `{MarkName}`", error.Message);
            Assert.Contains("nothing is bad", error.Message);
        }

        Assert.True(module["first"].GetAttr("good").IsNone);
    }

    [Fact]
    public void A_check_that_fails_before_the_first_pass_blames_none()
    {
        using ObjectScope scope = ObjectScope.Enter();
        InvalidOperationException found = new("it is broken");
        PassCheckInstrument check = new(_ => throw found);
        using (PassContext.Create(instruments: [check]).Enter())
        {
            PassCheckException error = Assert.Throws<PassCheckException>(() => TvmExtension.Passes.Mark().Run(Modules.OfTwoFunctions()));
            Assert.True(error.IsBefore);
            Assert.Same(found, error.InnerException);
            Assert.Contains("already before the first pass", error.Message);
            Assert.Contains("it is broken", error.Message);
        }
    }

    private static string Printed(Func<TextWriter, PassInstrumentBase> instrument)
    {
        using StringWriter writer = new();
        using (PassContext.Create(instruments: [instrument(writer)]).Enter())
        {
            Sequential.Create([TvmExtension.Passes.Mark(), TvmExtension.Passes.CountUses()]).Run(Modules.OfTwoFunctions());
        }

        return writer.ToString();
    }

    private static IEnumerable<string> Titles(string text) =>
        text.Split(Environment.NewLine).Where(static line => line.StartsWith("# before", StringComparison.Ordinal) || line.StartsWith("# after", StringComparison.Ordinal));

    private sealed class Recorder : PassInstrumentBase
    {
        public List<string> Log { get; } = [];

        public string? Skipped { get; init; }

        public string? ThrowsAt { get; init; }

        public InvalidOperationException Thrown { get; } = new("in the instrument");

        protected override void EnterPassContext() => Add("enter");

        protected override void ExitPassContext() => Add("exit");

        protected override bool ShouldRun(IRModule module, PassInfo info)
        {
            Assert.Equal(2, module.Functions.Count);
            Add($"ask {info.Name}");
            return info.Name != Skipped;
        }

        protected override void RunBeforePass(IRModule module, PassInfo info) => Add($"before {info.Name}");

        protected override void RunAfterPass(IRModule module, PassInfo info) => Add($"after {info.Name}");

        private void Add(string line)
        {
            Log.Add(line);
            if (line == ThrowsAt)
            {
                throw Thrown;
            }
        }
    }
}
