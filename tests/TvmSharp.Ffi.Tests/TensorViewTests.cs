using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi.Tests;

public unsafe class TensorViewTests
{
    [Fact]
    public void A_bare_tensor_is_read_without_strides()
    {
        int* data = stackalloc int[] { 1, 2, 3, 4, 5, 6 };
        long* shape = stackalloc long[] { 2, 3 };
        DLTensor bare = new() { Data = data, Device = Device.Cpu, NDim = 2, DType = DataType.Int32, Shape = shape };
        TensorView view = new(&bare);
        Assert.Equal([3, 1], view.Strides);
        Assert.True(view.IsContiguous);
        Assert.Equal([1, 2, 3, 4, 5, 6], view.AsSpan<int>());
        Assert.Equal(6, view.AsTensorSpan<int>()[1, 2]);
        Assert.Equal("int32[2, 3]@cpu:0", view.ToString());
    }

    [Fact]
    public void Negative_strides_are_copied_but_not_spanned()
    {
        int* data = stackalloc int[] { 1, 2, 3 };
        long* numbers = stackalloc long[] { 3, -1 };
        DLTensor bare = new() { Data = data + 2, Device = Device.Cpu, NDim = 1, DType = DataType.Int32, Shape = numbers, Strides = numbers + 1 };
        nint address = (nint)(&bare);
        Assert.Equal([3, 2, 1], new TensorView(&bare).ToArray<int>());
        Assert.Contains("[-1]", Assert.Throws<NotSupportedException>(() => { _ = new TensorView((DLTensor*)address).AsTensorSpan<int>(); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_span_can_hold_is_an_error()
    {
        long extent = 1L << 32;
        DLTensor bare = new() { Data = (void*)0x1000, Device = Device.Cpu, NDim = 1, DType = DataType.Int8, Shape = &extent };
        nint address = (nint)(&bare);
        Assert.Contains("4294967296", Assert.Throws<InvalidOperationException>(() => { _ = new TensorView((DLTensor*)address).AsSpan<sbyte>(); }).Message, StringComparison.Ordinal);
        TensorSpan<sbyte> span = new TensorView(&bare).AsTensorSpan<sbyte>();
        Assert.Equal(extent, span.FlattenedLength);
    }

    [Fact]
    public void A_view_of_nothing_is_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => default(TensorView).Rank);
        Assert.Throws<ArgumentNullException>(() => new TensorView(null).Rank);
        Assert.Equal(nameof(TensorView), default(TensorView).ToString());
    }

    [Fact]
    public void Arguments_are_bare_tensors_and_tensor_objects()
    {
        long extent = 4;
        int* data = stackalloc int[4];
        DLTensor bare = new() { Data = data, Device = Device.Cpu, NDim = 1, DType = DataType.Int32, Shape = &extent };
        Assert.Equal("DLTensor*", TensorViewMarshaller.TypeName);
        TVMFFIAny any;
        TensorViewMarshaller.WriteArgument(new(&bare), &any);
        Assert.Equal(TypeIndex.DLTensorPtr, any.TypeIndex);
        Assert.True(TensorViewMarshaller.TryRead(&any, out TensorView view));
        Assert.Equal(4, view.ElementCount);
        Assert.Equal("DLTensor*", new AnyView(&any).TypeName);
        Assert.Equal(AnyKind.TensorPtr, new AnyView(&any).Kind);

        any.Ptr = null;
        Assert.False(TensorViewMarshaller.TryRead(&any, out _));
        any = new() { TypeIndex = TypeIndex.Int };
        Assert.False(TensorViewMarshaller.TryRead(&any, out _));
        Assert.Throws<NotSupportedException>(() =>
        {
            TVMFFIAny result;
            TensorViewMarshaller.Write(default, &result);
        });
    }

    [Fact]
    public void A_callback_takes_a_bare_tensor()
    {
        using ObjectScope scope = ObjectScope.Enter();
        long extent = 3;
        int* data = stackalloc int[] { 1, 2, 3 };
        DLTensor bare = new() { Data = data, Device = Device.Cpu, NDim = 1, DType = DataType.Int32, Shape = &extent };
        Function sum = Function.Create(static args => TensorPrimitives.Sum<int>(args[0].AsTensorView().AsReadOnlySpan<int>()));
        TVMFFIAny argument = new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = &bare };
        TVMFFIAny result = default;
        sum.CallRaw(&argument, 1, &result);
        Assert.Equal(6, result.Int64);

        // It has no owner, so that nothing that outlives the call can be made of it.
        Function keep = Function.Create(static args => args[0].ToAny());
        nint address = (nint)(&bare);
        Assert.Throws<InvalidCastException>(() =>
        {
            TVMFFIAny bareAgain = new() { TypeIndex = TypeIndex.DLTensorPtr, Ptr = (void*)address };
            TVMFFIAny none = default;
            keep.CallRaw(&bareAgain, 1, &none);
        });
    }

    [Fact]
    public void A_view_keeps_its_tensor_alive()
    {
        TensorView view = Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal([7, 8], view.AsSpan<int>());
        GC.KeepAlive(view.ToString());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static TensorView Make() => Tensor.CopyFrom<int>([7, 8]);
    }
}
