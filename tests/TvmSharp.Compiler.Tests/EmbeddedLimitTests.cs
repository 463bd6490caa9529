namespace TvmSharp.Compiler.Tests;

/// <summary>Where the embedded host does not do what TVM does, it raises an error that says so.</summary>
public class EmbeddedLimitTests
{
    private const string Limit = "this needs TVM itself";

    /// <summary>A real compiler knows targets; the embedded host does not.</summary>
    private static bool IsRealCompiler
    {
        get
        {
            TvmCompiler.EnsureLoaded();
            return Function.TryGet("target.Target", out _);
        }
    }

    [Fact]
    public void A_function_that_is_not_there_is_named()
    {
        if (!IsRealCompiler)
        {
            MissingFunctionException error = Assert.Throws<MissingFunctionException>(() => Function.Get("tirx.transform.Simplify"));
            Assert.Equal("tirx.transform.Simplify", error.FunctionName);
        }
    }

    [Theory]
    [InlineData("instrument.MakePassTimingInstrument")]
    [InlineData("instrument.RenderTimePassProfiles")]
    public void Passes_are_not_timed(string name) => CheckLimit("time passes", () => Function.Get(name).Call());

    [Fact]
    public void Modules_are_not_checked_for_changes() => CheckLimit(
        "check `testing.immutable_module`",
        static () => PassContext.Create(config: [KeyValuePair.Create("testing.immutable_module", (Any)true)]));

    [Fact]
    public void Constants_of_narrow_types_are_not_checked() => CheckLimit(
        "check constants of narrow float types",
        static () => Function.Get("ir.FloatImm").Call("float8_e4m3fn", 1.0, Any.None));

    [Fact]
    public void Dictionaries_do_not_stand_in_for_maps() => CheckLimit(
        "take a Dict where TVM expects a Map",
        static () => Function.Get("transform.PassContext").Call(
            2, TvmArray.Create<string>([]), TvmArray.Create<string>([]), TvmArray.Create<TvmObject>([]), Function.Get("ffi.Dict").Call("testing.immutable_module", false)));

    /// <summary>On the embedded host the call fails and says what it needs; on TVM it does what it does.</summary>
    private static void CheckLimit(string what, Action call)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (IsRealCompiler)
        {
            // Not ours to check, but never this error.
            Exception? other = Record.Exception(call);
            Assert.DoesNotContain(Limit, other?.Message ?? string.Empty);
            return;
        }

        TvmException error = Assert.Throws<TvmException>(call);
        Assert.Equal("RuntimeError", error.Kind);
        Assert.Contains($"The embedded host does not {what};", error.Message);
        Assert.Contains(Limit, error.Message);
    }
}
