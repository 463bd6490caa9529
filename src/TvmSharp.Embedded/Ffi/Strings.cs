using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Strings and bytes: up to seven bytes inline, longer ones in an object, always with a zero behind.</summary>
internal static unsafe class Strings
{
    private const int SmallLimit = 7;

    public static TVMFFIAny String(ReadOnlySpan<byte> text) => Make(text, TypeIndex.SmallStr, TypeIndex.Str);

    public static TVMFFIAny Bytes(ReadOnlySpan<byte> bytes) => Make(bytes, TypeIndex.SmallBytes, TypeIndex.Bytes);

    private static TVMFFIAny Make(ReadOnlySpan<byte> bytes, int smallIndex, int objectIndex)
    {
        TVMFFIAny result = default;
        if (bytes.Length <= SmallLimit)
        {
            result.TypeIndex = smallIndex;
            result.SmallStrLen = (uint)bytes.Length;
            bytes.CopyTo(new(result.Bytes, bytes.Length));
            return result;
        }

        TVMFFIObject* value = Memory.AllocatePlain((nuint)(sizeof(TVMFFIObject) + sizeof(TVMFFIByteArray) + bytes.Length + 1), objectIndex);
        TVMFFIByteArray* cell = (TVMFFIByteArray*)(value + 1);
        cell->Data = (byte*)(cell + 1);
        cell->Size = (nuint)bytes.Length;
        bytes.CopyTo(new(cell->Data, bytes.Length));
        return Value.Object(value);
    }
}
