using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Tests;

public unsafe class TensorTests
{
    private static readonly float[] Six = [0, 1, 2, 3, 4, 5];

    [Fact]
    public void A_tensor_has_what_it_was_made_with()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        Assert.Equal("ffi.Tensor", tensor.TypeKey);
        Assert.Equal(DataType.Float32, tensor.DataType);
        Assert.Equal(Device.Cpu, tensor.Device);
        Assert.Equal(2, tensor.Rank);
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal([3, 1], tensor.Strides);
        Assert.Equal(0, tensor.ByteOffset);
        Assert.Equal(6, tensor.ElementCount);
        Assert.Equal(24, tensor.ByteSize);
        Assert.True(tensor.IsContiguous);
        Assert.True(tensor.IsAligned(64));
        Assert.Equal(Six, tensor.AsSpan<float>());
        Assert.Equal(1, tensor.UseCount);
        Assert.Equal("float32[2, 3]@cpu:0", tensor.ToString());
        Assert.Equal(tensor.ToString(), tensor.View.ToString());
    }

    [Fact]
    public void A_tensor_that_is_not_filled_is_aligned()
    {
        using Tensor empty = Tensor.Empty([5], DataType.Int64);
        Assert.True(empty.IsAligned(64));
        Assert.Equal(5, empty.AsSpan<long>().Length);
        using Tensor zeros = Tensor.Zeros([1000], DataType.Float64);
        Assert.Equal(new double[1000], zeros.ToArray<double>());
        using Tensor scalar = Tensor.Zeros([], DataType.Int32);
        Assert.Equal(0, scalar.Rank);
        Assert.Equal(1, scalar.ElementCount);
        Assert.Equal([0], scalar.AsSpan<int>());
        Assert.True(scalar.IsContiguous);
        Assert.Equal([1], scalar.AsTensorSpan<int>().Lengths);
        Assert.Equal([0], scalar.ToArray<int>());
    }

    [Fact]
    public void An_empty_tensor_has_no_data()
    {
        using Tensor tensor = Tensor.Zeros([2, 0, 3], DataType.Float32);
        Assert.Equal(0, tensor.ElementCount);
        Assert.Equal(0, tensor.ByteSize);
        Assert.Equal(0, tensor.Data);
        Assert.True(tensor.IsContiguous);
        Assert.True(tensor.AsSpan<float>().IsEmpty);
        Assert.Empty(tensor.ToArray<float>());
        Assert.Equal(0, tensor.AsTensorSpan<float>().FlattenedLength);
        Assert.Equal([2, 0, 3], tensor.AsTensorSpan<float>().Lengths);
    }

    [Fact]
    public void Writes_through_a_span_are_what_TVM_sees()
    {
        using Tensor tensor = Tensor.Zeros([3], DataType.Int32);
        tensor.AsSpan<int>()[1] = 7;
        Tensor same = Function.Create(static args =>
        {
            Tensor given = args[0].As<Tensor>();
            given.AsSpan<int>()[2] = given.AsSpan<int>()[1] + 1;
            return given;
        }).Call(tensor).As<Tensor>();
        Assert.True(same == tensor);
        Assert.Equal([0, 7, 8], tensor.AsReadOnlySpan<int>());
        same.Dispose();
        Assert.Equal([0, 7, 8], tensor.AsReadOnlySpan<int>());
    }

    [Fact]
    public void All_types_of_dotnet_are_element_types()
    {
        Check<sbyte>([-1, 2], "int8");
        Check<short>([-1, 2], "int16");
        Check<int>([-1, 2], "int32");
        Check<long>([-1, 2], "int64");
        Check<byte>([1, 2], "uint8");
        Check<ushort>([1, 2], "uint16");
        Check<uint>([1, 2], "uint32");
        Check<ulong>([1, 2], "uint64");
        Check<Half>([(Half)1.5, Half.NegativeInfinity], "float16");
        Check<float>([1.5f, float.NaN], "float32");
        Check<double>([1.5, double.NaN], "float64");
        Check<bool>([true, false], "bool");
        Check<nint>([1, 2], "handle");

        static void Check<T>(T[] elements, string type)
            where T : unmanaged
        {
            using Tensor tensor = Tensor.CopyFrom<T>(elements);
            Assert.Equal(type, tensor.DataType.ToString());
            Assert.Equal(elements, tensor.AsSpan<T>().ToArray());
            Assert.Equal(elements, tensor.ToArray<T>());
            Assert.Equal(sizeof(T) * 2, tensor.AsBytes().Length);
        }
    }

    [Fact]
    public void Complex_numbers_are_elements()
    {
        using Tensor tensor = Tensor.CopyFrom<Complex>([new(1, 2), new(3, 4)]);
        Assert.Equal(32, tensor.ByteSize);
        Assert.Equal(new Complex(3, 4), tensor.AsSpan<Complex>()[1]);
    }

    [Fact]
    public void Types_that_dotnet_lacks_are_read_as_their_bits()
    {
        using Tensor brain = Tensor.CopyFrom<ushort>([0x3F80, 0x4000], [2], DataType.BFloat16);
        Assert.Equal<ushort>([0x3F80, 0x4000], brain.AsSpan<ushort>().ToArray());
        using Tensor eight = Tensor.CopyFrom<byte>([1, 2, 3], [3], DataType.Float8E4M3Fn);
        Assert.Equal<byte>([1, 2, 3], eight.AsSpan<byte>().ToArray());
        Assert.Throws<InvalidCastException>(() => { _ = brain.AsSpan<Half>(); });
        using Tensor bits = Tensor.CopyFrom<byte>([0b1010_0101, 0b1], [9], new DataType(DataTypeCode.UInt, 1));
        Assert.Equal(2, bits.ByteSize);
        Assert.Equal<byte>([0b1010_0101, 0b1], bits.AsBytes().ToArray());
        using Tensor fours = Tensor.Zeros([3, 3], DataType.Float4E2M1Fn);
        Assert.Equal(5, fours.ByteSize);
        Assert.Contains("AsBytes", Assert.Throws<InvalidCastException>(() => { _ = fours.AsSpan<byte>(); }).Message, StringComparison.Ordinal);
        using Tensor sixes = Tensor.Zeros([4], new DataType(DataTypeCode.Float6E2M3Fn, 6));
        Assert.Equal(3, sixes.AsBytes().Length);
    }

    [Fact]
    public void Vectors_are_as_many_items_as_they_have_lanes()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [3], DataType.Float32.WithLanes(2));
        Assert.Equal(3, tensor.ElementCount);
        Assert.Equal(24, tensor.ByteSize);
        Assert.Equal(Six, tensor.AsSpan<float>());
        Assert.Throws<InvalidCastException>(() => { _ = tensor.AsTensorSpan<float>(); });
        using Tensor half = tensor.CreateUnsafeView([2], [2]);
        Assert.Equal([0, 1, 4, 5], half.ToArray<float>());
    }

    [Fact]
    public void Managed_memory_is_shared_and_not_copied()
    {
        float[] array = [.. Six];
        using Tensor tensor = Tensor.FromMemory<float>(array, [3, 2]);
        array[5] = 50;
        Assert.Equal(50, tensor.AsSpan<float>()[5]);
        tensor.AsSpan<float>()[0] = -1;
        Assert.Equal(-1, array[0]);
        GC.Collect();
        GC.Collect();
        fixed (float* pinned = array)
        {
            Assert.Equal((nint)pinned, tensor.Data);
        }

        using Tensor part = Tensor.FromMemory(array.AsMemory(2, 3));
        Assert.Equal([2, 3, 4], part.AsSpan<float>());
        using Tensor none = Tensor.FromMemory<float>(Array.Empty<float>());
        Assert.Equal(0, none.ElementCount);
        using Tensor bytes = Tensor.FromMemory<byte>(new byte[8], [2], DataType.Float32);
        Assert.Equal([0f, 0f], bytes.AsSpan<float>());
    }

    [Fact]
    public void Managed_memory_is_let_go_with_the_last_reference()
    {
        WeakReference memory = Share(out DLManagedTensorHandle handle);
        Collect();
        Assert.True(memory.IsAlive);
        handle.Dispose();
        Collect();
        Assert.False(memory.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Share(out DLManagedTensorHandle handle)
        {
            float[] array = new float[16];
            using Tensor tensor = Tensor.FromMemory<float>(array);
            handle = tensor.ToDLPack();
            return new WeakReference(array);
        }

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }

    [Fact]
    public void Shapes_that_cannot_be_are_errors()
    {
        Assert.Contains("[2, -1]", Assert.Throws<ArgumentException>(() => Tensor.Empty([2, -1], DataType.Int8)).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => Tensor.Empty([long.MaxValue, 3], DataType.Int8));
        Assert.Throws<OverflowException>(() => Tensor.Empty([long.MaxValue], DataType.Float64));
        Assert.Throws<OutOfMemoryException>(() => Tensor.Empty([1L << 60], DataType.Int8));
        Assert.Contains("6 items", Assert.Throws<ArgumentException>(() => Tensor.CopyFrom<float>([1], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.FromMemory<float>(new float[5], [2, 3]));
        Assert.Throws<InvalidCastException>(() => Tensor.CopyFrom<float>([1], [1], DataType.Int32));
        Assert.Throws<NotSupportedException>(() => Tensor.CopyFrom<Guid>([default]));
    }

    [Fact]
    public void Another_element_type_names_both()
    {
        using Tensor tensor = Tensor.Zeros([2], DataType.Float32);
        string message = Assert.Throws<InvalidCastException>(() => { _ = tensor.AsSpan<int>(); }).Message;
        Assert.Contains("`float32`", message, StringComparison.Ordinal);
        Assert.Contains("`int32`", message, StringComparison.Ordinal);
        Assert.Contains("Guid", Assert.Throws<InvalidCastException>(() => { _ = tensor.AsSpan<Guid>(); }).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => { _ = tensor.AsTensorSpan<uint>(); });
        Assert.Throws<InvalidCastException>(() => tensor.ToArray<double>());
    }

    [Fact]
    public void A_disposed_tensor_is_not_usable()
    {
        Tensor tensor = Tensor.Zeros([2], DataType.Float32);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.Rank);
        Assert.Throws<ObjectDisposedException>(() => { _ = tensor.AsSpan<float>(); });
        Assert.Throws<ObjectDisposedException>(() => tensor.ToDLPack());
        Assert.Throws<ObjectDisposedException>(() => tensor.Slice(..));
        Assert.Throws<ObjectDisposedException>(() => Function.Create(static args => args[0]).Call(tensor));
        Assert.Contains("released", tensor.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_an_element_leaves_its_container()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<Tensor> array = [Tensor.CopyFrom<int>([1]), Tensor.CopyFrom<int>([2])];
        array[0].Dispose();
        Assert.Equal([1], array[0].AsSpan<int>());
        Assert.Equal([2], array[1].AsSpan<int>());
    }

    [Fact]
    public void Slices_share_the_data()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        using Tensor row = tensor.Slice(1..);
        Assert.Equal([1, 3], row.Shape);
        Assert.True(row.IsContiguous);
        Assert.Equal([3, 4, 5], row.AsSpan<float>());
        using Tensor column = tensor.Slice(.., ^1..);
        Assert.Equal([2, 1], column.Shape);
        Assert.False(column.IsContiguous);
        Assert.Equal([2, 5], column.ToArray<float>());
        row.AsSpan<float>()[2] = 9;
        Assert.Equal([2, 9], column.ToArray<float>());
        using Tensor selected = tensor.Select(1, 0);
        Assert.Equal([2], selected.Shape);
        Assert.Equal([0, 3], selected.ToArray<float>());
        using Tensor none = tensor.Slice(2.., 3..);
        Assert.Equal([0, 0], none.Shape);
        Assert.Equal(3, tensor.UseCount - 2);
    }

    [Fact]
    public void A_view_keeps_the_data_alive()
    {
        Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        using Tensor row = tensor.Select(0, 1);
        tensor.Dispose();
        Assert.Equal([3, 4, 5], row.AsSpan<float>());
    }

    [Fact]
    public void Slices_outside_the_tensor_are_errors()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        Assert.Contains("dimension 1", Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Slice(.., 1..4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Slice(^3..));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Slice(2..1));
        Assert.Throws<ArgumentException>(() => tensor.Slice(.., .., ..));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Select(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Select(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Select(0, -1));
        Assert.Throws<ArgumentException>(() => tensor.CreateUnsafeView([2], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.CreateUnsafeView([1], [1], -1));
        using Tensor bits = Tensor.Zeros([16], new DataType(DataTypeCode.UInt, 1));
        Assert.Equal(1, bits.Slice(8..).AsBytes().Length);
        Assert.Contains("byte", Assert.Throws<ArgumentException>(() => bits.Slice(3..)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_is_given_another_shape_or_order()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        using Tensor flat = tensor.Reshape(-1);
        Assert.Equal([6], flat.Shape);
        Assert.Equal(Six, flat.AsSpan<float>());
        using Tensor tall = tensor.Reshape(3, -1, 1);
        Assert.Equal([3, 2, 1], tall.Shape);
        using Tensor turned = tensor.Permute(1, 0);
        Assert.Equal([3, 2], turned.Shape);
        Assert.Equal([1, 3], turned.Strides);
        Assert.Equal([0, 3, 1, 4, 2, 5], turned.ToArray<float>());
        Assert.Contains("not contiguous", Assert.Throws<InvalidOperationException>(() => turned.Reshape(6)).Message, StringComparison.Ordinal);
        Assert.Contains("6 elements", Assert.Throws<ArgumentException>(() => tensor.Reshape(4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => tensor.Reshape(4, -1));
        Assert.Throws<ArgumentException>(() => tensor.Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => tensor.Permute(0, 0));
        Assert.Throws<ArgumentException>(() => tensor.Permute(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Permute(0, 2));
        using Tensor scalar = Tensor.Zeros([1], DataType.Int8).Reshape();
        Assert.Equal(0, scalar.Rank);
    }

    [Fact]
    public void What_is_not_contiguous_has_no_span()
    {
        using Tensor turned = Tensor.CopyFrom<float>(Six, [2, 3]).Permute(1, 0);
        string message = Assert.Throws<InvalidOperationException>(() => { _ = turned.AsSpan<float>(); }).Message;
        Assert.Contains("[3, 2]", message, StringComparison.Ordinal);
        Assert.Contains("[1, 3]", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => { _ = turned.AsBytes(); });
        float[] short5 = new float[5];
        Assert.Throws<ArgumentException>(() => turned.CopyTo<float>(short5));
    }

    [Fact]
    public void Tensor_spans_have_shape_and_strides()
    {
        using Tensor tensor = Tensor.CopyFrom<float>(Six, [2, 3]);
        TensorSpan<float> span = tensor.AsTensorSpan<float>();
        Assert.Equal([2, 3], span.Lengths);
        Assert.Equal(5, span[1, 2]);
        span[0, 0] = 10;
        Assert.Equal(10, tensor.AsSpan<float>()[0]);
        Assert.Equal(25, System.Numerics.Tensors.Tensor.Sum<float>(tensor.AsReadOnlyTensorSpan<float>()));

        using Tensor column = tensor.Slice(.., 1..);
        TensorSpan<float> part = column.AsTensorSpan<float>();
        Assert.Equal([2, 2], part.Lengths);
        Assert.Equal(4, part[1, 0]);
        Assert.Equal(12, System.Numerics.Tensors.Tensor.Sum<float>(column.AsReadOnlyTensorSpan<float>()));

        using Tensor turned = tensor.Permute(1, 0);
        ReadOnlyTensorSpan<float> across = turned.AsReadOnlyTensorSpan<float>();
        Assert.Equal([3, 2], across.Lengths);
        Assert.Equal(3, across[0, 1]);
        using Tensor copied = Tensor.CopyFrom(across);
        Assert.Equal([3, 2], copied.Shape);
        Assert.Equal(turned.ToArray<float>(), copied.AsSpan<float>());

        using Tensor repeated = tensor.CreateUnsafeView([4, 3], [0, 1]);
        Assert.Equal(2, repeated.AsTensorSpan<float>()[3, 2]);
    }

    [Fact]
    public void Tensors_are_read_from_containers_and_views_of_arguments()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Tensor tensor = Tensor.CopyFrom<int>([1, 2, 3]);
        TvmArray<Tensor> array = [tensor];
        Assert.True(array[0] == tensor);
        Assert.Equal(tensor, ((Any)tensor).As<Tensor>());
        Assert.Throws<InvalidCastException>(() => ((Any)array).As<Tensor>());
        Function rank = Function.Create(static args => args[0].AsTensorView().Rank);
        Assert.Equal(1, rank.Call(tensor).As<int>());
        Assert.Contains("DLTensor*", Assert.Throws<InvalidCastException>(() => rank.Call(1)).Message, StringComparison.Ordinal);
    }
}
