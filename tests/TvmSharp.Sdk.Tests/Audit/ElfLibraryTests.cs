using System.Diagnostics;
using System.Text.RegularExpressions;
using TvmSharp.Sdk.Tasks.Audit;

namespace TvmSharp.Sdk.Tests.Audit;

public sealed class ElfLibraryTests : IDisposable
{
    private readonly SharedLibraries _libraries = new();

    public void Dispose() => _libraries.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-Wl,--hash-style=gnu")]
    [InlineData("-Wl,--hash-style=sysv -Wl,-s -Wl,--disable-new-dtags")]
    public void What_a_library_needs_is_read_as_readelf_reads_it(string arguments)
    {
        string path = _libraries.Compile(
            "cc",
            "real.so",
            "real.c",
            """
            #include <math.h>
            #include <stdio.h>
            #include <string.h>
            extern void weak(void) __attribute__((weak));
            double f(double x, char *a, char *b) { if (weak) weak(); memcpy(a, b, 100 + x); printf("%f", x); return exp(x) + pow(x, x); }
            """,
            $"-Wl,-soname,libreal.so.1 \"-Wl,-rpath,$ORIGIN/a:/b\" {arguments} -Wl,--no-as-needed -lm");

        ElfLibrary library = ElfLibrary.Read(File.ReadAllBytes(path));

        string dynamic = ReadElf("-d", path), symbols = ReadElf("--dyn-syms", path), versions = ReadElf("-V", path);
        Assert.Equal(["libm.so.6", "libc.so.6"], library.Needed);
        Assert.Equal(Matches(dynamic, @"\(NEEDED\).*\[(.*)\]"), library.Needed);
        Assert.Equal("libreal.so.1", library.SharedName);
        Assert.Equal(["$ORIGIN/a", "/b"], library.RunPaths);
        Assert.Equal(Matches(dynamic, @"\(R(?:UN)?PATH\).*\[(.*)\]").Single(), string.Join(':', library.RunPaths));
        Assert.Equal(Matches(versions, @"Name: (\S+) +Flags").Order(), library.Versions.Select(version => version.Name).Order());
        Assert.Equal(
            Matches(symbols, @" UND (\S+)").Order(),
            library.Undefined.Select(symbol => symbol.Name + (symbol.Version is null ? "" : "@" + symbol.Version.Name)).Order());
        Assert.Equal(
            Matches(symbols, @" WEAK .* UND ([^\s@]+)").Order(),
            library.Undefined.Where(symbol => symbol.IsWeak).Select(symbol => symbol.Name).Order());
        Assert.Contains("weak", library.Undefined.Where(symbol => symbol.IsWeak).Select(symbol => symbol.Name));
        Assert.Equal("libm.so.6", library.Undefined.Single(symbol => symbol.Name == "pow").Version?.Library);
        Assert.Equal("libc.so.6", library.Undefined.Single(symbol => symbol.Name == "memcpy").Version?.Library);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Word_size_and_byte_order_are_those_of_the_file(bool is64Bit, bool isBigEndian)
    {
        ElfLibrary library = ElfLibrary.Read(Image(is64Bit, isBigEndian).Write());

        Assert.Equal(is64Bit, library.Is64Bit);
        Assert.Equal(isBigEndian, !library.IsLittleEndian);
        Assert.Equal(21, library.Machine);
        Assert.Equal(["libc.so.6", "libm.so.6", "libz.so.1"], library.Needed);
        Assert.Equal(["$ORIGIN", "/x"], library.RunPaths);
        Assert.Equal(["GLIBC_2.17 libc.so.6", "GLIBC_2.34 libc.so.6", "GLIBC_2.29 libm.so.6"], library.Versions.Select(version => $"{version.Name} {version.Library}"));
        Assert.Equal(
            ["open GLIBC_2.17", "pow GLIBC_2.29", "dlopen GLIBC_2.34", "read GLIBC_2.17", "crc32 "],
            library.Undefined.Select(symbol => $"{symbol.Name} {symbol.Version?.Name}"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void No_prefix_of_a_library_is_read_beyond_its_end(bool is64Bit, bool isBigEndian)
    {
        byte[] image = Image(is64Bit, isBigEndian).Write();

        // The last thing in the image is the end of the dynamic section, which nothing asks for.
        for (int length = 0; length < image.Length - (is64Bit ? 16 : 8); length++)
        {
            Assert.Throws<BadImageFormatException>(() => ElfLibrary.Read(image[..length]));
        }
    }

    [Fact]
    public void No_prefix_of_a_compiled_library_is_read_beyond_its_end()
    {
        byte[] image = File.ReadAllBytes(_libraries.Library(["f"], [_libraries.Stub("libf.so", "f@F_1")]));

        int read = 0;
        for (int length = 0; length < image.Length; length++)
        {
            read += IsRead(image[..length]) ? 1 : 0;
        }

        Assert.InRange(read, 0, image.Length / 2);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void No_byte_can_be_such_that_reading_does_not_end(bool is64Bit, bool isBigEndian)
    {
        byte[] image = Image(is64Bit, isBigEndian).Write();

        int read = 0, refused = 0;
        for (int i = 0; i < image.Length; i++)
        {
            byte original = image[i];
            foreach (int change in (int[])[0x01, 0x10, 0x7F, 0x80, 0xFF])
            {
                image[i] = (byte)(original ^ change);
                _ = IsRead(image) ? read++ : refused++;
            }

            image[i] = original;
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [Fact]
    public void No_bytes_can_be_such_that_reading_does_not_end()
    {
        byte[] image = File.ReadAllBytes(_libraries.Library(["f", "g"], [_libraries.Stub("libf.so", "f@F_1", "g@F_2")]));
        Random random = new(20260101);

        int refused = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] broken = [.. image];
            for (int flips = random.Next(1, 60); flips > 0; flips--)
            {
                // Most of what matters is at the beginning and in the dynamic section.
                broken[random.Next(flips % 2 == 0 ? 1024 : broken.Length)] = (byte)random.Next(256);
            }

            refused += IsRead(broken) ? 0 : 1;
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void Chain_of_versions_that_does_not_move_is_refused()
    {
        ElfImage elf = Image(is64Bit: true, isBigEndian: false);
        byte[] image = elf.Write();

        // vn_cnt: as many as there can be; vna_next: stay.
        image[elf.VersionsOffset + 2] = image[elf.VersionsOffset + 3] = 0xFF;
        image.AsSpan(elf.VersionsOffset + 16 + 12, 4).Clear();

        BadImageFormatException failure = Assert.Throws<BadImageFormatException>(() => ElfLibrary.Read(image));
        Assert.Contains("more symbol versions", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no ELF file")]
    [InlineData("MZ: a library for Windows", "no ELF file")]
    [InlineData("\u007fELF\u0003\u0001..........", "neither a known class")]
    [InlineData("\u007fELF\u0002\u0003..........", "neither a known class")]
    [InlineData("\u007fELF\u0002\u0001..........", "ends too early")]
    public void Other_files_are_refused_in_a_sentence(string text, string message)
    {
        BadImageFormatException failure = Assert.Throws<BadImageFormatException>(() => ElfLibrary.Read(System.Text.Encoding.ASCII.GetBytes(text)));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Object_file_is_refused()
    {
        string path = _libraries.Make("object.o", "void f(void) {}", "-c");

        BadImageFormatException failure = Assert.Throws<BadImageFormatException>(() => ElfLibrary.Read(File.ReadAllBytes(path)));
        Assert.Contains("no shared library", failure.Message, StringComparison.Ordinal);
    }

    private static ElfImage Image(bool is64Bit, bool isBigEndian) => new()
    {
        Is64Bit = is64Bit,
        IsBigEndian = isBigEndian,
        Machine = 21,
        Needed = ["libc.so.6", "libm.so.6", "libz.so.1"],
        RunPath = "$ORIGIN:/x",
        Symbols = ["open@GLIBC_2.17@libc.so.6", "pow@GLIBC_2.29@libm.so.6", "dlopen@GLIBC_2.34@libc.so.6", "read@GLIBC_2.17@libc.so.6", "crc32"],
    };

    private static bool IsRead(byte[] bytes)
    {
        try
        {
            ElfLibrary.Read(bytes);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static string[] Matches(string text, string pattern) => [.. Regex.Matches(text, pattern).Select(match => match.Groups[1].Value)];

    private static string ReadElf(string option, string path)
    {
        using Process process = Process.Start(new ProcessStartInfo("readelf", ["--wide", option, path]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
