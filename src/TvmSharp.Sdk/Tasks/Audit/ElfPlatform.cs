namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>What a library is for, by the numbers of its ELF header (gabi, chapter 4, "ELF Header").</summary>
internal static class ElfPlatform
{
    private const ushort Intel386 = 3;
    private const ushort X64 = 62;
    private const ushort Arm64 = 183;

    /// <summary>The name of the architecture in platform tags, or null for one without policies here.</summary>
    internal static string? Architecture(ElfLibrary library) => (library.Machine, library.Is64Bit, library.IsLittleEndian, IsLinux(library)) switch
    {
        (X64, true, true, true) => "x86_64",
        (Arm64, true, true, true) => "aarch64",
        _ => null,
    };

    internal static string Describe(ElfLibrary library)
    {
        string machine = library.Machine switch
        {
            Intel386 => "x86",
            X64 => "x86-64",
            Arm64 => "AArch64",
            _ => $"the machine with ELF's number {library.Machine}",
        };
        return $"{machine}, {(library.Is64Bit ? 64 : 32)} bits, {(library.IsLittleEndian ? "little" : "big")} endian{(IsLinux(library) ? "" : $", and the system with ELF's number {library.OsAbi}")}";
    }

    // ELFOSABI_NONE, which says nothing of the system, and ELFOSABI_LINUX.
    private static bool IsLinux(ElfLibrary library) => library.OsAbi is 0 or 3;
}
