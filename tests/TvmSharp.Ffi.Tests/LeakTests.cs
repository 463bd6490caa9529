namespace TvmSharp.Ffi.Tests;

/// <summary>A million calls of each kind leave reference counts and native memory where they were.</summary>
public class LeakTests
{
    private readonly Function _echo = Function.Create(static args => args[0]);
    private readonly TvmArray<long> _array = [1, 2, 3];

    [Fact]
    public void Integers() => Run(() => _echo.Call(1L));

    [Fact]
    public void Short_strings() => Run(() => _echo.Call("short"));

    [Fact]
    public void Long_strings() => Run(() => _echo.Call("a string that needs an object of its own"));

    [Fact]
    public void Bytes()
    {
        byte[] bytes = new byte[40];
        Run(() => _echo.Call(bytes));
    }

    [Fact]
    public void Objects() => Run(() => _echo.Call(_array));

    [Fact]
    public void New_arrays() => Run(() => _echo.Call(TvmArray.Create<TvmObject>(_array)));

    [Fact]
    public void New_maps() => Run(() => _echo.Call(TvmMap.Create<string, TvmObject>([new("a key that is longer than seven", _array)])));

    [Fact]
    public void New_functions() => Run(() => _echo.Call(Function.Create(static args => args[0])));

    [Fact]
    public void Callbacks()
    {
        Function apply = Function.Create(static args => args[0].As<Function>().Call(args[1]));
        Run(() => apply.Call(_echo, _array));
    }

    [Fact]
    public void Exceptions_of_CSharp()
    {
        Function fail = Function.Create(static args => throw new TvmException("ValueError", args[0].TypeName));
        Run(() => Swallow(() => fail.Call(_array)));
    }

    [Fact]
    public void Exceptions_of_CSharp_through_a_walk()
    {
        StructuralWalk walk = new StructuralWalk().On<TvmArray<long>>(static _ => throw new TvmException("ValueError", "not walked"));
        LeakCheck.Run(() => Swallow(() => walk.Run(_array)), calls: 50_000);
        Assert.Equal(1, _array.UseCount);
    }

    [Fact]
    public void Errors_of_TVM()
    {
        Function size = Function.Get("ffi.ArraySize");
        Run(() => Swallow(() => size.Call(_echo)));
    }

    [Fact]
    public unsafe void A_leak_is_seen()
    {
        Exception failure = Assert.ThrowsAny<Exception>(
            static () => LeakCheck.Run(static () => RefCount.Increment(TvmArray.Create<long>(1).Handle), LeakCheck.Calls / 100));
        Assert.Contains("Native memory in use grew", failure.Message);
    }

    private static void Swallow(Action call)
    {
        try
        {
            call();
        }
        catch (TvmException)
        {
        }
    }

    private void Run(Action call)
    {
        LeakCheck.Run(call);
        Assert.Equal(1, _array.UseCount);
        Assert.Equal(1, _echo.UseCount);
    }
}
