using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Native;

/// <summary>
/// The global symbols of an object file, as the ELF specification (System V gABI, chapter 4) lays them out: 64 bits, little
/// endian, which is what linux-x64 and linux-arm64 are.
/// </summary>
internal sealed class ObjectSymbols
{
    private const int SectionHeaderOffset = 0x28;
    private const int SectionHeaderCount = 0x3C;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int SymbolTable = 2;
    private const int Global = 1;
    private const int Default = 0;

    private ObjectSymbols()
    {
    }

    /// <summary>Names that another file has to define.</summary>
    internal HashSet<string> Undefined { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that this file defines for others, weak ones among them.</summary>
    internal HashSet<string> Defined { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Of the defined names those that the sources make visible to the world: of default visibility, which has to be asked for
    /// under <c>-fvisibility=hidden</c>, and not weak, as is what several files may define.
    /// </summary>
    internal HashSet<string> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads an object file.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    internal static ObjectSymbols Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        try
        {
            return Read(file);
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is no object file for a 64-bit Linux.");
        }
    }

    private static ObjectSymbols Read(byte[] file)
    {
        // 0x7F E L F, 64 bits, little endian.
        if (BitConverter.ToInt32(file, 0) != 0x464C457F || file[4] != 2 || file[5] != 1)
        {
            throw new ArgumentException("This is no ELF file of 64 bits.", nameof(file));
        }

        ObjectSymbols symbols = new();
        int headers = (int)BitConverter.ToInt64(file, SectionHeaderOffset);
        int count = BitConverter.ToUInt16(file, SectionHeaderCount);

        // With more sections than the field can count, the first header has their number: so it is with C++ templates.
        count = count == 0 && headers != 0 ? (int)BitConverter.ToInt64(file, headers + 0x20) : count;
        for (int i = 0; i < count; i++)
        {
            int header = headers + (i * SectionHeaderSize);
            if (BitConverter.ToInt32(file, header + 4) == SymbolTable)
            {
                int strings = headers + (BitConverter.ToInt32(file, header + 0x28) * SectionHeaderSize);
                symbols.Add(file, Start(header), Size(header), Start(strings));
            }
        }

        return symbols;

        int Start(int header) => checked((int)BitConverter.ToInt64(file, header + 0x18));
        int Size(int header) => checked((int)BitConverter.ToInt64(file, header + 0x20));
    }

    private void Add(byte[] file, int start, int size, int strings)
    {
        for (int symbol = start; symbol < start + size; symbol += SymbolSize)
        {
            int binding = file[symbol + 4] >> 4;
            if (binding == 0)
            {
                continue;
            }

            int from = strings + BitConverter.ToInt32(file, symbol);
            string name = Encoding.UTF8.GetString(file, from, Array.IndexOf(file, (byte)0, from) - from);
            if (BitConverter.ToUInt16(file, symbol + 6) == 0)
            {
                Undefined.Add(name);
                continue;
            }

            Defined.Add(name);
            if (binding == Global && (file[symbol + 5] & 3) == Default)
            {
                Exported.Add(name);
            }
        }
    }
}
