using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public unsafe class TensorAllocatorTests
{
    [Fact]
    public void Without_an_allocator_there_is_an_error()
    {
        Assert.Equal(0, TensorAllocator.Current);
        Assert.Contains(
            "TVMFFIEnvSetDLPackManagedTensorAllocator",
            Assert.Throws<TvmException>(() => Tensor.AllocateFromEnvironment([2], DataType.Float32, Device.Cpu)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_allocator_for_the_CPU_makes_tensors_on_the_CPU()
    {
        using (TensorAllocator.Use(TensorAllocator.Cpu))
        {
            Assert.Equal(TensorAllocator.Cpu, TensorAllocator.Current);
            using Tensor tensor = Tensor.AllocateFromEnvironment([2, 3], DataType.Float64, Device.Cpu);
            Assert.Equal([2, 3], tensor.Shape);
            Assert.Equal([3, 1], tensor.Strides);
            Assert.Equal(DataType.Float64, tensor.DataType);
            Assert.True(tensor.IsAligned(64));
            using Tensor scalar = Tensor.AllocateFromEnvironment([], DataType.Bool, Device.Cpu);
            Assert.Equal(1, scalar.ByteSize);
            TvmException error = Assert.Throws<TvmException>(
                () => Tensor.AllocateFromEnvironment([2], DataType.Float32, new Device(DeviceType.Cuda, 1)));
            Assert.Contains("cuda:1", error.Message, StringComparison.Ordinal);
            Assert.Equal("MemoryError", Assert.Throws<TvmException>(
                () => Tensor.AllocateFromEnvironment([1L << 60], DataType.Int8, Device.Cpu)).Kind);
            Assert.Throws<ArgumentException>(() => Tensor.AllocateFromEnvironment([-1], DataType.Int8, Device.Cpu));
        }

        Assert.Equal(0, TensorAllocator.Current);
    }

    [Fact]
    public void A_thread_has_its_own_and_uses_that_of_the_process_else()
    {
        nint other = (nint)(delegate* unmanaged[Cdecl]<void*, void**, void*, void*, int>)&Refuse;
        TensorAllocator.SetForProcess(TensorAllocator.Cpu);
        try
        {
            Assert.Equal(TensorAllocator.Cpu, TensorAllocator.Current);
            using (TensorAllocator.Use(other))
            {
                Assert.Equal(other, TensorAllocator.Current);
                Assert.Equal(TensorAllocator.Cpu, OnAnotherThread(static () => TensorAllocator.Current));
                TensorAllocator.SetForProcess(0);
                Assert.Equal(other, TensorAllocator.Current);
                Assert.Equal(0, OnAnotherThread(static () => TensorAllocator.Current));
                TensorAllocator.SetForProcess(TensorAllocator.Cpu);
            }

            Assert.Equal(TensorAllocator.Cpu, TensorAllocator.Current);
        }
        finally
        {
            TensorAllocator.SetForProcess(0);
        }

        Assert.Equal(0, TensorAllocator.Current);
    }

    [Fact]
    public void A_scope_ends_once()
    {
        TensorAllocator.Scope scope = TensorAllocator.Use(TensorAllocator.Cpu);
        scope.Dispose();
        using (TensorAllocator.Use(TensorAllocator.Cpu))
        {
            scope.Dispose();
            Assert.Equal(TensorAllocator.Cpu, TensorAllocator.Current);
        }
    }

    private static nint OnAnotherThread(Func<nint> read)
    {
        nint result = 0;
        Thread thread = new(() => result = read());
        thread.Start();
        thread.Join();
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Refuse(void* prototype, void** result, void* context, void* setError) => -1;
}
