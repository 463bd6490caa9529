namespace TvmSharp.Compiler.Tests;

/// <summary>A million calls through generated code leave reference counts and native memory where they were.</summary>
public class LeakTests
{
    private readonly TvmArray<long> _numbers = [1, 2, 3];

    [Fact]
    public void Exports_with_numbers() => RunExport("add_one", 1L);

    [Fact]
    public void Exports_with_strings() => RunExport("greet", "a name that is longer than seven", "a greeting that is");

    [Fact]
    public void Exports_with_bytes() => RunExport("reverse", new byte[40]);

    [Fact]
    public void Exports_with_arrays() => RunExport("nest", _numbers);

    [Fact]
    public void Exports_with_objects() => RunExport("need_object", _numbers);

    [Fact]
    public void Exports_with_callbacks() => RunExport("apply", Function.Create(static args => args[0]), _numbers);

    [Fact]
    public void Exports_with_maps() =>
        RunExport("lookup", TvmMap.Create<string, long>([new("a key that is longer than seven", 7)]), "a key that is longer than seven");

    [Fact]
    public void Exports_with_wrong_arguments() => RunFailingExport("sum", "no array");

    [Fact]
    public void Exports_that_throw() => RunFailingExport("fail", "a message");

    [Fact]
    public void Imports_with_numbers() => Run(static () => Imports.AddOne(1));

    [Fact]
    public void Imports_with_strings() => Run(static () => Imports.Greet("a name that is longer than seven", "a greeting that is"));

    [Fact]
    public void Imports_with_arrays() => Run(() => Imports.Sum(_numbers));

    [Fact]
    public void Imports_with_objects() => Run(() => Imports.NeedObject(_numbers));

    [Fact]
    public void PrimFunc_passes() => RunPass(TvmExtension.Passes.Mark());

    [Fact]
    public void Module_passes() => RunPass(TvmExtension.Passes.CountFunctions());

    [Fact]
    public void Objects_of_a_defined_type()
    {
        TvmList<IntPair> pairs = [];
        IntPair pair = IntPair.Create(1);
        Run(() =>
        {
            Everything all = Everything.Create(true, DataType.Int8, default, pairs, text: "a text that is longer than seven", pair: pair, anything: pair);
            all.Text = "another text that is longer than seven";
            all.Pair = all.Pair;
            all.SetField("anything", pairs);
            Assert.Equal(38, all.Text.Length);
        });
        Assert.Equal((1, 1), (pairs.UseCount, pair.UseCount));
    }

    [Fact]
    public void Methods_of_a_defined_type()
    {
        IntPair pair = IntPair.Create(1);
        Run(() => pair.CallMethod("scaled_sum", 2));
    }

    private static void RunPass(Pass pass)
    {
        IRModule module = Modules.OfTwoFunctions();
        LeakCheck.Run(() => pass.Run(module));
        Assert.Equal(1, module.UseCount);
    }

    private void RunExport(string name, params Any[] arguments)
    {
        Function export = Function.Get("tvmsharp_tests." + name);
        TvmObject[] objects = [.. arguments.Where(static argument => argument.Kind == AnyKind.Object).Select(static argument => argument.As<TvmObject>()), export];

        // Wrappers that were made on the way to the arguments hold references until they are collected.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int[] before = [.. objects.Select(static obj => obj.UseCount)];
        Run(() => export.Call(arguments));
        Assert.Equal(before, objects.Select(static obj => obj.UseCount));
    }

    private void RunFailingExport(string name, params Any[] arguments)
    {
        Function export = Function.Get("tvmsharp_tests." + name);
        Run(() =>
        {
            try
            {
                export.Call(arguments);
            }
            catch (Exception exception) when (exception is TvmException or InvalidOperationException)
            {
                return;
            }

            Assert.Fail($"{name} did not fail.");
        });
    }

    private void Run(Action call)
    {
        int before = _numbers.UseCount;
        LeakCheck.Run(call);
        Assert.Equal(before, _numbers.UseCount);
    }
}
