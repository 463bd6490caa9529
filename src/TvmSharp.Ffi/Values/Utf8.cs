using System.Text;
using TvmSharp.Ffi.Abi;

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
                bytes = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)value->Ptr);
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
}
