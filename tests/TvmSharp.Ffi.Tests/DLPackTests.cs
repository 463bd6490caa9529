using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Tensors that come from elsewhere, whose deleter must be called exactly once.</summary>
public unsafe class DLPackTests
{
    private static int s_deleted;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_imported_tensor_shares_the_data_and_ends_it_once(bool versioned)
    {
        float* data = stackalloc float[] { 1, 2, 3, 4 };
        DLManagedTensorHandle source = Make(data, [2, 2], versioned);
        s_deleted = 0;
        using (Tensor tensor = Tensor.FromDLPack(source))
        {
            Assert.Throws<ObjectDisposedException>(() => source.Detach());
            Assert.Throws<ObjectDisposedException>(() => Tensor.FromDLPack(source));
            Assert.Equal((nint)data, tensor.Data);
            Assert.Equal([2, 2], tensor.Shape);
            Assert.Equal([2, 1], tensor.Strides);
            Assert.Equal([1, 2, 3, 4], tensor.AsSpan<float>());
            using Tensor view = tensor.Slice(1..);
            source.Dispose();
            Assert.Equal(0, s_deleted);
        }

        Assert.Equal(1, s_deleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tensor_that_is_refused_stays_the_callers(bool versioned)
    {
        byte* data = stackalloc byte[64];
        float* aligned = (float*)((((nint)data + 15) / 16 * 16) + 4);
        DLManagedTensorHandle source = Make(aligned, [2], versioned);
        s_deleted = 0;
        Assert.Contains("aligned", Assert.Throws<TvmException>(() => Tensor.FromDLPack(source, alignment: 16)).Message, StringComparison.Ordinal);
        Assert.Equal(0, s_deleted);
        using (Tensor tensor = Tensor.FromDLPack(source, alignment: 4, requireContiguous: true))
        {
            Assert.False(tensor.IsAligned(16));
        }

        Assert.Equal(1, s_deleted);
        source = Make(aligned, [2], versioned);
        source.Dispose();
        source.Dispose();
        Assert.Equal(2, s_deleted);
    }

    [Fact]
    public void A_tensor_that_must_be_contiguous_is()
    {
        using Tensor turned = Tensor.CopyFrom<int>([1, 2, 3, 4], [2, 2]).Permute(1, 0);
        using DLManagedTensorHandle handle = turned.ToDLPack();
        Assert.Contains("contiguous", Assert.Throws<TvmException>(() => Tensor.FromDLPack(handle, requireContiguous: true)).Message, StringComparison.Ordinal);
        using Tensor same = Tensor.FromDLPack(handle);
        Assert.Equal([1, 3, 2, 4], same.ToArray<int>());
    }

    [Fact]
    public void Another_version_of_DLPack_is_refused()
    {
        float* data = stackalloc float[2];
        DLManagedTensorHandle source = Make(data, [2], versioned: true, major: 2);
        s_deleted = 0;
        Assert.Contains("version 2", Assert.Throws<NotSupportedException>(() => Tensor.FromDLPack(source)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => source.IsReadOnly);
        source.Dispose();
        Assert.Equal(1, s_deleted);
    }

    [Fact]
    public void Flags_are_read_and_the_read_only_one_is_lost()
    {
        float* data = stackalloc float[2];
        DLManagedTensorHandle source = Make(data, [2], versioned: true, flags: DLPackConstants.FlagBitmaskReadOnly);
        Assert.True(source.IsReadOnly);
        Assert.False(source.IsCopied);
        using Tensor tensor = Tensor.FromDLPack(source);
        using DLManagedTensorHandle exported = tensor.ToDLPack();
        Assert.False(exported.IsReadOnly);
        using DLManagedTensorHandle copied = Make(data, [2], versioned: true, flags: DLPackConstants.FlagBitmaskIsCopied);
        Assert.True(copied.IsCopied);
        using DLManagedTensorHandle legacy = Make(data, [2], versioned: false);
        Assert.False(legacy.IsReadOnly);
        using DLManagedTensorHandle padded = Make(data, [2], versioned: true, flags: DLPackConstants.FlagBitmaskIsSubbyteTypePadded);
        Assert.Throws<TvmException>(() => Tensor.FromDLPack(padded));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_exported_tensor_holds_a_reference(bool versioned)
    {
        using Tensor tensor = Tensor.CopyFrom<double>([1, 2]);
        DLManagedTensorHandle handle = tensor.ToDLPack(versioned);
        Assert.Equal(versioned, handle.IsVersioned);
        Assert.Equal(2, tensor.UseCount);
        using (Tensor again = Tensor.FromDLPack(handle))
        {
            Assert.Equal(tensor.Data, again.Data);
            Assert.Equal(2, tensor.UseCount);
        }

        Assert.Equal(1, tensor.UseCount);
        nint detached = tensor.ToDLPack(versioned).Detach();
        Assert.Equal(2, tensor.UseCount);
        new DLManagedTensorHandle(detached, versioned).Dispose();
        Assert.Equal(1, tensor.UseCount);
    }

    [Fact]
    public void A_handle_that_is_forgotten_ends_its_tensor()
    {
        using Tensor tensor = Tensor.CopyFrom<double>([1, 2]);
        Forget(tensor);
        for (int i = 0; i < 10 && tensor.UseCount > 1; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(1, tensor.UseCount);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(Tensor tensor)
        {
            tensor.ToDLPack();
            Assert.Equal(2, tensor.UseCount);
        }
    }

    [Fact]
    public void A_tensor_elsewhere_has_no_span()
    {
        DLManagedTensorHandle source = Make((float*)0x1000, [2, 3], versioned: true, device: new Device(DeviceType.Cuda, 1));
        using Tensor tensor = Tensor.FromDLPack(source);
        Assert.Equal(new Device(DeviceType.Cuda, 1), tensor.Device);
        Assert.Contains("cuda:1", Assert.Throws<InvalidOperationException>(() => { _ = tensor.AsSpan<float>(); }).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => { _ = tensor.AsTensorSpan<float>(); });
        Assert.Throws<InvalidOperationException>(() => { _ = tensor.AsBytes(); });
        Assert.Throws<InvalidOperationException>(() => tensor.ToArray<float>());
        using Tensor row = tensor.Select(0, 1);
        Assert.Equal(0x1000 + 12, row.Data);
        Assert.Equal(0, row.ByteOffset);
    }

    [Fact]
    public void A_handle_of_a_device_is_not_added_to()
    {
        DLManagedTensorHandle source = Make((float*)0x1000, [2, 3], versioned: true, device: new Device(DeviceType.Vulkan));
        using Tensor tensor = Tensor.FromDLPack(source);
        using Tensor row = tensor.Select(0, 1);
        Assert.Equal((0x1000, 12), (row.Data, row.ByteOffset));
        Assert.True(tensor.IsAligned(64));
        Assert.False(row.IsAligned(64));
    }

    [Fact]
    public void Data_that_is_missing_is_an_error()
    {
        using Tensor tensor = Tensor.FromDLPack(Make(null, [2], versioned: true));
        Assert.Contains("no data", Assert.Throws<InvalidOperationException>(() => { _ = tensor.AsSpan<float>(); }).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => { _ = tensor.AsTensorSpan<float>(); });
        Assert.Throws<InvalidOperationException>(() => tensor.ToArray<float>());
    }

    [Fact]
    public void A_byte_offset_is_where_the_data_begins()
    {
        float* data = stackalloc float[] { 1, 2, 3, 4 };
        using Tensor tensor = Tensor.FromDLPack(Make(data, [2], versioned: true, byteOffset: 8));
        Assert.Equal(8, tensor.ByteOffset);
        Assert.Equal([3, 4], tensor.AsSpan<float>());
        Assert.Equal(4, tensor.AsTensorSpan<float>()[1]);
        Assert.Equal([3, 4], tensor.ToArray<float>());
        using Tensor last = tensor.Slice(1..);
        Assert.Equal([4], last.AsSpan<float>());
    }

    [Fact]
    public void A_handle_is_of_something()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DLManagedTensorHandle(0, isVersioned: true));
        Assert.Throws<ArgumentNullException>(() => Tensor.FromDLPack(null!));
        using Tensor tensor = Tensor.Zeros([1], DataType.Int8);
        using DLManagedTensorHandle handle = tensor.ToDLPack();
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromDLPack(handle, alignment: -1));
    }

    /// <summary>A tensor of float32 with a deleter that counts; without strides.</summary>
    internal static DLManagedTensorHandle Make(
        float* data, ReadOnlySpan<long> shape, bool versioned, uint major = 1, ulong flags = 0, Device? device = null, ulong byteOffset = 0)
    {
        int head = sizeof(DLManagedTensorVersioned);
        byte* block = (byte*)NativeMemory.AllocZeroed((nuint)(head + (shape.Length * sizeof(long))));
        long* extents = (long*)(block + head);
        shape.CopyTo(new(extents, shape.Length));
        DLTensor tensor = new()
        {
            Data = data,
            Device = device ?? Device.Cpu,
            NDim = shape.Length,
            DType = DataType.Float32,
            Shape = extents,
            ByteOffset = byteOffset,
        };
        if (versioned)
        {
            *(DLManagedTensorVersioned*)block = new() { Version = new() { Major = major }, Deleter = &Delete, Flags = flags, DLTensor = tensor };
        }
        else
        {
            *(DLManagedTensor*)block = new() { DLTensor = tensor, Deleter = &Delete };
        }

        return new((nint)block, versioned);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self)
    {
        s_deleted++;
        NativeMemory.Free(self);
    }
}
