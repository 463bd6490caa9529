using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// Tensors in saved graphs, in TVM's file format as base64 (<c>tvm/runtime/tensor.h</c>): magic number, reserved word,
/// device, rank, element type, extents, number of bytes, bytes.
/// </summary>
internal static unsafe class TensorData
{
    private const ulong Magic = 0xDD5E40F096B4A13F;
    private const int Cpu = 1;
    private const int Head = 32;
    private const int Alignment = 64;
    private const string Save = "__data_to_json__";

    public static void Register()
    {
        NodeType tensor = new("ffi.Tensor", null, 0, 0, SEqHashKind.Unsupported, 0) { StaticIndex = TypeIndex.Tensor };
        tensor.Register();
        if (IsRegistered())
        {
            // By a libtvm_runtime that is there without its compiler.
            return;
        }

        tensor.RegisterAttribute(Save, HostType.Text, [HostType.Object("ffi.Tensor")],
            static arguments => Pool.Keep(Value.String(Write((DLTensor*)(arguments.Object(0) + 1)))));
        tensor.RegisterAttribute("__data_from_json__", HostType.Object("ffi.Tensor"), [HostType.Text],
            static arguments => Value.Object(Pool.Keep(Read(arguments.Text(0)))));
    }

    private static bool IsRegistered()
    {
        byte[] name = Encoding.UTF8.GetBytes(Save);
        fixed (byte* data = name)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)name.Length };
            TVMFFITypeAttrColumn* column = Host.Api->TVMFFIGetTypeAttrColumn(&array);
            int at = column == null ? -1 : TypeIndex.Tensor - column->BeginIndex;
            return at >= 0 && at < (int)column->Size && column->Data[at].TypeIndex != TypeIndex.None;
        }
    }

    private static string Write(DLTensor* tensor)
    {
        if (tensor->Device.DeviceType != Cpu)
        {
            throw HostException.Unsupported("save tensors of other devices than the CPU");
        }

        if (tensor->DType.Bits == 0 || tensor->DType.Lanes != 1)
        {
            throw HostException.Value($"A tensor is saved when its elements are scalars: these have {tensor->DType.Bits} bits and {(short)tensor->DType.Lanes} lanes");
        }

        long size = ElementSize(tensor->DType);
        long expected = 1;
        for (int i = tensor->NDim - 1; i >= 0; i--)
        {
            if (tensor->Strides != null && tensor->Shape[i] != 1 && tensor->Strides[i] != expected)
            {
                throw HostException.Value("A tensor is saved when its elements are contiguous: this one has strides");
            }

            expected *= tensor->Shape[i];
        }

        int rank = tensor->NDim;
        byte[] bytes = new byte[checked(Head + (8 * rank) + 8 + (size * expected))];
        Span<byte> rest = bytes;
        BinaryPrimitives.WriteUInt64LittleEndian(rest, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(rest[16..], Cpu);
        BinaryPrimitives.WriteInt32LittleEndian(rest[24..], rank);
        MemoryMarshal.Write(rest[28..], in tensor->DType);
        rest = rest[Head..];
        for (int i = 0; i < rank; i++, rest = rest[8..])
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, tensor->Shape[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(rest, size * expected);

        // Elements of less than a byte are packed in memory, while the file has a byte for each: what is over stays zero.
        int content = checked((int)(((tensor->DType.Bits * expected) + 7) / 8));
        new ReadOnlySpan<byte>((byte*)tensor->Data + tensor->ByteOffset, content).CopyTo(rest[8..]);
        return Convert.ToBase64String(bytes);
    }

    private static TVMFFIObject* Read(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw Invalid("it is no base64");
        }

        ReadOnlySpan<byte> rest = bytes;
        if (rest.Length < Head || BinaryPrimitives.ReadUInt64LittleEndian(rest) != Magic)
        {
            throw Invalid("it does not begin as a tensor does");
        }

        DLDevice device = MemoryMarshal.Read<DLDevice>(rest[16..]);
        if (device.DeviceType != Cpu || device.DeviceId != 0)
        {
            throw Invalid($"a tensor is saved from CPU 0, and this one says device {device.DeviceId} of type {device.DeviceType}");
        }

        int rank = BinaryPrimitives.ReadInt32LittleEndian(rest[24..]);
        DLDataType type = MemoryMarshal.Read<DLDataType>(rest[28..]);
        if (type.Bits == 0 || type.Lanes != 1)
        {
            throw Invalid($"its elements are to be scalars, and have {type.Bits} bits and {(short)type.Lanes} lanes");
        }

        rest = rest[Head..];
        if (rank < 0)
        {
            throw Invalid($"it has {rank} dimensions");
        }

        if (rest.Length < (8L * rank) + 8)
        {
            throw Invalid($"it is truncated: there are not the extents of {rank} dimensions and a size in {rest.Length} bytes");
        }

        long[] shape = new long[rank];
        Int128 elements = 1;
        Int128 stride = 1;
        for (int i = 0; i < rank; i++, rest = rest[8..])
        {
            shape[i] = BinaryPrimitives.ReadInt64LittleEndian(rest);
            elements *= shape[i];
            stride *= Math.Max(shape[i], 1);
            if (shape[i] < 0 || stride > long.MaxValue)
            {
                throw Invalid($"its shape is not possible: dimension {i} is {shape[i]}");
            }
        }

        Int128 size = elements * ElementSize(type);
        long stated = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[8..];
        return stated != size ? throw Invalid($"it says that its data is {stated} bytes, and its shape says {size}")
            : rest.Length != size ? throw Invalid($"its data is to be {size} bytes, and {rest.Length} follow")
            : Create(shape, type, rest);
    }

    private static HostException Invalid(string why) => HostException.Value($"Invalid DLTensor file format: {why}");

    private static TVMFFIObject* Create(long[] shape, DLDataType type, ReadOnlySpan<byte> content)
    {
        nuint head = (nuint)(sizeof(DLManagedTensorVersioned) + (16L * shape.Length) + Alignment - 1) / Alignment * Alignment;
        DLManagedTensorVersioned* managed = (DLManagedTensorVersioned*)NativeMemory.AlignedAlloc(head + (nuint)content.Length, Alignment);
        byte* data = (byte*)managed + head;
        content.CopyTo(new(data, content.Length));
        long* extents = (long*)(managed + 1);
        long* strides = extents + shape.Length;
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            extents[i] = shape[i];
            strides[i] = stride;
            stride *= shape[i];
        }

        *managed = new()
        {
            Version = new() { Major = 1 },
            Deleter = &Free,
            DLTensor = new()
            {
                Data = data,
                Device = new() { DeviceType = Cpu },
                NDim = shape.Length,
                DType = type,
                Shape = extents,
                Strides = strides,
            },
        };
        TVMFFIObject* tensor = null;
        if (Host.Api->TVMFFITensorFromDLPackVersioned(managed, 0, 0, &tensor) != 0)
        {
            NativeMemory.AlignedFree(managed);
            throw Host.TakeRaised();
        }

        return tensor;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(void* self) => NativeMemory.AlignedFree(self);

    // In the file: whole bytes for each element, whatever its bits. No less than it takes in memory, as it has one lane.
    private static long ElementSize(DLDataType type) => (type.Bits + 7) / 8;
}
