using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Conversions between .NET strings and TVM's UTF-8.</summary>
internal static unsafe class Utf8
{
    internal static string ToString(TVMFFIByteArray bytes) => Encoding.UTF8.GetString(bytes.AsSpan());

    /// <summary>The bytes of a string or bytes value of any kind; false for other values.</summary>
    internal static bool TryGetSpan(TVMFFIAny* value, bool text, out ReadOnlySpan<byte> bytes)
    {
        switch (value->TypeIndex)
        {
            case TypeIndex.SmallStr when text:
            case TypeIndex.SmallBytes when !text:
                bytes = new ReadOnlySpan<byte>(value->Bytes, (int)value->SmallStrLen);
                return true;
            case TypeIndex.Str when text:
            case TypeIndex.Bytes when !text:
                bytes = ((TVMFFIByteArray*)(value->Obj + 1))->AsSpan();
                return true;
            case TypeIndex.RawStr when text:
                bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)value->Ptr);
                return true;
            case TypeIndex.ByteArrayPtr when !text:
                bytes = ((TVMFFIByteArray*)value->Ptr)->AsSpan();
                return true;
            default:
                bytes = default;
                return false;
        }
    }

    /// <summary>Writes an owned string or bytes value: inline up to seven bytes, else a new object.</summary>
    internal static void Write(ReadOnlySpan<byte> bytes, bool text, TVMFFIAny* result)
    {
        *result = default;
        if (bytes.Length <= 7)
        {
            result->TypeIndex = text ? TypeIndex.SmallStr : TypeIndex.SmallBytes;
            result->SmallStrLen = (uint)bytes.Length;
            bytes.CopyTo(new Span<byte>(result->Bytes, 8));
            return;
        }

        fixed (byte* data = bytes)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)bytes.Length };
            TvmError.ThrowIfFailed(
                text
                    ? TvmRuntime.Api->TVMFFIStringFromByteArray(&array, result)
                    : TvmRuntime.Api->TVMFFIBytesFromByteArray(&array, result));
        }
    }

    /// <summary>
    /// Writes a string that is valid until <see cref="ReleaseArgument(TVMFFIAny*)"/>: inline, or as raw characters.
    /// </summary>
    internal static void WriteArgument(string value, TVMFFIAny* argument)
    {
        if (value.Length > 7 || !TryWriteAscii(value, argument))
        {
            WriteLongArgument(value, argument);
        }
    }

    /// <summary><see cref="WriteArgument(string, TVMFFIAny*)"/>, into a buffer if it has room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteArgument(string value, TVMFFIAny* argument, TextBuffer* buffer)
    {
        if (value.Length <= 7 && TryWriteAscii(value, argument))
        {
            return;
        }

        if (value.Length < TextBuffer.Size && TryNarrow(value, new Span<byte>(buffer, TextBuffer.Size)))
        {
            ((byte*)buffer)[value.Length] = 0;
            MarshallingHelpers.Store(argument, TypeIndex.RawStr, (ulong)buffer);
        }
        else
        {
            WriteLongArgument(value, argument);
        }
    }

    private static void WriteLongArgument(string value, TVMFFIAny* argument)
    {
        // Three bytes at most for each UTF-16 unit. Raw characters end at the first zero: other strings need an object.
        ref ArgumentMemory memory = ref ArgumentMemory.Current;
        Span<byte> bytes = value.Length * 3 < ArgumentMemory.Largest ? memory.Rest : default;
        int length = value.Length;
        if (bytes.IsEmpty || (!TryNarrow(value, bytes) && !TryEncode(value, bytes, out length)))
        {
            Write(value, argument);
            return;
        }

        bytes[length] = 0;
        MarshallingHelpers.Store(argument, TypeIndex.RawStr, (ulong)memory.Take(length + 1));
    }

    /// <summary>Ends what <see cref="WriteArgument(string, TVMFFIAny*)"/> began.</summary>
    internal static void ReleaseArgument(TVMFFIAny* argument)
    {
        if (argument->TypeIndex != TypeIndex.SmallStr)
        {
            ReleaseLongArgument(argument);
        }
    }

    /// <summary>Ends what <see cref="WriteArgument(string, TVMFFIAny*, TextBuffer*)"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ReleaseArgument(TVMFFIAny* argument, TextBuffer* buffer)
    {
        if (argument->TypeIndex != TypeIndex.SmallStr && argument->Ptr != buffer)
        {
            ReleaseLongArgument(argument);
        }
    }

    private static void ReleaseLongArgument(TVMFFIAny* argument)
    {
        if (argument->TypeIndex == TypeIndex.RawStr)
        {
            ArgumentMemory.Current.Release(argument->Ptr);
        }
        else
        {
            RefCount.Release(argument);
        }
    }

    internal static void Write(string value, TVMFFIAny* result)
    {
        int max = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (max <= 512)
        {
            byte* buffer = stackalloc byte[512];
            int length = Encoding.UTF8.GetBytes(value, new Span<byte>(buffer, 512));
            Write(new ReadOnlySpan<byte>(buffer, length), true, result);
        }
        else
        {
            Write(Encoding.UTF8.GetBytes(value), true, result);
        }
    }

    /// <summary>Encodes ASCII without zeros; false, with anything written, for other text and for short text.</summary>
    private static bool TryNarrow(string value, Span<byte> bytes)
    {
        int step = Vector128<byte>.Count;
        if (value.Length < step || bytes.Length < value.Length)
        {
            return false;
        }

        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(value.AsSpan()));
        ref byte target = ref MemoryMarshal.GetReference(bytes);
        Vector128<ushort> beyond = Vector128<ushort>.Zero;
        Vector128<byte> zeros = Vector128<byte>.Zero;
        nuint last = (nuint)(value.Length - step);
        for (nuint i = 0; ; i = Math.Min(i + (nuint)step, last))
        {
            Vector128<ushort> lower = Vector128.LoadUnsafe(ref source, i);
            Vector128<ushort> upper = Vector128.LoadUnsafe(ref source, i + (nuint)Vector128<ushort>.Count);
            Vector128<byte> narrow = Sse2.IsSupported
                ? Sse2.PackUnsignedSaturate(lower.AsInt16(), upper.AsInt16())
                : Vector128.Narrow(lower, upper);
            narrow.StoreUnsafe(ref target, i);
            beyond |= lower | upper;
            zeros |= Vector128.Equals(narrow, Vector128<byte>.Zero);
            if (i == last)
            {
                return (beyond & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero && zeros == Vector128<byte>.Zero;
            }
        }
    }

    /// <summary>Encodes text without zeros.</summary>
    private static bool TryEncode(string value, Span<byte> bytes, out int length)
    {
        length = 0;
        return !value.Contains('\0') && Encoding.UTF8.TryGetBytes(value, bytes, out length);
    }

    /// <summary>Writes up to seven characters inline; false, with anything written, when not all of them are ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryWriteAscii(string value, TVMFFIAny* result)
    {
        ref char first = ref MemoryMarshal.GetReference(value.AsSpan());
        int length = value.Length;
        ulong seen, bytes;
        if (length >= 4)
        {
            // The first four and the last four; what is in both is the same.
            ulong head = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref first));
            ulong tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, length - 4)));
            seen = head | tail;
            bytes = Narrow(head) | (Narrow(tail) << (8 * (length - 4)));
        }
        else
        {
            seen = bytes = 0;
            for (int i = 0; i < length; i++)
            {
                seen |= value[i];
                bytes |= (ulong)value[i] << (8 * i);
            }
        }

        MarshallingHelpers.Store(result, TypeIndex.SmallStr | ((ulong)length << 32), bytes);
        return (seen & 0xFF80_FF80_FF80_FF80) == 0;
    }

    /// <summary>The lower bytes of four characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Narrow(ulong characters)
    {
        ulong pairs = characters | (characters >> 8);
        return (pairs & 0xFFFF) | ((pairs >> 16) & 0xFFFF_0000);
    }
}
