using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Tensors through the C ABI: DLPack in and out, views, and who frees what.</summary>
public unsafe class AbiTensorTests
{
    private const ulong SubbytePadded = 4;

    private static int s_deleted;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tensor_borrows_its_data_and_frees_it_once(bool versioned)
    {
        using Capsule capsule = new([2, 3], [3, 1], versioned);
        TVMFFIObject* tensor = From(capsule);
        Assert.Equal(TypeIndex.Tensor, tensor->TypeIndex);
        DLTensor* header = (DLTensor*)(tensor + 1);
        Assert.Equal((nint)capsule.Data, (nint)header->Data);
        Assert.Equal([2, 3], new ReadOnlySpan<long>(header->Shape, header->NDim).ToArray());
        Assert.Equal([3, 1], new ReadOnlySpan<long>(header->Strides, header->NDim).ToArray());
        Assert.Equal((2, 32, 1), (header->DType.Code, header->DType.Bits, header->DType.Lanes));
        Assert.Equal(8ul, header->ByteOffset);
        Assert.Equal(0, s_deleted);

        // Out again: the capsule holds a reference of its own.
        void* exported;
        Assert.Equal(0, versioned
            ? TvmRuntime.Api->TVMFFITensorToDLPackVersioned(tensor, &exported)
            : TvmRuntime.Api->TVMFFITensorToDLPack(tensor, &exported));
        Assert.Equal(2u, RefCount.Strong(tensor));
        RefCount.Decrement(tensor);
        Assert.Equal(0, s_deleted);
        if (versioned)
        {
            Assert.Equal(1u, ((ManagedVersioned*)exported)->Major);
            Assert.Equal((nint)capsule.Data, (nint)((ManagedVersioned*)exported)->Tensor.Data);
            ((ManagedVersioned*)exported)->Deleter(exported);
        }
        else
        {
            Assert.Equal((nint)capsule.Data, (nint)((Managed*)exported)->Tensor.Data);
            ((Managed*)exported)->Deleter(exported);
        }

        Assert.Equal(1, s_deleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Strides_that_are_missing_are_those_of_a_contiguous_tensor(bool versioned)
    {
        using Capsule capsule = new([4, 2, 3], null, versioned);
        TVMFFIObject* tensor = From(capsule);
        DLTensor* header = (DLTensor*)(tensor + 1);
        Assert.Equal([6, 3, 1], new ReadOnlySpan<long>(header->Strides, header->NDim).ToArray());
        RefCount.Decrement(tensor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_refused_stays_with_the_caller(bool versioned)
    {
        using Capsule strided = new([2, 3], [1, 2], versioned);
        Assert.Contains("not contiguous", Refused(strided, contiguous: true));
        using Capsule offset = new([2], [1], versioned);
        Assert.Contains("not aligned to 64 bytes", Refused(offset, alignment: 64));
        Assert.Equal(0, s_deleted);
    }

    [Fact]
    public void Padded_subbyte_types_are_refused()
    {
        using Capsule capsule = new([2], [1], versioned: true);
        capsule.Versioned->Flags = SubbytePadded;
        Assert.Contains("ubbyte", Refused(capsule));
    }

    [Theory]
    [InlineData(new long[] { 1, 3 }, new long[] { 99, 1 })]
    [InlineData(new long[] { 0, 3 }, new long[] { 7, 7 })]
    public void Strides_of_dimensions_that_are_never_stepped_through_do_not_matter(long[] shape, long[] strides)
    {
        using Capsule capsule = new(shape, strides, versioned: true);
        RefCount.Decrement(From(capsule, contiguous: true));
    }

    [Fact]
    public void A_view_keeps_its_source_and_copies_its_description()
    {
        using Capsule capsule = new([6], [1], versioned: true);
        TVMFFIObject* tensor = From(capsule);
        TVMFFIObject* view;
        long* shape = stackalloc long[] { 2, 3 };
        long* strides = stackalloc long[] { 3, 1 };
        DLTensor prototype = *(DLTensor*)(tensor + 1);
        prototype.NDim = 2;
        prototype.Shape = shape;
        prototype.Strides = strides;
        Assert.Equal(0, TvmRuntime.Api->TVMFFITensorCreateUnsafeView(tensor, &prototype, &view));
        shape[0] = 77;
        Assert.Equal(2u, RefCount.Strong(tensor));
        RefCount.Decrement(tensor);
        DLTensor* header = (DLTensor*)(view + 1);
        Assert.Equal([2, 3], new ReadOnlySpan<long>(header->Shape, header->NDim).ToArray());
        Assert.Equal((nint)capsule.Data, (nint)header->Data);
        Assert.Equal(0, s_deleted);
        RefCount.Decrement(view);
        Assert.Equal(1, s_deleted);
    }

    private static TVMFFIObject* From(Capsule capsule, bool contiguous = false)
    {
        TVMFFIObject* tensor;
        Assert.Equal(0, Import(capsule, 0, contiguous, &tensor));
        return tensor;
    }

    private static string Refused(Capsule capsule, int alignment = 0, bool contiguous = false)
    {
        TVMFFIObject* tensor;
        Assert.Equal(-1, Import(capsule, alignment, contiguous, &tensor));
        return Assert.Throws<TvmException>(static () => TvmError.ThrowIfFailed(-1)).Message;
    }

    private static int Import(Capsule capsule, int alignment, bool contiguous, TVMFFIObject** tensor) => capsule.IsVersioned
        ? TvmRuntime.Api->TVMFFITensorFromDLPackVersioned(capsule.Versioned, alignment, contiguous ? 1 : 0, tensor)
        : TvmRuntime.Api->TVMFFITensorFromDLPack(capsule.Unversioned, alignment, contiguous ? 1 : 0, tensor);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountDeletion(void* self) => s_deleted++;

    // Layouts of dlpack.h.
    private struct DLTensor
    {
        internal byte* Data;
        internal DLDevice Device;
        internal int NDim;
        internal DLDataType DType;
        internal long* Shape;
        internal long* Strides;
        internal ulong ByteOffset;
    }

    private struct Managed
    {
        internal DLTensor Tensor;
        internal void* Context;
        internal delegate* unmanaged[Cdecl]<void*, void> Deleter;
    }

    private struct ManagedVersioned
    {
        internal uint Major;
        internal uint Minor;
        internal void* Context;
        internal delegate* unmanaged[Cdecl]<void*, void> Deleter;
        internal ulong Flags;
        internal DLTensor Tensor;
    }

    /// <summary>A managed tensor of float32 whose deleter counts; the memory is this object's.</summary>
    private sealed class Capsule : IDisposable
    {
        private readonly List<nint> _blocks = [];

        internal Capsule(long[] shape, long[]? strides, bool versioned)
        {
            s_deleted = 0;
            IsVersioned = versioned;
            Data = (byte*)Allocate(256);
            DLTensor tensor = new()
            {
                Data = Data,
                Device = new() { DeviceType = 1 },
                NDim = shape.Length,
                DType = new() { Code = 2, Bits = 32, Lanes = 1 },
                Shape = Copy(shape),
                Strides = strides is null ? null : Copy(strides),
                ByteOffset = 8,
            };
            if (versioned)
            {
                Versioned = (ManagedVersioned*)Allocate(sizeof(ManagedVersioned));
                *Versioned = new() { Major = 1, Minor = 3, Context = null, Deleter = &CountDeletion, Tensor = tensor };
            }
            else
            {
                Unversioned = (Managed*)Allocate(sizeof(Managed));
                *Unversioned = new() { Tensor = tensor, Context = null, Deleter = &CountDeletion };
            }
        }

        internal bool IsVersioned { get; }

        internal byte* Data { get; }

        internal Managed* Unversioned { get; }

        internal ManagedVersioned* Versioned { get; }

        public void Dispose() => _blocks.ForEach(static block => NativeMemory.AlignedFree((void*)block));

        private long* Copy(long[] values)
        {
            long* copy = (long*)Allocate(values.Length * sizeof(long));
            values.CopyTo(new Span<long>(copy, values.Length));
            return copy;
        }

        private void* Allocate(int size)
        {
            void* block = NativeMemory.AlignedAlloc((nuint)size, 64);
            NativeMemory.Clear(block, (nuint)size);
            _blocks.Add((nint)block);
            return block;
        }
    }
}
