using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Tests;

/// <summary>Tensors from and to DLPack, in both of its forms, and views.</summary>
public sealed unsafe class AbiTensorTests : IDisposable
{
    private const int Cpu = 1;
    private const int Cuda = 2;
    private const int Vulkan = 7;

    private static int s_deleted;

    private readonly byte* _data = (byte*)NativeMemory.AlignedAlloc(256, 64);
    private readonly long* _extents = (long*)NativeMemory.AllocZeroed(8, sizeof(long));

    public AbiTensorTests() => s_deleted = 0;

    private static DLPackVersion Version => new() { Major = 1, Minor = 3 };

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        NativeMemory.Free(_extents);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tensor_borrows_from_DLPack_and_gives_back_once(bool versioned)
    {
        TVMFFIObject* tensor = Import(Floats(2, 3), versioned);
        Assert.Equal(TypeIndex.Tensor, tensor->TypeIndex);
        DLTensor* contents = (DLTensor*)(tensor + 1);
        Assert.True(contents->Data == _data);
        Assert.Equal(Cpu, contents->Device.DeviceType);
        Assert.Equal([2, 3], new ReadOnlySpan<long>(contents->Shape, contents->NDim));

        // None came, but those of a tensor are never missing.
        Assert.Equal([3, 1], new ReadOnlySpan<long>(contents->Strides, contents->NDim));
        RefCount.Increment(tensor);
        RefCount.Decrement(tensor);
        Assert.Equal(0, s_deleted);
        RefCount.Decrement(tensor);
        Assert.Equal(1, s_deleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Strides_and_byte_offset_are_kept(bool versioned)
    {
        DLTensor described = Floats(2, 3);
        described.Strides = _extents + 2;
        described.Strides[0] = 1;
        described.Strides[1] = 2;
        described.ByteOffset = 8;
        TVMFFIObject* tensor = Import(described, versioned);
        DLTensor* contents = (DLTensor*)(tensor + 1);
        Assert.Equal([1, 2], new ReadOnlySpan<long>(contents->Strides, 2));
        Assert.Equal(8UL, contents->ByteOffset);
        RefCount.Decrement(tensor);
    }

    [Fact]
    public void A_tensor_without_dimensions_needs_no_strides()
    {
        DLTensor described = Floats(1, 1);
        described.NDim = 0;
        TVMFFIObject* tensor = Import(described, versioned: false);
        Assert.Equal(0, ((DLTensor*)(tensor + 1))->NDim);
        RefCount.Decrement(tensor);
        Assert.Equal(1, s_deleted);
    }

    [Theory]
    [InlineData(Cpu, 0, 0UL, 64, true)]
    [InlineData(Cpu, 4, 0UL, 64, false)]
    [InlineData(Cpu, 4, 0UL, 0, true)]
    [InlineData(Cpu, 0, 8UL, 64, false)]
    [InlineData(Cpu, 56, 8UL, 64, true)]
    [InlineData(Cuda, 4, 0UL, 64, false)]
    [InlineData(Vulkan, 4, 0UL, 64, true)]
    [InlineData(Vulkan, 4, 8UL, 64, false)]
    public void Alignment_counts_the_offset_and_only_it_where_data_is_a_handle(
        int device, int shift, ulong offset, int alignment, bool aligned)
    {
        DLTensor described = Floats(2, 3);
        described.Device.DeviceType = device;
        described.Data = (byte*)described.Data + shift;
        described.ByteOffset = offset;
        foreach (bool versioned in (ReadOnlySpan<bool>)[false, true])
        {
            CheckImport(described, versioned, alignment, contiguous: 0, aligned, $"FromDLPack: Data is not aligned to {alignment} bytes.");
        }
    }

    [Theory]
    [InlineData(2, 3, 3, 1, true)]
    [InlineData(2, 3, 4, 1, false)]
    [InlineData(2, 3, 1, 2, false)]
    [InlineData(1, 3, 99, 1, true)]
    [InlineData(3, 1, 1, 99, true)]
    [InlineData(0, 3, 99, 99, true)]
    public void Contiguity_ignores_the_strides_of_single_and_of_no_elements(
        long rows, long columns, long rowStride, long columnStride, bool contiguous)
    {
        DLTensor described = Floats(rows, columns);
        described.Strides = _extents + 2;
        described.Strides[0] = rowStride;
        described.Strides[1] = columnStride;
        foreach (bool versioned in (ReadOnlySpan<bool>)[false, true])
        {
            CheckImport(described, versioned, alignment: 0, contiguous: 1, contiguous, "FromDLPack: Tensor is not contiguous.");
            CheckImport(described, versioned, alignment: 0, contiguous: 0, succeeds: true, "");
        }
    }

    [Fact]
    public void Padded_types_narrower_than_a_byte_are_refused()
    {
        DLManagedTensorVersioned managed = new() { Version = Version, Deleter = &Count, Flags = 1 << 2, DLTensor = Floats(2, 3) };
        TVMFFIObject* tensor;
        Native.Fails(
            Native.Api->TVMFFITensorFromDLPackVersioned(&managed, 0, 0, &tensor), "RuntimeError", "Subbyte type padded is not yet supported");
        Assert.Equal(0, s_deleted);
    }

    [Fact]
    public void What_goes_out_keeps_the_tensor_alive()
    {
        TVMFFIObject* tensor = Import(Floats(2, 3), versioned: false);
        DLManagedTensor* managed;
        Native.Succeeds(Native.Api->TVMFFITensorToDLPack(tensor, &managed));
        DLManagedTensorVersioned* versioned;
        Native.Succeeds(Native.Api->TVMFFITensorToDLPackVersioned(tensor, &versioned));
        Assert.Equal(3U, RefCount.Strong(tensor));
        Assert.Equal((1U, 3U, 0UL), (versioned->Version.Major, versioned->Version.Minor, versioned->Flags));
        foreach (DLTensor described in (ReadOnlySpan<DLTensor>)[managed->DLTensor, versioned->DLTensor])
        {
            Assert.True(described.Data == _data);
            Assert.Equal([2, 3], new ReadOnlySpan<long>(described.Shape, described.NDim));
            Assert.Equal([3, 1], new ReadOnlySpan<long>(described.Strides, described.NDim));
            Assert.Equal(32, described.DType.Bits);
        }

        RefCount.Decrement(tensor);
        managed->Deleter(managed);
        Assert.Equal(0, s_deleted);
        versioned->Deleter(versioned);
        Assert.Equal(1, s_deleted);
    }

    [Fact]
    public void A_tensor_goes_round_through_both_forms()
    {
        TVMFFIObject* tensor = Import(Floats(2, 3), versioned: true);
        DLManagedTensorVersioned* versioned;
        Native.Succeeds(Native.Api->TVMFFITensorToDLPackVersioned(tensor, &versioned));
        RefCount.Decrement(tensor);
        TVMFFIObject* again;
        Native.Succeeds(Native.Api->TVMFFITensorFromDLPackVersioned(versioned, 64, 1, &again));
        DLManagedTensor* managed;
        Native.Succeeds(Native.Api->TVMFFITensorToDLPack(again, &managed));
        RefCount.Decrement(again);
        TVMFFIObject* last;
        Native.Succeeds(Native.Api->TVMFFITensorFromDLPack(managed, 64, 1, &last));
        Assert.True(((DLTensor*)(last + 1))->Data == _data);
        Assert.Equal(0, s_deleted);
        RefCount.Decrement(last);
        Assert.Equal(1, s_deleted);
    }

    [Fact]
    public void A_view_has_its_own_form_and_keeps_its_source_alive()
    {
        TVMFFIObject* tensor = Import(Floats(2, 3), versioned: false);
        long* extents = stackalloc long[] { 3, 2, 1, 3 };
        DLTensor prototype = *(DLTensor*)(tensor + 1);
        prototype.Shape = extents;
        prototype.Strides = extents + 2;
        prototype.ByteOffset = 4;
        TVMFFIObject* view;
        Native.Succeeds(Native.Api->TVMFFITensorCreateUnsafeView(tensor, &prototype, &view));
        Assert.Equal(2U, RefCount.Strong(tensor));

        // Shape and strides were copied.
        new Span<long>(extents, 4).Clear();
        DLTensor* contents = (DLTensor*)(view + 1);
        Assert.True(contents->Data == _data);
        Assert.Equal(4UL, contents->ByteOffset);
        Assert.Equal([3, 2], new ReadOnlySpan<long>(contents->Shape, 2));
        Assert.Equal([1, 3], new ReadOnlySpan<long>(contents->Strides, 2));
        RefCount.Decrement(tensor);
        Assert.Equal(0, s_deleted);
        RefCount.Decrement(view);
        Assert.Equal(1, s_deleted);
    }

    [Fact]
    public void A_view_without_strides_is_refused_and_leaves_its_source()
    {
        TVMFFIObject* tensor = Import(Floats(2, 3), versioned: false);
        DLTensor prototype = *(DLTensor*)(tensor + 1);
        prototype.Strides = null;
        TVMFFIObject* view;
        Native.Fails(Native.Api->TVMFFITensorCreateUnsafeView(tensor, &prototype, &view), "InternalError", "prototype.strides");
        Assert.Equal(1U, RefCount.Strong(tensor));
        RefCount.Decrement(tensor);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void Tensors_are_compared_by_form_and_content(bool differentData, bool skipContent, bool equal)
    {
        byte* copy = stackalloc byte[24];
        new Span<byte>(_data, 24).Fill(1);
        new Span<byte>(copy, 24).Fill((byte)(differentData ? 2 : 1));
        TVMFFIObject* left = Import(Floats(2, 3), versioned: false);
        DLTensor other = Floats(2, 3);
        other.Data = copy;
        TVMFFIObject* right = Import(other, versioned: false);
        Assert.Equal(equal, StructurallyEqual(left, right, skipContent));
        if (equal)
        {
            Assert.Equal(StructuralHash(left, skipContent), StructuralHash(right, skipContent));
        }

        DLTensor flat = other;
        flat.Shape = _extents + 4;
        flat.Shape[0] = 6;
        flat.Shape[1] = 1;
        TVMFFIObject* reshaped = Import(flat, versioned: false);
        Assert.False(StructurallyEqual(left, reshaped, skipContent));
        RefCount.Decrement(reshaped);
        RefCount.Decrement(left);
        RefCount.Decrement(right);
    }

    private static bool StructurallyEqual(TVMFFIObject* left, TVMFFIObject* right, bool skipContent)
    {
        TVMFFIAny* arguments = stackalloc TVMFFIAny[]
        {
            new() { TypeIndex = TypeIndex.Tensor, Obj = left }, new() { TypeIndex = TypeIndex.Tensor, Obj = right },
            new() { TypeIndex = TypeIndex.Bool }, new() { TypeIndex = TypeIndex.Bool, Int64 = skipContent ? 1 : 0 },
        };
        TVMFFIAny result = default;
        Function.Get("ffi.StructuralEqual").CallRaw(arguments, 4, &result);
        return result.Int64 != 0;
    }

    private static long StructuralHash(TVMFFIObject* value, bool skipContent)
    {
        TVMFFIAny* arguments = stackalloc TVMFFIAny[]
        {
            new() { TypeIndex = TypeIndex.Tensor, Obj = value },
            new() { TypeIndex = TypeIndex.Bool }, new() { TypeIndex = TypeIndex.Bool, Int64 = skipContent ? 1 : 0 },
        };
        TVMFFIAny result = default;
        Function.Get("ffi.StructuralHash").CallRaw(arguments, 3, &result);
        return result.Int64;
    }

    private static void CheckImport(DLTensor described, bool versioned, int alignment, int contiguous, bool succeeds, string message)
    {
        s_deleted = 0;
        DLManagedTensor managed = new() { DLTensor = described, Deleter = &Count };
        DLManagedTensorVersioned newer = new() { Version = Version, DLTensor = described, Deleter = &Count };
        TVMFFIObject* tensor;
        int code = versioned
            ? Native.Api->TVMFFITensorFromDLPackVersioned(&newer, alignment, contiguous, &tensor)
            : Native.Api->TVMFFITensorFromDLPack(&managed, alignment, contiguous, &tensor);
        if (succeeds)
        {
            Native.Succeeds(code);
            RefCount.Decrement(tensor);
            Assert.Equal(1, s_deleted);
        }
        else
        {
            // What is refused stays the caller's.
            Native.Fails(code, "RuntimeError", message);
            Assert.Equal(0, s_deleted);
        }
    }

    /// <summary>A tensor whose managed form frees itself.</summary>
    private static TVMFFIObject* Import(DLTensor described, bool versioned)
    {
        TVMFFIObject* tensor;
        if (versioned)
        {
            DLManagedTensorVersioned* managed = (DLManagedTensorVersioned*)NativeMemory.AllocZeroed((nuint)sizeof(DLManagedTensorVersioned));
            *managed = new() { Version = Version, DLTensor = described, Deleter = &CountAndFree };
            Native.Succeeds(Native.Api->TVMFFITensorFromDLPackVersioned(managed, 0, 0, &tensor));
        }
        else
        {
            DLManagedTensor* managed = (DLManagedTensor*)NativeMemory.AllocZeroed((nuint)sizeof(DLManagedTensor));
            *managed = new() { DLTensor = described, Deleter = &CountAndFree };
            Native.Succeeds(Native.Api->TVMFFITensorFromDLPack(managed, 0, 0, &tensor));
        }

        return tensor;
    }

    private DLTensor Floats(long rows, long columns)
    {
        _extents[0] = rows;
        _extents[1] = columns;
        return new()
        {
            Data = _data,
            Device = new() { DeviceType = Cpu },
            NDim = 2,
            DType = new() { Code = 2, Bits = 32, Lanes = 1 },
            Shape = _extents,
        };
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Count(void* managed) => s_deleted++;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountAndFree(void* managed)
    {
        s_deleted++;
        NativeMemory.Free(managed);
    }
}
