namespace TvmSharp.Compiler.Tests;

/// <summary>Where the embedded host does not do what TVM does, it raises an error that says so. TVM itself does it.</summary>
public class EmbeddedLimitTests
{
    [Fact]
    public void A_function_that_is_not_there_is_named()
    {
        const string Name = "tirx.transform.LowerIntrin";
        if (TestHost.IsRealCompiler)
        {
            Assert.Equal("tirx.PrimFuncPass", Function.Get(Name).Call().As<TvmObject>().TypeKey);
        }
        else
        {
            Assert.Equal(Name, Assert.Throws<MissingFunctionException>(() => Function.Get(Name)).FunctionName);
        }
    }

    [Fact]
    public void Passes_are_not_timed() => Check(
        "time passes",
        static () => Function.Get("instrument.MakePassTimingInstrument").Call(),
        static instrument => Assert.Equal("instrument.PassInstrument", instrument.As<TvmObject>().TypeKey));

    [Fact]
    public void Times_of_passes_are_not_printed() => Check(
        "time passes",
        static () => Function.Get("instrument.RenderTimePassProfiles").Call(),
        static text => Assert.Equal(AnyKind.String, text.Kind));

    [Fact]
    public void Modules_are_not_checked_for_changes() => Check(
        "check `testing.immutable_module`",
        static () => PassContext.Create(config: [KeyValuePair.Create("testing.immutable_module", (Any)true)]),
        static context => Assert.True(context.As<TvmObject>().GetField("config").AsMap<string, Any>()["testing.immutable_module"].As<bool>()));

    [Fact]
    public void Constants_of_narrow_types_are_not_checked() => Check(
        "check constants of narrow float types",
        static () => Function.Get("ir.FloatImm").Call("float8_e4m3fn", 1.0, Any.None),
        static constant => Assert.Equal(1.0, constant.As<TvmObject>().GetField<double>("value")));

    [Fact]
    public void Dictionaries_do_not_stand_in_for_maps() => Check(
        "take a Dict where TVM expects a Map",
        static () => Function.Get("transform.PassContext").Call(
            2, TvmArray.Create<string>([]), TvmArray.Create<string>([]), TvmArray.Create<TvmObject>([]), Function.Get("ffi.Dict").Call("testing.immutable_module", false)),
        static context => Assert.False(context.As<TvmObject>().GetField("config").AsMap<string, Any>()["testing.immutable_module"].As<bool>()));

    /// <summary>On the embedded host the call fails and says what it needs; on TVM it gives what it should.</summary>
    private static void Check(string what, Func<Any> call, Action<Any> checkResult)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            checkResult(call());
            return;
        }

        TvmException error = Assert.Throws<TvmException>(() => call());
        Assert.Equal("RuntimeError", error.Kind);
        Assert.Contains($"The embedded host does not {what};", error.Message);
        Assert.Contains("this needs TVM itself", error.Message);
    }
}
