using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>
/// Writes ZIP archives that are the same for the same content. <see cref="ZipArchive"/> of .NET Standard 2.0 cannot set the mode
/// of a file, and records the time and system of its own.
/// </summary>
/// <param name="output">Where the archive goes, from its beginning.</param>
/// <param name="time">The time that all files get.</param>
internal sealed class ZipWriter(Stream output, DateTimeOffset time) : IDisposable
{
    // PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
    private const uint LocalHeader = 0x04034B50;
    private const uint CentralHeader = 0x02014B50;
    private const uint End = 0x06054B50;
    private const ushort NeededVersion = 20;
    private const ushort MadeByUnix = (3 << 8) | 20;
    private const ushort NamesAreUtf8 = 1 << 11;
    private const ushort Deflate = 8;

    // S_IFREG and the permissions, in the upper half of the external attributes.
    private const uint RegularFile = 0x8000;
    private const uint Readable = 0x1A4; // 0644
    private const uint Executable = 0x1ED; // 0755

    // RFC 1951: one last block, without anything in it. DeflateStream writes nothing at all for nothing.
    private static readonly byte[] DeflatedNothing = [3, 0];

    private readonly BinaryWriter _writer = new(output, Encoding.UTF8, leaveOpen: true);
    private readonly List<byte[]> _directory = [];

    /// <summary>Adds a file.</summary>
    internal void Add(WheelFile file)
    {
        byte[] packed = Compress(file.Content);
        byte[] name = Encoding.UTF8.GetBytes(file.Path);
        byte[] shared = Header(file, name, packed);
        uint offset = checked((uint)output.Position);
        _writer.Write(LocalHeader);
        _writer.Write(shared);
        _writer.Write(name);
        _writer.Write(packed);

        using MemoryStream entry = new();
        using BinaryWriter writer = new(entry);
        writer.Write(CentralHeader);
        writer.Write(MadeByUnix);
        writer.Write(shared);
        writer.Write((ushort)0); // Comment.
        writer.Write((ushort)0); // Disk.
        writer.Write((ushort)0); // Internal attributes.
        writer.Write((RegularFile | (file.IsExecutable ? Executable : Readable)) << 16);
        writer.Write(offset);
        writer.Write(name);
        writer.Flush();
        _directory.Add(entry.ToArray());
    }

    /// <summary>Ends the archive.</summary>
    internal void Finish()
    {
        uint start = checked((uint)output.Position);
        foreach (byte[] entry in _directory)
        {
            _writer.Write(entry);
        }

        ushort count = checked((ushort)_directory.Count);
        uint size = checked((uint)output.Position) - start;
        _writer.Write(End);
        _writer.Write((ushort)0); // This disk.
        _writer.Write((ushort)0); // Disk of the directory.
        _writer.Write(count);
        _writer.Write(count);
        _writer.Write(size);
        _writer.Write(start);
        _writer.Write((ushort)0); // Comment.
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static byte[] Compress(byte[] content)
    {
        if (content.Length == 0)
        {
            return DeflatedNothing;
        }

        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content, 0, content.Length);
        }

        return packed.ToArray();
    }

    // What local and central header have in common.
    private byte[] Header(WheelFile file, byte[] name, byte[] packed)
    {
        using MemoryStream header = new();
        using BinaryWriter writer = new(header);
        writer.Write(NeededVersion);
        writer.Write(NamesAreUtf8);
        writer.Write(Deflate);
        writer.Write((ushort)((time.Hour << 11) | (time.Minute << 5) | (time.Second / 2)));
        writer.Write((ushort)(((time.Year - 1980) << 9) | (time.Month << 5) | time.Day));
        writer.Write(Crc32.Of(file.Content));
        writer.Write(packed.Length);
        writer.Write(file.Content.Length);
        writer.Write(checked((ushort)name.Length));
        writer.Write((ushort)0); // Extra field.
        writer.Flush();
        return header.ToArray();
    }
}
