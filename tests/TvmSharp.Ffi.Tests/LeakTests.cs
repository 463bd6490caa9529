using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

/// <summary>A million calls of each kind leave reference counts and native memory where they were.</summary>
public class LeakTests
{
    private const int Calls = 1_000_000;

    // What allocators and the runtime may keep for themselves; one leaked object a call would be 24 MB at least.
    private const long Tolerance = 12L << 20;

    // A host that is itself .NET has a heap of its own, which grows to its working size and then stops. A leak goes on.
    private const int MaxRounds = 6;

    [Fact]
    public void Integers() => Run(static (f, _) => f.Call(1L));

    [Fact]
    public void Short_strings() => Run(static (f, _) => f.Call("short"));

    [Fact]
    public void Long_strings() => Run(static (f, _) => f.Call("a string that needs an object of its own"));

    [Fact]
    public void Bytes()
    {
        byte[] bytes = new byte[40];
        Run((f, _) => f.Call(bytes));
    }

    [Fact]
    public void Objects() => Run(static (f, array) => f.Call(array));

    [Fact]
    public void New_arrays() => Run(static (f, array) => f.Call(TvmArray.Create<TvmObject>(array)));

    [Fact]
    public void New_functions() => Run(static (f, _) => f.Call(Function.Create(static args => args[0])));

    [Fact]
    public void Errors() => Run(
        static (_, array) =>
        {
            try
            {
                Function.Create(static args => throw new TvmException("ValueError", args[0].TypeName)).Call(array);
            }
            catch (TvmException)
            {
            }
        },
        Calls / 50);

    private static void Run(Action<Function, TvmArray<long>> call, int calls = Calls)
    {
        TvmArray<long> array = [1, 2, 3];
        Function echo = Function.Create(static args => args[0]);
        List<long> growth = [];
        do
        {
            long before = ResidentBytes();
            Repeat(call, echo, array, calls);
            growth.Add(ResidentBytes() - before);
        }
        while (growth[^1] >= Tolerance && growth.Count < MaxRounds);

        Assert.Equal(1, array.UseCount);
        Assert.Equal(1, echo.UseCount);
        Assert.True(
            growth[^1] < Tolerance,
            $"Resident memory grew by {string.Join(", ", growth.Select(static bytes => bytes >> 10))} KiB in rounds of {calls} calls.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Repeat(Action<Function, TvmArray<long>> call, Function echo, TvmArray<long> array, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            call(echo, array);
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // Managed memory has its own collector; what is left is native.
        return Environment.WorkingSet - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}
