using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

public unsafe class WeakReferenceTests
{
    [Fact]
    public void A_weak_reference_does_not_keep_its_object_alive()
    {
        // What other tests left behind counts too, and ends first.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        (int contents, int memory) = TestNode.Released;
        CreateAndForget(contents, memory);
        Collect(() => TestNode.Released.Memory == memory + 1);
        Assert.Equal((contents + 1, memory + 1), TestNode.Released);
    }

    [Fact]
    public void A_target_that_is_alive_comes_back_with_a_reference_of_its_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1, 2];
        TvmWeakReference<TvmArray<long>> weak = new(array);
        Assert.Equal(2u, WeakCount.Of(array.Handle));
        using (ObjectScope.Enter())
        {
            Assert.True(weak.TryGetTarget(out TvmArray<long>? target));
            Assert.Equal(2, target[1]);
            Assert.Equal(2, array.UseCount);
        }

        Assert.Equal(1, array.UseCount);
        Assert.True(weak.IsAlive);
        GC.KeepAlive(weak);
    }

    [Fact]
    public void Counts_are_exact_after_many_threads()
    {
        TvmArray<long> array = [1];
        Parallel.For(0, 32, _ => UseWeakly(array));
        Collect(() => WeakCount.Of(array.Handle) == 1);
        Assert.Equal(1u, WeakCount.Of(array.Handle));
        Assert.Equal(1, array.UseCount);
    }

    [Fact]
    public void Threads_that_race_with_the_end_get_the_object_or_nothing()
    {
        for (int round = 0; round < 200; round++)
        {
            (int contents, _) = TestNode.Released;
            TvmWeakReference<TvmObject> weak;
            int alive = 0;
            using (ObjectScope scope = ObjectScope.Enter())
            {
                weak = new(TestNode.Create());
                using Barrier start = new(3);
                Thread[] threads = new Thread[2];
                for (int i = 0; i < threads.Length; i++)
                {
                    threads[i] = new Thread(() =>
                    {
                        start.SignalAndWait();
                        using ObjectScope inner = ObjectScope.Enter();
                        while (weak.TryGetTarget(out TvmObject? target))
                        {
                            Assert.Equal(7, target.GetField<int>("id"));
                            Interlocked.Increment(ref alive);
                            inner.Dispose();
                            break;
                        }
                    });
                    threads[i].Start();
                }

                start.SignalAndWait();
                scope.Dispose();
                Array.ForEach(threads, static thread => thread.Join());
            }

            Assert.InRange(alive, 0, 2);
            Assert.False(weak.TryGetTarget(out _));
            Assert.Equal(contents + 1, TestNode.Released.Contents);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CreateAndForget(int contents, int memory)
    {
        TvmWeakReference<TvmObject> weak;
        using (ObjectScope.Enter())
        {
            weak = new(TestNode.Create());
            Assert.True(weak.IsAlive);
        }

        Assert.False(weak.IsAlive);
        Assert.False(weak.TryGetTarget(out TvmObject? gone));
        Assert.Null(gone);
        Assert.Equal((contents + 1, memory), TestNode.Released);
        GC.KeepAlive(weak);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseWeakly(TvmArray<long> array)
    {
        for (int i = 0; i < 1000; i++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            TvmWeakReference<TvmArray<long>> weak = new(array);
            Assert.True(weak.TryGetTarget(out TvmArray<long>? target));
            Assert.Equal(1, target[0]);
        }
    }

    private static void Collect(Func<bool> done)
    {
        for (int i = 0; i < 20 && !done(); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
