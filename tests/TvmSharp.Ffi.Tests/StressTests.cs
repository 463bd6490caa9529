namespace TvmSharp.Ffi.Tests;

/// <summary>Many threads at once: what they share has exact reference counts at the end, and what they made is gone.</summary>
public class StressTests
{
    private const int Threads = 32;
    private const int Rounds = 2_000;

    private static int s_alive;

    [Fact]
    public void Threads_create_call_register_and_drop()
    {
        TvmArray<long> shared = TvmArray.Create<long>(1, 2, 3);
        Function sum = Function.Create(static args => ((Any)args[0]).AsArray<Any>().Sum(static item => item.As<long>()));
        Run(thread =>
        {
            string name = $"tvmsharp_tests.stress_{thread}";
            for (int round = 0; round < Rounds; round++)
            {
                using ObjectScope scope = ObjectScope.Enter();
                Assert.Equal(6, sum.Call(shared).As<long>());
                TvmArray<TvmObject> nested = TvmArray.Create<TvmObject>(shared, shared, sum);
                Assert.Equal(shared, nested[1]);
                TvmMap<string, long> map = TvmMap.Create<string, long>([new("thread", thread), new("round", round)]);
                Assert.Equal(thread, map["thread"]);

                Function mine = Function.Create(args => args[0].As<long>() + thread);
                Function.SetGlobal(name, mine);
                Assert.Equal(round + thread, Function.Get(name).Call(round).As<long>());
                Assert.True(Function.RemoveGlobal(name));
            }
        });

        Assert.Equal(1, shared.UseCount);
        Assert.Equal(1, sum.UseCount);
        Assert.DoesNotContain(Function.ListGlobalNames(), static name => name.StartsWith("tvmsharp_tests.stress_", StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_and_types_are_listed_while_others_are_registered()
    {
        Function one = Function.Create(static _ => 1);
        Run(thread =>
        {
            string name = $"tvmsharp_tests.listed_{thread}";
            for (int round = 0; round < 10; round++)
            {
                using ObjectScope scope = ObjectScope.Enter();
                switch (thread % 4)
                {
                    case 0:
                        for (int i = 0; i < 50; i++)
                        {
                            Function.SetGlobal($"{name}_{i}", one, "Listed.", overwrite: i % 2 == 0);
                        }

                        for (int i = 0; i < 50; i++)
                        {
                            Assert.True(Function.RemoveGlobal($"{name}_{i}"));
                        }

                        break;
                    case 1:
                        string key = $"tvmsharp_tests.stress.T{thread}_{round}";
                        TvmTypeInfo type = new TvmTypeBuilder(key).Field<long>("x").Register();
                        Assert.Equal(round, type.Create(round).GetField<long>("x"));
                        Assert.Contains(ObjectTypes.All, info => info.Key == key);
                        break;
                    case 2:
                        Assert.Contains("ffi.ArrayGetItem", Function.ListGlobalNames());
                        Assert.Contains(Function.ListGlobals(), static function => function.Name == "ffi.ArrayGetItem" && function.Schema is not null);
                        break;
                    default:
                        Assert.Contains(ObjectTypes.All, static info => info.Key == "ffi.Array");
                        Assert.NotEmpty(Function.GetGlobalMetadata("ffi.ArrayGetItem"));
                        break;
                }
            }
        });

        Assert.Equal(1, one.UseCount);
    }

    [Fact]
    public void Errors_of_threads_do_not_meet()
    {
        Function fail = Function.Create(static args => throw new TvmException("ValueError", $"of thread {args[0].As<long>()}"));
        Run(thread =>
        {
            for (int round = 0; round < Rounds / 20; round++)
            {
                TvmException error = Assert.Throws<TvmException>(() => fail.Call(thread));
                Assert.Equal($"of thread {thread}", error.Message);
                TvmException upstream = Assert.Throws<TvmException>(() => Function.Get("ffi.ArraySize").Call("text"));
                Assert.Equal("TypeError", upstream.Kind);
            }
        });
        Assert.Equal(1, fail.UseCount);
    }

    [Fact]
    public void Callbacks_are_freed_whichever_thread_drops_them_last()
    {
        s_alive = 0;
        Function keep = Function.Create(static args => args[0]);
        Run(_ =>
        {
            for (int round = 0; round < Rounds / 4; round++)
            {
                using ObjectScope scope = ObjectScope.Enter();
                Counted state = new();
                Function callback = Function.Create(_ => state.Value);
                Assert.Equal(7, keep.Call(callback).As<Function>().Call().As<long>());
            }
        });

        // Objects outside of any scope, and the delegates of the callbacks, are the collector's.
        for (int attempt = 0; attempt < 20 && Volatile.Read(ref s_alive) > 0; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, Volatile.Read(ref s_alive));
        Assert.Equal(1, keep.UseCount);
    }

    [Fact]
    public void Objects_without_a_scope_may_end_on_the_finalizer_thread()
    {
        TvmArray<long> shared = TvmArray.Create<long>(1, 2, 3);
        Run(_ =>
        {
            for (int round = 0; round < Rounds / 4; round++)
            {
                TvmArray<TvmObject> nested = TvmArray.Create<TvmObject>(shared);
                Assert.Equal(shared, nested[0]);
            }
        });
        for (int attempt = 0; attempt < 20 && shared.UseCount > 1; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(1, shared.UseCount);
    }

    /// <summary>Runs the same work on all threads, and rethrows what one of them threw.</summary>
    private static void Run(Action<int> work)
    {
        using Barrier start = new(Threads);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                work(index);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private sealed class Counted
    {
        internal Counted() => Interlocked.Increment(ref s_alive);

        ~Counted() => Interlocked.Decrement(ref s_alive);

        internal long Value { get; } = 7;
    }
}
