using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>
/// What a shared library in ELF asks of the system that loads it. The formats are those of the System V ABI (gabi, chapters
/// 4 and 5) and, for symbol versions, of the Linux Standard Base (Core, "Symbol Versioning"). All is found as the dynamic
/// linker finds it, from the program headers on: section headers may be missing.
/// </summary>
internal sealed class ElfLibrary
{
    private const ushort SharedObject = 3;
    private const uint LoadSegment = 1, DynamicSegment = 2;
    private const uint DynamicSymbolSection = 11;
    private const int WeakBinding = 2;

    // Indexes of symbol versions have 15 bits.
    private const int MaximumVersions = 0x8000;

    private readonly ElfReader _file;
    private readonly List<Segment> _segments = [];
    private readonly Dictionary<ulong, ulong> _dynamic = [];
    private readonly List<ulong> _needed = [];
    private readonly ulong _strings;
    private readonly ulong _stringsSize;

    private ElfLibrary(ElfReader file)
    {
        _file = file;
        OsAbi = file.Byte(7);
        Machine = file.Half(18);
        if (file.Half(16) != SharedObject)
        {
            throw new BadImageFormatException("It is an ELF file, but no shared library.");
        }

        ReadSegments();
        _strings = Offset(Required(DynamicTag.Strings));
        _stringsSize = Required(DynamicTag.StringsSize);
        Needed = _needed.ConvertAll(Name);
        SharedName = _dynamic.TryGetValue(DynamicTag.SharedName, out ulong name) ? Name(name) : null;
        RunPaths = new[] { DynamicTag.RPath, DynamicTag.RunPath }.Where(_dynamic.ContainsKey).SelectMany(tag => Name(_dynamic[tag]).Split(':')).ToArray();
        Dictionary<int, ElfVersion> versions = ReadVersions();
        Versions = versions.Values;
        Undefined = ReadUndefined(versions);
    }

    /// <summary>e_machine.</summary>
    internal ushort Machine { get; }

    /// <summary>EI_OSABI.</summary>
    internal byte OsAbi { get; }

    internal bool Is64Bit => _file.Is64Bit;

    internal bool IsLittleEndian => _file.IsLittleEndian;

    /// <summary>DT_NEEDED: the libraries that are loaded with it.</summary>
    internal IReadOnlyList<string> Needed { get; }

    /// <summary>DT_SONAME, if there is one.</summary>
    internal string? SharedName { get; }

    /// <summary>The directories of DT_RPATH and DT_RUNPATH.</summary>
    internal IReadOnlyList<string> RunPaths { get; }

    /// <summary>The symbol versions that it needs.</summary>
    internal IReadOnlyCollection<ElfVersion> Versions { get; }

    /// <summary>The symbols that it expects of others.</summary>
    internal IReadOnlyList<ElfSymbol> Undefined { get; }

    /// <exception cref="BadImageFormatException">The bytes are no shared library in ELF. The message is a sentence.</exception>
    internal static ElfLibrary Read(byte[] bytes) => new(new ElfReader(bytes));

    private void ReadSegments()
    {
        bool is64 = _file.Is64Bit;
        ulong headers = _file.Native(is64 ? 32u : 28u);
        ulong size = is64 ? 56u : 32u;
        int count = _file.Half(is64 ? 56u : 44u);
        if (_file.Half(is64 ? 54u : 42u) != size)
        {
            throw new BadImageFormatException("Its program headers do not have the size that the class of the file gives them.");
        }

        Segment? dynamic = null;
        for (int i = 0; i < count; i++)
        {
            ulong header = headers + ((ulong)i * size);
            Segment segment = is64
                ? new(_file.Native(header + 8), _file.Native(header + 16), _file.Native(header + 32))
                : new(_file.Native(header + 4), _file.Native(header + 8), _file.Native(header + 16));
            switch (_file.Word(header))
            {
                case LoadSegment:
                    _segments.Add(segment);
                    break;
                case DynamicSegment:
                    dynamic = segment;
                    break;
            }
        }

        ReadDynamic(dynamic ?? throw new BadImageFormatException("It has no dynamic section, as a shared library has."));
    }

    private void ReadDynamic(Segment dynamic)
    {
        _file.Require(dynamic.Offset, dynamic.Size);
        ulong word = _file.Is64Bit ? 8u : 4u;
        for (ulong at = 0; at + (2 * word) <= dynamic.Size; at += 2 * word)
        {
            ulong tag = _file.Native(dynamic.Offset + at);
            ulong value = _file.Native(dynamic.Offset + at + word);
            if (tag == DynamicTag.End)
            {
                return;
            }

            if (tag == DynamicTag.Needed)
            {
                _needed.Add(value);
            }
            else
            {
                _dynamic[tag] = value;
            }
        }
    }

