using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

/// <summary>An argument is borrowed from its caller, and stays alive during the call whatever the callee does.</summary>
public class LoanTests
{
    public static TheoryData<string> Ways => ["typed", "any", "view", "optional"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_tensor_that_is_disposed_by_the_function_it_is_an_argument_of_lives_until_that_returns(string way)
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor tensor = Tensor.CopyFrom<long>([1, 2, 3]);
        TvmWeakReference<Tensor> weak = new(tensor);
        bool aliveAfterDispose = false;
        int uses = 0;
        Function callback = Function.Create(args =>
        {
            uses = tensor.UseCount;
            tensor.Dispose();
            aliveAfterDispose = weak.IsAlive;
            return args[0].AsTensorView().ToArray<long>().Sum();
        });
        Assert.Equal(6, way switch
        {
            "typed" => callback.Call<Tensor, long>(tensor),
            "any" => callback.Call(tensor).As<long>(),
            "view" => TensorImports.Sum(callback, tensor.View),
            _ => callback.Call<Any, long>(tensor),
        });
        Assert.True(aliveAfterDispose);
        Assert.Equal(1, uses);
        Assert.False(weak.IsAlive);
        Assert.Throws<ObjectDisposedException>(() => tensor.Rank);
        Assert.Throws<ObjectDisposedException>(() => callback.Call<Tensor, long>(tensor));
    }

    [Fact]
    public void An_argument_cannot_be_moved_before_the_call_returns()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<long> array = [1, 2, 3];
        TvmWeakReference<TvmArray<long>> weak = new(array);
        Function callback = Function.Create(args =>
        {
            Assert.Contains("argument", Assert.Throws<InvalidOperationException>(array.Move).Message);
            return args[0].As<TvmObject>().UseCount;
        });
        Assert.Equal(2, callback.Call<TvmArray<long>, int>(array));
        Assert.Equal(2, callback.Call(array).As<int>());
        Assert.Equal(1, Function.Create(static args => args[0].As<TvmObject>().UseCount).Call<Moved, int>(array.Move()));
        Assert.False(weak.IsAlive);
    }

    [Fact]
    public void A_part_that_is_an_argument_keeps_the_whole_alive()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<TvmArray<long>> whole = [TvmArray.Create(1L, 2L)];
        TvmArray<long> part = whole[0];
        Function callback = Function.Create(args =>
        {
            Assert.Throws<InvalidOperationException>(whole.Move);

            // The part itself ends alone; its loan goes on.
            Moved moved = part.Move();
            Assert.Throws<ObjectDisposedException>(() => part.Count);
            Assert.Throws<InvalidOperationException>(whole.Move);
            return args[0].As<TvmArray<long>>().Count + Drop(moved);
        });
        Assert.Equal(2, callback.Call<TvmArray<long>, int>(part));
        Assert.Equal(1, UseOf(whole.Move()));
    }

    [Fact]
    public void A_failed_call_ends_its_loans()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor first = Tensor.CopyFrom<long>([1]);
        Tensor second = Tensor.CopyFrom<long>([2]);
        Function fail = Function.Create(static _ => throw new FormatException("no"));
        Assert.Throws<FormatException>(() => fail.Call<Tensor, Tensor, int>(first, second));
        Assert.Throws<FormatException>(() => fail.Call(first, second));
        second.Dispose();

        // The second argument cannot be written, the third is not reached.
        Assert.Throws<ObjectDisposedException>(() => fail.Call<Tensor, Tensor, Tensor, int>(first, second, first));
        Assert.Throws<ObjectDisposedException>(() => fail.Call(first, second, first));
        Assert.Throws<ArgumentNullException>(() => fail.Call<Tensor, Tensor, int>(first, null!));
        Assert.Equal(1, UseOf(first.Move()));
    }

    [Fact]
    public void A_function_that_moves_itself_runs_to_its_end()
    {
        TvmWeakReference<Function> weak = MoveItself();
        for (int attempt = 0; attempt < 20 && weak.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(weak.IsAlive);
    }

    [Fact]
    public void A_function_that_is_part_of_an_array_keeps_it_while_it_runs()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Function>? functions = null;
        using (ObjectScope.Enter())
        {
            functions = (TvmArray<Function>)TvmArray.Create(Function.Create(_ =>
            {
                Assert.Throws<InvalidOperationException>(functions!.Move);
                return 7;
            })).Keep();
        }

        Function function = functions[0];
        Assert.Equal(7, function.Call().As<int>());
        Assert.Equal(7, function.Call<int>());
        Assert.Equal(1, UseOf(functions.Move()));
    }

    [Fact]
    public void Objects_may_be_disposed_while_other_threads_pass_them()
    {
        const int Threads = 8;
        Function sum = (Function)Function.Create(static args => args[0].AsTensorView().ToArray<long>().Sum()).Keep();
        for (int round = 0; round < 200; round++)
        {
            Tensor tensor = Tensor.CopyFrom<long>([1, 2, 3]);
            TvmWeakReference<Tensor> weak = new(tensor);
            using Barrier start = new(Threads + 1);
            Exception? failure = null;
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    for (int i = 0; i < 1_000; i++)
                    {
                        Assert.Equal(6, sum.Call<Tensor, long>(tensor));
                    }
                }
                catch (ObjectDisposedException)
                {
                    // From then on it is gone for everybody.
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            start.SignalAndWait();
            Thread.SpinWait(round * 50);
            tensor.Dispose();
            Array.ForEach(threads, static thread => thread.Join());
            Assert.Null(failure);
            Assert.False(weak.IsAlive);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TvmWeakReference<Function> MoveItself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        bool alive = false;
        TvmWeakReference<Function>? weak = null;
        Function? self = null;
        self = Function.Create(_ =>
        {
            Assert.Equal(0, Drop(self!.Move()));
            alive = weak!.IsAlive;
            return 7;
        });
        weak = new(self);
        Assert.Equal(7, self.Call().As<int>());
        Assert.True(alive);
        Assert.Throws<ObjectDisposedException>(() => self.Call());
        return weak;
    }

    private static int Drop(Moved moved) => Function.Create(static args => args.Length - 1).Call<Moved, int>(moved);

    private static int UseOf(Moved moved) => Function.Create(static args => args[0].As<TvmObject>().UseCount).Call<Moved, int>(moved);

    /// <summary>A borrowed view as an argument, as generated code passes it.</summary>
    private static class TensorImports
    {
        internal static unsafe long Sum(Function function, TensorView view)
        {
            Abi.TVMFFIAny argument = default;
            Abi.TVMFFIAny result = default;
            try
            {
                Marshalling.TensorViewMarshaller.WriteArgument(view, &argument);
                function.CallRaw(&argument, 1, &result);
                return result.Int64;
            }
            finally
            {
                Marshalling.TensorViewMarshaller.ReleaseArgument(view, &argument);
            }
        }
    }
}
