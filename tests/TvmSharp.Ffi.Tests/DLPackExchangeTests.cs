using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

public unsafe class DLPackExchangeTests
{
    [Fact]
    public void Tensors_go_through_the_own_table_and_back()
    {
        DLPackExchange exchange = new(DLPackExchange.Own);
        using Tensor tensor = Tensor.CopyFrom<int>([1, 2, 3]);
        nint exported = exchange.Export(tensor);
        Assert.Equal(2, tensor.UseCount);
        using (Tensor imported = exchange.Import(exported))
        {
            Assert.Equal(tensor.Data, imported.Data);
            Assert.Equal([1, 2, 3], imported.AsSpan<int>());
            RefCount.Decrement((TVMFFIObject*)exported);
            Assert.Equal(2, tensor.UseCount);
        }

        Assert.Equal(1, tensor.UseCount);
        DLTensor borrowed;
        Assert.Equal(0, ((DLPackExchangeAPI*)DLPackExchange.Own)->DLTensorFromPyObjectNoSync(tensor.Handle, &borrowed));
        Assert.Equal([1, 2, 3], new TensorView(&borrowed).AsSpan<int>());
    }

    [Fact]
    public void Allocator_and_stream_are_the_frameworks()
    {
        DLPackExchange exchange = new(DLPackExchange.Own);
        Device cuda = new(DeviceType.Cuda);
        using (DeviceStream.Use(cuda, 0x10))
        {
            Assert.Equal(0x10, exchange.GetCurrentStream(cuda));
        }

        using (TensorAllocator.Use(exchange.Allocator))
        {
            using Tensor tensor = Tensor.AllocateFromEnvironment([4], DataType.Int8, Device.Cpu);
            Assert.Equal(4, tensor.ByteSize);
        }
    }

    [Fact]
    public void Tables_of_other_versions_are_gone_back_from()
    {
        DLPackExchangeAPI known = new() { Header = new() { Version = new() { Major = 1 } } };
        DLPackExchangeAPI newer = new() { Header = new() { Version = new() { Major = 2 }, PrevApi = &known.Header } };
        DLPackExchange exchange = new((nint)(&newer));
        Assert.Equal(0, exchange.Allocator);
        using Tensor tensor = Tensor.Zeros([1], DataType.Int8);
        Assert.Contains("current_work_stream", Assert.Throws<NotSupportedException>(() => exchange.GetCurrentStream(Device.Cpu)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => exchange.Import(1));
        Assert.Throws<NotSupportedException>(() => exchange.Export(tensor));
        newer.Header.PrevApi = null;
        nint address = (nint)Unsafe.AsPointer(ref newer);
        Assert.Contains("version 2", Assert.Throws<NotSupportedException>(() => new DLPackExchange(address)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DLPackExchange(0));
    }

    [Fact]
    public void What_fails_leaves_references_as_they_were()
    {
        DLPackExchangeAPI* failing = stackalloc DLPackExchangeAPI[1];
        *failing = new()
        {
            Header = new() { Version = new() { Major = 1 } },
            ManagedTensorFromPyObjectNoSync = &Fail,
            ManagedTensorToPyObjectNoSync = &FailToTake,
        };
        DLPackExchange exchange = new((nint)failing);
        using Tensor tensor = Tensor.Zeros([1], DataType.Int8);
        Assert.Throws<InvalidOperationException>(() => exchange.Export(tensor));
        Assert.Throws<InvalidOperationException>(() => exchange.Import(1));
        Assert.Equal(1, tensor.UseCount);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Fail(void* source, DLManagedTensorVersioned** result) => -1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FailToTake(DLManagedTensorVersioned* tensor, void** result) => -1;
}
