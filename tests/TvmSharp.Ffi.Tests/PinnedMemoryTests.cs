using System.Buffers;

namespace TvmSharp.Ffi.Tests;

/// <summary>Tensors over memory that somebody manages: it is pinned once, and let go of when the last reference ends.</summary>
public class PinnedMemoryTests
{
    [Fact]
    public void Memory_is_let_go_of_with_the_last_reference()
    {
        using Manager manager = new(fails: false);
        using (ObjectScope.Enter())
        {
            Tensor tensor = Tensor.FromMemory(manager.Memory);
            Assert.Equal((1, 0), (manager.Pinned, manager.Unpinned));
            TvmArray<Tensor> holder = [tensor];
            tensor.AsSpan<long>()[1] = 7;
            tensor.Dispose();
            Assert.Equal((1, 0), (manager.Pinned, manager.Unpinned));
            Assert.Equal([0, 7, 0], holder[0].ToArray<long>());
        }

        Assert.Equal((1, 1), (manager.Pinned, manager.Unpinned));
        Assert.Equal(7, manager.Memory.Span[1]);
    }

    [Fact]
    public void Part_of_the_memory_is_where_it_begins()
    {
        using Manager manager = new(fails: false);
        manager.Memory.Span[2] = 5;
        using (Tensor tensor = Tensor.FromMemory(manager.Memory[2..]))
        {
            Assert.Equal([5], tensor.ToArray<long>());
        }

        Assert.Equal((1, 1), (manager.Pinned, manager.Unpinned));
    }

    [Fact]
    public void Memory_that_cannot_be_pinned_is_an_error_and_nothing_is_let_go_of()
    {
        using Manager manager = new(fails: true);
        Assert.Contains("not now", Assert.Throws<InvalidOperationException>(() => Tensor.FromMemory(manager.Memory)).Message);
        Assert.Equal((0, 0), (manager.Pinned, manager.Unpinned));
    }

    [Fact]
    public void Wrong_sizes_are_refused_before_anything_is_pinned()
    {
        using Manager manager = new(fails: false);
        Assert.Throws<ArgumentException>(() => Tensor.FromMemory(manager.Memory, [2]));
        Assert.Equal((0, 0), (manager.Pinned, manager.Unpinned));
    }

    [Fact]
    public void A_manager_that_throws_when_memory_is_let_go_of_harms_nobody()
    {
        using Manager manager = new(fails: false) { UnpinFails = true };
        Tensor tensor = Tensor.FromMemory(manager.Memory);
        tensor.Dispose();
        Assert.Equal((1, 1), (manager.Pinned, manager.Unpinned));
        Assert.Equal(6, Function.From(static (long x) => x + 1).Call<long, long>(5));
    }

    private sealed unsafe class Manager(bool fails) : MemoryManager<long>
    {
        private readonly long[] _data = GC.AllocateArray<long>(3, pinned: true);

        internal int Pinned { get; private set; }

        internal int Unpinned { get; private set; }

        internal bool UnpinFails { get; init; }

        public override Span<long> GetSpan() => _data;

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            if (fails)
            {
                throw new InvalidOperationException("not now");
            }

            Pinned++;
            return new((void*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_data, elementIndex), pinnable: this);
        }

        public override void Unpin()
        {
            Unpinned++;
            if (UnpinFails)
            {
                throw new InvalidOperationException("not now either");
            }
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
