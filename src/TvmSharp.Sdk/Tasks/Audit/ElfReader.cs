using System;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>
/// Reads numbers and strings of an ELF file in its own byte order and word size. No offset that a file may hold leads out
/// of its bytes: such a read is a <see cref="BadImageFormatException"/>.
/// </summary>
internal sealed class ElfReader
{
    // Strings may overlap, so that a small file can ask for any amount of text. This is some twenty times what
    // libtvm_compiler's imports take.
    private const long MaximumText = 16 << 20;

    private readonly byte[] _bytes;
    private readonly bool _isBigEndian;
    private long _textRead;

    internal ElfReader(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 16 || bytes[0] != 0x7F || bytes[1] != 'E' || bytes[2] != 'L' || bytes[3] != 'F')
        {
            throw new BadImageFormatException("It is no ELF file.");
        }

        if (bytes[4] is not (1 or 2) || bytes[5] is not (1 or 2))
        {
            throw new BadImageFormatException("Its ELF header has neither a known class nor byte order.");
        }

        Is64Bit = bytes[4] == 2;
        _isBigEndian = bytes[5] == 2;
    }

    internal bool Is64Bit { get; }

    internal bool IsLittleEndian => !_isBigEndian;

    internal ulong Length => (ulong)_bytes.Length;

    internal byte Byte(ulong offset) => (byte)Number(offset, 1);

    internal ushort Half(ulong offset) => (ushort)Number(offset, 2);

    internal uint Word(ulong offset) => (uint)Number(offset, 4);

    /// <summary>An address, offset or size: 8 bytes in a 64-bit file, else 4.</summary>
    internal ulong Native(ulong offset) => Number(offset, Is64Bit ? 8 : 4);

    /// <summary>Checks that bytes are there.</summary>
    internal void Require(ulong offset, ulong size)
    {
        if (offset > Length || size > Length - offset)
        {
            throw new BadImageFormatException("It ends too early, or refers to bytes that it does not have.");
        }
    }

    /// <summary>The string at an offset, which a zero ends before <paramref name="end"/>.</summary>
    internal string String(ulong offset, ulong end)
    {
        end = Math.Min(end, Length);
        int zero = offset < end ? Array.IndexOf(_bytes, (byte)0, (int)offset, (int)(end - offset)) : -1;
        if (zero < 0)
        {
            throw new BadImageFormatException("A name in it has no end.");
        }

        int length = zero - (int)offset;
        _textRead += length;
        if (_textRead > MaximumText)
        {
            throw new BadImageFormatException("The names in it are too long.");
        }

        return Encoding.UTF8.GetString(_bytes, (int)offset, length);
    }

    private ulong Number(ulong offset, int size)
    {
        Require(offset, (ulong)size);
        ulong value = 0;
        for (int i = 0; i < size; i++)
        {
            value = (value << 8) | _bytes[(int)offset + (_isBigEndian ? i : size - 1 - i)];
        }

        return value;
    }
}
