namespace TvmSharp.Ffi.Tests;

public class FunctionTests
{
    [Fact]
    public void A_delegate_becomes_a_global_function_and_back()
    {
        const string name = "tvmsharp_tests.add";
        Function.SetGlobal(name, Function.Create(static args => args[0].As<long>() + args[1].As<long>()));
        try
        {
            Assert.Equal(5, Function.Get(name).Call(2, 3).As<long>());
            Assert.Contains(name, Function.ListGlobalNames());
        }
        finally
        {
            Assert.True(Function.RemoveGlobal(name));
        }

        Assert.False(Function.TryGet(name, out _));
        Assert.False(Function.RemoveGlobal(name));
    }

    [Fact]
    public void A_name_that_is_taken_is_not_overwritten_unless_asked_for()
    {
        const string name = "tvmsharp_tests.taken";
        Function.SetGlobal(name, Function.Create(static _ => 1));
        try
        {
            TvmException error = Assert.Throws<TvmException>(
                () => Function.SetGlobal(name, Function.Create(static _ => 2)));
            Assert.Contains($"Global Function `{name}` is already registered", error.Message);
            Assert.Equal(1, Function.Get(name).Call().As<int>());

            Function.SetGlobal(name, Function.Create(static _ => 3), overwrite: true);
            Assert.Equal(3, Function.Get(name).Call().As<int>());
        }
        finally
        {
            Function.RemoveGlobal(name);
        }
    }

    [Fact]
    public void A_missing_function_is_named()
    {
        MissingFunctionException error = Assert.Throws<MissingFunctionException>(() => Function.Get("no.such.function"));
        Assert.Equal("no.such.function", error.FunctionName);
        Assert.Contains("no.such.function", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(200)]
    public void Any_number_of_arguments_arrives_in_order(int count)
    {
        Function join = Function.Create(static args =>
        {
            string text = string.Empty;
            for (int i = 0; i < args.Length; i++)
            {
                text += args[i].ToString() + ",";
            }

            return text;
        });
        Any[] arguments = [.. Enumerable.Range(0, count).Select(static i => i % 2 == 0 ? (Any)i : $"text number {i}")];
        Assert.Equal(string.Concat(arguments.Select(static a => a + ",")), join.Call(arguments).As<string>());
    }

    [Fact]
    public void Callbacks_call_back()
    {
        Function factorial = null!;
        factorial = Function.Create(args =>
            args[0].As<long>() <= 1 ? 1 : args[0].As<long>() * factorial.Call(args[0].As<long>() - 1).As<long>());
        Assert.Equal(3628800, factorial.Call(10).As<long>());
    }

    [Fact]
    public void Functions_are_values()
    {
        Function twice = Function.Create(static args =>
        {
            Function f = args[0].As<Function>();
            return f.Call(f.Call(args[1]));
        });
        Function increment = Function.Create(static args => args[0].As<long>() + 1);
        Assert.Equal(42, twice.Call(increment, 40).As<long>());
    }

    [Fact]
    public void A_delegate_is_freed_with_its_function()
    {
        WeakReference Make()
        {
            using ObjectScope scope = ObjectScope.Enter();
            object state = new();
            Function function = Function.Create(_ => state.GetHashCode());
            Assert.Equal(state.GetHashCode(), function.Call().As<int>());
            return new WeakReference(state);
        }

        WeakReference state = Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(state.IsAlive);
    }

    [Fact]
    public void An_argument_that_is_missing_is_named()
    {
        Function first = Function.Create(static args => args[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => first.Call());
    }
}
