using System.Buffers.Binary;
using System.Text;

namespace TvmSharp.Sdk.Tests.Audit;

/// <summary>Writes minimal shared libraries in ELF, for machines that the compiler at hand knows nothing of.</summary>
internal sealed class ElfImage
{
    private const int Base = 0x10000;

    private readonly List<byte> _bytes = [];
    private readonly List<(ulong Tag, ulong Value)> _dynamic = [];
    private readonly List<byte> _strings = [0];

    internal bool Is64Bit { get; init; } = true;

    internal bool IsBigEndian { get; init; }

    internal ushort Machine { get; init; } = 183;

    internal ushort Type { get; init; } = 3;

    internal byte OsAbi { get; init; }

    internal string[] Needed { get; init; } = [];

    internal string? RunPath { get; init; }

    /// <summary>Undefined symbols: <c>name</c>, or <c>name@VERSION@library</c>.</summary>
    internal string[] Symbols { get; init; } = [];

    /// <summary>Where the record of the first library with versions begins, after <see cref="Write"/>.</summary>
    internal int VersionsOffset { get; private set; }

    internal byte[] Write()
    {
        int header = Is64Bit ? 64 : 52, segment = Is64Bit ? 56 : 32;
        _bytes.AddRange(new byte[header + (2 * segment)]);
        foreach (string name in Needed)
        {
            _dynamic.Add((1, Text(name)));
        }

        if (RunPath is not null)
        {
            _dynamic.Add((29, Text(RunPath)));
        }

        WriteSymbols();
        int strings = Place(5);
        _bytes.AddRange(_strings);
        _dynamic.Add((10, (ulong)_strings.Count));

        int dynamic = _bytes.Count;
        foreach ((ulong tag, ulong value) in _dynamic.Append((0ul, 0ul)))
        {
            Native(tag);
            Native(value);
        }

        int end = _bytes.Count;
        byte[] body = [.. _bytes.Skip(header + (2 * segment))];
        _bytes.Clear();
        _bytes.AddRange([0x7F, (byte)'E', (byte)'L', (byte)'F', (byte)(Is64Bit ? 2 : 1), (byte)(IsBigEndian ? 2 : 1), 1, OsAbi]);
        _bytes.AddRange(new byte[8]);
        Number(Type, 2);
        Number(Machine, 2);
        Number(1, 4);
        Native(0);
        Native((ulong)header);
        Native(0);
        Number(0, 4);
        Number((ulong)header, 2);
        Number((ulong)segment, 2);
        Number(2, 2);
        Number(0, 6);
        WriteSegment(1, 0, end);
        WriteSegment(2, dynamic, end - dynamic);
        return [.. _bytes, .. body];
    }

    private void WriteSymbols()
    {
        string[][] symbols = Array.ConvertAll(Symbols, symbol => symbol.Split('@'));
        List<(string Version, string Library)> versions = [.. symbols.Where(parts => parts.Length == 3).Select(parts => (parts[1], parts[2])).Distinct()];

        Place(6);
        int size = Is64Bit ? 24 : 16;
        _bytes.AddRange(new byte[size]);
        foreach (string[] parts in symbols)
        {
            // A global function.
            Number(Text(parts[0]), 4);
            _bytes.AddRange(new byte[Is64Bit ? 0 : 8]);
            Number(0x12, 1);
            _bytes.AddRange(new byte[Is64Bit ? 19 : 3]);
        }

        Place(4);
        Number(1, 4);
        Number((ulong)symbols.Length + 1, 4);

        Place(0x6FFFFFF0);
        Number(0, 2);
        foreach (string[] parts in symbols)
        {
            Number(parts.Length == 3 ? (ulong)versions.IndexOf((parts[1], parts[2])) + 2 : 1, 2);
        }

        VersionsOffset = Place(0x6FFFFFFE);
        var libraries = versions.Select((version, i) => (version.Version, version.Library, Index: i + 2)).GroupBy(version => version.Library).ToArray();
        _dynamic.Add((0x6FFFFFFF, (ulong)libraries.Length));
        foreach (var library in libraries)
        {
            int count = library.Count();
            Number(1, 2);
            Number((ulong)count, 2);
            Number(Text(library.Key), 4);
            Number(16, 4);
            Number(library == libraries[^1] ? 0 : (ulong)(16 + (16 * count)), 4);
            foreach (var version in library)
            {
                Number(0, 6);
                Number((ulong)version.Index, 2);
                Number(Text(version.Version), 4);
                Number(--count == 0 ? 0ul : 16, 4);
            }
        }
    }

    private void WriteSegment(uint type, int offset, int size)
    {
        Number(type, 4);
        Number(0, Is64Bit ? 4 : 0);
        Native((ulong)offset);
        Native((ulong)(Base + offset));
        Native((ulong)(Base + offset));
        Native((ulong)size);
        Native((ulong)size);
        Number(0, Is64Bit ? 0 : 4);
        Native(1);
    }

    private int Place(ulong tag)
    {
        _dynamic.Add((tag, (ulong)(Base + _bytes.Count)));
        return _bytes.Count;
    }

    private ulong Text(string text)
    {
        ulong index = (ulong)_strings.Count;
        _strings.AddRange(Encoding.UTF8.GetBytes(text + "\0"));
        return index;
    }

    private void Native(ulong value) => Number(value, Is64Bit ? 8 : 4);

    private void Number(ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (IsBigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
            _bytes.AddRange(bytes[^size..]);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            _bytes.AddRange(bytes[..size]);
        }
    }
}