    /// <summary>Follows DT_VERNEED: for each library a record, with a chain of records for the versions of that library.</summary>
    private Dictionary<int, ElfVersion> ReadVersions()
    {
        Dictionary<int, ElfVersion> versions = [];
        if (!_dynamic.TryGetValue(DynamicTag.VersionsNeeded, out ulong address))
        {
            return versions;
        }

        ulong libraries = Required(DynamicTag.VersionsNeededCount);
        ulong library = Offset(address);
        int records = 0;
        for (ulong i = 0; i < libraries; i++)
        {
            string name = Name(_file.Word(library + 4));
            ulong version = library + _file.Word(library + 8);
            for (int left = _file.Half(library + 2); left > 0; left--)
            {
                if (++records > MaximumVersions)
                {
                    throw new BadImageFormatException("It has more symbol versions than can be told apart.");
                }

                versions[_file.Half(version + 6)] = new ElfVersion(Name(_file.Word(version + 8)), name);
                version += _file.Word(version + 12);
            }

            uint next = _file.Word(library + 12);
            if (next == 0)
            {
                break;
            }

            library += next;
        }

        return versions;
    }

    private List<ElfSymbol> ReadUndefined(Dictionary<int, ElfVersion> versions)
    {
        bool is64 = _file.Is64Bit;
        ulong size = is64 ? 24u : 16u;
        ulong symbols = Offset(Required(DynamicTag.Symbols));
        ulong count = SymbolCount(size);
        ulong? indexes = _dynamic.TryGetValue(DynamicTag.VersionIndexes, out ulong address) ? Offset(address) : null;
        List<ElfSymbol> undefined = [];

        // The first one is no symbol.
        for (ulong i = 1; i < count; i++)
        {
            ulong symbol = symbols + (i * size);
            if (_file.Half(symbol + (is64 ? 6u : 14u)) != 0)
            {
                continue;
            }

            // The topmost bit says that the symbol is hidden, which only a defined one can be.
            ElfVersion? version = null;
            if (indexes is not null)
            {
                versions.TryGetValue(_file.Half(indexes.Value + (2 * i)) & 0x7FFF, out version);
            }

            int binding = _file.Byte(symbol + (is64 ? 4u : 12u)) >> 4;
            undefined.Add(new ElfSymbol(Name(_file.Word(symbol)), version, binding == WeakBinding));
        }

        return undefined;
    }

    /// <summary>
    /// How many dynamic symbols there are. Nothing says it but the old hash table, which linkers leave out by default, and
    /// the section headers.
    /// </summary>
    private ulong SymbolCount(ulong symbolSize)
    {
        if (_dynamic.TryGetValue(DynamicTag.Hash, out ulong hash))
        {
            return _file.Word(Offset(hash) + 4);
        }

        bool is64 = _file.Is64Bit;
        ulong headers = _file.Native(is64 ? 40u : 32u);
        ulong headerSize = is64 ? 64u : 40u;
        int count = _file.Half(is64 ? 60u : 48u);
        for (int i = 0; i < count; i++)
        {
            ulong header = headers + ((ulong)i * headerSize);
            if (_file.Word(header + 4) == DynamicSymbolSection)
            {
                return _file.Native(header + (is64 ? 32u : 20u)) / symbolSize;
            }
        }

        throw new BadImageFormatException("It has neither section headers nor a DT_HASH, so that its symbols cannot be counted.");
    }

    private ulong Required(ulong tag) => _dynamic.TryGetValue(tag, out ulong value)
        ? value
        : throw new BadImageFormatException($"Its dynamic section lacks the entry 0x{tag:x}.");

    private string Name(ulong index) => _file.String(_strings + index, _strings + _stringsSize);

    /// <summary>Where in the file the bytes are that will be at an address.</summary>
    private ulong Offset(ulong address)
    {
        foreach (Segment segment in _segments)
        {
            if (address >= segment.Address && address - segment.Address < segment.Size)
            {
                return segment.Offset + (address - segment.Address);
            }
        }

        throw new BadImageFormatException($"No segment of it has the address 0x{address:x}.");
    }

    private static class DynamicTag
    {
        internal const ulong End = 0, Needed = 1, Hash = 4, Strings = 5, Symbols = 6, StringsSize = 10, SharedName = 14, RPath = 15, RunPath = 29;
        internal const ulong VersionIndexes = 0x6FFFFFF0, VersionsNeeded = 0x6FFFFFFE, VersionsNeededCount = 0x6FFFFFFF;
    }

    /// <summary>A range of bytes of the file, and the address it is loaded to.</summary>
    private sealed class Segment(ulong offset, ulong address, ulong size)
    {
        internal ulong Offset { get; } = offset;

        internal ulong Address { get; } = address;

        internal ulong Size { get; } = size;
    }
}
