namespace TvmSharp.Compiler.Tests;

public class TargetTests
{
    [Fact]
    public void A_target_is_made_of_a_kind_of_JSON_and_of_attributes() => OnRealCompiler(() =>
    {
        Target.Target byKind = Target.Target.Create("llvm");
        Assert.Equal("llvm", byKind.Kind.Name);
        Assert.Equal(DeviceType.Cpu, byKind.DeviceType);
        Assert.Equal(["cpu"], byKind.Keys);
        Target.Target byJson = Target.Target.Create("""{"kind": "llvm", "num-cores": 3}""");
        Assert.Equal(3, byJson.Attrs["num-cores"].As<long>());
        Target.Target byAttributes = Target.Target.Create([KeyValuePair.Create("kind", (Any)"llvm"), KeyValuePair.Create("num-cores", (Any)3)]);
        Assert.Equal(3, byAttributes.Attrs["num-cores"].As<long>());
        Assert.Equal("llvm", byAttributes.Export()["kind"].As<string>());
        Assert.True(Target.Target.Create(byAttributes.Export()).StructuralEquals(byAttributes));
    });

    [Fact]
    public void A_target_may_have_a_host() => OnRealCompiler(() =>
    {
        Target.Target target = Target.Target.Create("cuda", Target.Target.Create("llvm"));
        Assert.Equal("llvm", Assert.IsType<Target.Target>(target.Host).Kind.Name);
        Assert.Null(Target.Target.Create("cuda").Host);
        Assert.Equal(DeviceType.Cuda, target.DeviceType);
    });

    [Fact]
    public void Targets_nest() => OnRealCompiler(() =>
    {
        Assert.Null(Target.Target.Current);
        Target.Target outer = Target.Target.Create("llvm"), inner = Target.Target.Create("c");
        using (outer.Enter())
        {
            Assert.Equal(outer, Target.Target.Current);
            using (inner.Enter())
            {
                Assert.Equal(inner, Target.Target.Current);
            }

            Assert.Equal(outer, Target.Target.Current);
        }

        Assert.Null(Target.Target.Current);
    });

    [Fact]
    public void Leaving_out_of_order_is_an_error_that_changes_nothing() => OnRealCompiler(() =>
    {
        Target.Target outer = Target.Target.Create("llvm"), inner = Target.Target.Create("c");
        Target.Target.Activation outerActivation = outer.Enter(), innerActivation = inner.Enter();
        string? message = null;
        try
        {
            outerActivation.Dispose();
        }
        catch (InvalidOperationException exception)
        {
            message = exception.Message;
        }

        Assert.Contains("entered after it", message);
        Assert.Equal(inner, Target.Target.Current);
        innerActivation.Dispose();
        outerActivation.Dispose();
        Assert.Null(Target.Target.Current);
    });

    [Fact]
    public void Kinds_and_their_options_are_listed() => OnRealCompiler(() =>
    {
        Assert.Contains("llvm", Target.Target.ListKinds());
        Assert.Contains("cuda", Target.Target.ListKinds());
        Assert.Equal("int", Target.Target.ListOptions("llvm")["num-cores"]);
        TvmException error = Assert.Throws<TvmException>(static () => Target.Target.ListOptions("no_such_kind"));
        Assert.Contains("no_such_kind", error.Message);
        Assert.Contains("llvm", error.Message);
    });

    [Fact]
    public void What_is_no_target_is_named() => OnRealCompiler(() =>
    {
        Assert.Contains("no_such_kind", Assert.Throws<TvmException>(static () => Target.Target.Create("no_such_kind")).Message);
        Assert.Contains("no-such-option", Assert.Throws<TvmException>(static () => Target.Target.Create("""{"kind": "llvm", "no-such-option": 1}""")).Message);
        Assert.Contains("num-cores", Assert.Throws<TvmException>(static () => Target.Target.Create("""{"kind": "llvm", "num-cores": "many"}""")).Message);
        Assert.Throws<TvmException>(static () => Target.Target.Create("{"));
        Assert.Throws<TvmException>(static () => Target.Target.Create([KeyValuePair.Create("num-cores", (Any)1)]));
        Assert.Throws<ArgumentNullException>(static () => Target.Target.Create((string)null!));
        Assert.Throws<ArgumentNullException>(static () => Target.Target.Create("llvm").WithHost(null!));
    });

    /// <summary>Does it on a real compiler; elsewhere checks that the error names what is missing.</summary>
    private static void OnRealCompiler(Action test)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            test();
        }
        else
        {
            Assert.Contains("embedded host", Assert.ThrowsAny<TvmException>(static () => Target.Target.Create("llvm")).Message);
            Assert.Contains("embedded host", Assert.ThrowsAny<TvmException>(static () => Target.Target.Current).Message);
        }
    }
}
