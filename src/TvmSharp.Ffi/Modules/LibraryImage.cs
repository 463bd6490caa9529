using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TvmSharp.Ffi;

/// <summary>
/// Tells from the first bytes of a file whether the system can load it as a library. Only ELF is looked at: elsewhere the
/// system's loader says by itself what is wrong.
/// </summary>
internal static class LibraryImage
{
    // e_ident, e_type and e_machine of an ELF header, which are at the same place in 32 and 64 bits.
    private const int HeaderSize = 20;
    private const int SharedObject = 3;

    /// <summary>Why a file cannot be loaded, in words that follow its name; null when nothing speaks against it.</summary>
    internal static string? FindProblem(string path)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            return null;
        }

        byte[] header = new byte[HeaderSize];
        int read;
        using (FileStream file = File.OpenRead(path))
        {
            read = file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        }

        return read < HeaderSize || !header.AsSpan().StartsWith("\u007fELF"u8)
            ? "is not an ELF file"
            : FindProblem(header);
    }

    private static string? FindProblem(ReadOnlySpan<byte> header)
    {
        int bits = header[4] == 2 ? 64 : 32;
        bool littleEndian = header[5] == 1;
        int type = ReadUInt16(header[16..], littleEndian);
        int machine = ReadUInt16(header[18..], littleEndian);
        if (bits != IntPtr.Size * 8
            || littleEndian != BitConverter.IsLittleEndian
            || MachineOf(RuntimeInformation.ProcessArchitecture) is { } expected && machine != expected)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"is for another architecture: {bits}-bit {NameOf(machine)}, while this process is {RuntimeInformation.ProcessArchitecture}");
        }

        return type == SharedObject ? null : "is an ELF file but not a shared library";
    }

    private static int ReadUInt16(ReadOnlySpan<byte> bytes, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>The number of an architecture in <c>e_machine</c>; null for those that are not told apart.</summary>
    private static int? MachineOf(Architecture architecture) => architecture switch
    {
        Architecture.X86 => 3,
        Architecture.Arm => 40,
        Architecture.X64 => 62,
        Architecture.Arm64 => 183,
        Architecture.RiscV64 => 243,
        Architecture.LoongArch64 => 258,
        _ => null,
    };

    private static string NameOf(int machine) =>
        Enum.GetValues<Architecture>().Where(architecture => MachineOf(architecture) == machine).Select(static known => known.ToString()).FirstOrDefault()
        ?? string.Create(CultureInfo.InvariantCulture, $"machine {machine}");
}
