using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Hashes that are the same in every process. The numbers are not upstream's.</summary>
internal static unsafe class StableHash
{
    /// <summary>A hash and what comes after it.</summary>
    public static ulong Combine(ulong hash, ulong value) =>
        unchecked(hash ^ (value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2)));

    /// <summary>Bytes that stand for a value of a type: FNV-1a.</summary>
    public static ulong Bytes(int typeIndex, ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return Combine((ulong)typeIndex, hash);
    }

    /// <summary>A string or bytes, the same whether inline or in an object.</summary>
    public static ulong Content(TVMFFIAny* value) => Bytes(
        value->TypeIndex is TypeIndex.SmallStr or TypeIndex.Str ? TypeIndex.Str : TypeIndex.Bytes, Value.Bytes(value));

    /// <summary>The extents of a shape or tensor.</summary>
    public static ulong Extents(ReadOnlySpan<long> extents) => Bytes(TypeIndex.Shape, MemoryMarshal.AsBytes(extents));
}
