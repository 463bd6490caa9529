using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>
/// What tvm-ffi keeps for each thread stays on it: code that goes on elsewhere after an <c>await</c> finds nothing of it.
/// That no scope can be open across one is the compiler's to say, as they are ref structs.
/// </summary>
public sealed class AsynchronousCodeTests
{
    private static readonly Device Cuda = new(DeviceType.Cuda, 7);

    [Theory]
    [InlineData(typeof(ObjectScope))]
    [InlineData(typeof(DeviceStream))]
    [InlineData(typeof(TensorAllocator.Scope))]
    [InlineData(typeof(PackedArgs))]
    [InlineData(typeof(AnyView))]
    public void Scopes_and_borrowed_values_cannot_be_held_across_an_await(Type type) => Assert.True(type.IsByRefLike);

    [Fact]
    public async Task A_failed_call_leaves_no_error_behind_on_any_thread()
    {
        Function fail = Function.Create(static _ => throw new TvmException("ValueError", "of a callback"));
        for (int i = 0; i < 20; i++)
        {
            Assert.Throws<TvmException>(() => fail.Call());
            Assert.Throws<TvmException>(static () => Function.Get("ffi.ArraySize").Call("text"));
            Assert.False(fail.CallExpected<long>().HasValue);
            AssertNothingRaised();
            await Elsewhere();
            AssertNothingRaised();
        }
    }

    [Fact]
    public async Task Stream_and_allocator_are_those_of_the_thread_that_set_them()
    {
        (nint Stream, nint Allocator) here = Set(out Task<(nint Stream, nint Allocator)> elsewhere);
        Assert.Equal((0x70, TensorAllocator.Cpu), here);
        Assert.Equal((0, 0), await elsewhere);
        await Elsewhere();
        Assert.Equal((0, 0), Current());

        // What is asynchronous inside a callback starts without them, and ends without the callback's scope.
        Function callback = Function.Create(static args =>
        {
            TvmObject array = args[0].As<TvmObject>();
            Task<bool> later = Task.Run(async () =>
            {
                await Task.Yield();
                return array.UseCount > 0;
            });
            using DeviceStream stream = DeviceStream.Use(Cuda, 0x70);
            return later.GetAwaiter().GetResult();
        });
        Assert.True(callback.Call(TvmArray.Create<long>(1)).As<bool>());
        Assert.Equal((0, 0), Current());

        static (nint Stream, nint Allocator) Set(out Task<(nint Stream, nint Allocator)> elsewhere)
        {
            using DeviceStream stream = DeviceStream.Use(Cuda, 0x70);
            using TensorAllocator.Scope allocator = TensorAllocator.Use(TensorAllocator.Cpu);
            elsewhere = Task.Factory.StartNew(Current, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            // Waited for here, so that they are set on this thread while the other one looks.
            elsewhere.Wait();
            return Current();
        }
    }

    private static (nint Stream, nint Allocator) Current() => (DeviceStream.Current(Cuda), TensorAllocator.Current);

    /// <summary>Goes on on a thread that is not this one.</summary>
    private static async Task Elsewhere()
    {
        int thread = Environment.CurrentManagedThreadId;
        await Task.Factory.StartNew(
            static () => { }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        while (Environment.CurrentManagedThreadId == thread)
        {
            await Task.Factory.StartNew(
                static () => Thread.Sleep(1), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private static unsafe void AssertNothingRaised()
    {
        TVMFFIObject* raised;
        TvmRuntime.Api->TVMFFIErrorMoveFromRaised(&raised);
        Assert.True(raised == null);
    }
}
