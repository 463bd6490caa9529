using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ClangSharp.Interop;

namespace TvmSharp.Bindgen.Clang;

/// <summary>The libclang that this process uses: <c>LIBCLANG_PATH</c>'s, else the newest of the usual places.</summary>
/// <param name="Path">File of the library, links resolved.</param>
/// <param name="Version">What the library says of itself, such as <c>Debian clang version 14.0.6</c>.</param>
/// <param name="Major">Major version.</param>
internal sealed partial record ClangLibrary(string Path, string Version, int Major)
{
    /// <summary>Oldest major version that works.</summary>
    public const int Oldest = 14;

    private static readonly Lazy<ClangLibrary> Loaded = new(() => Load(
        Environment.GetEnvironmentVariable("LIBCLANG_PATH"), SearchDirectories()));

    private static IntPtr _handle;

    /// <summary>The library, loaded at first use.</summary>
    /// <exception cref="BindgenException">There is none that works.</exception>
    public static ClangLibrary Instance => Loaded.Value;

    /// <summary>What installs libclang and its headers on this machine.</summary>
    public static string InstallCommand =>
        OperatingSystem.IsMacOS() ? "brew install llvm"
        : OperatingSystem.IsWindows() ? "winget install LLVM.LLVM"
        : File.Exists("/usr/bin/dnf") ? "sudo dnf install clang-devel gcc-c++"
        : File.Exists("/sbin/apk") ? "apk add clang-dev g++"
        : "sudo apt-get install --no-install-recommends libclang-dev g++";

    /// <summary>The libraries that there are, the one to take first.</summary>
    /// <param name="explicitPath">File or directory that the user names; nothing else is looked at then.</param>
    /// <param name="directories">Directories to look in otherwise.</param>
    public static IReadOnlyList<string> FindFiles(string? explicitPath, IEnumerable<string> directories)
    {
        if (!string.IsNullOrEmpty(explicitPath))
        {
            return File.Exists(explicitPath) ? [explicitPath] : FilesOf(explicitPath);
        }

        return [.. directories.SelectMany(FilesOf).OrderByDescending(MajorOfFile)];
    }

    /// <summary>Directories where distributions, LLVM's own packages and the NuGet package put libclang.</summary>
    public static IEnumerable<string> SearchDirectories()
    {
        yield return AppContext.BaseDirectory;
        foreach (string runtime in Subdirectories(System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes"), "*"))
        {
            yield return System.IO.Path.Combine(runtime, "native");
        }

        if (OperatingSystem.IsWindows())
        {
            yield return System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "LLVM", "bin");
            yield break;
        }

        foreach (string root in (string[])["/usr/lib", "/usr/lib64", "/usr/local", "/opt", "/opt/homebrew/opt", "/usr/local/opt"])
        {
            foreach (string llvm in Subdirectories(root, "llvm*"))
            {
                yield return System.IO.Path.Combine(llvm, "lib");
                yield return System.IO.Path.Combine(llvm, "lib64");
            }
        }

        yield return "/usr/local/lib";
        yield return "/usr/lib64";
        yield return "/usr/lib";
        foreach (string triplet in Subdirectories("/usr/lib", "*-linux-gnu*"))
        {
            yield return triplet;
        }

        yield return "/Library/Developer/CommandLineTools/usr/lib";
    }

    /// <summary>Loads the first library that works and makes ClangSharp use it.</summary>
    /// <param name="explicitPath">See <see cref="FindFiles"/>.</param>
    /// <param name="directories">See <see cref="FindFiles"/>.</param>
    /// <exception cref="BindgenException">There is none.</exception>
    public static ClangLibrary Load(string? explicitPath, IEnumerable<string> directories)
    {
        List<string> tried = [];
        foreach (string file in FindFiles(explicitPath, directories))
        {
            if (!NativeLibrary.TryLoad(file, out IntPtr handle))
            {
                tried.Add($"{file}: cannot be loaded");
                continue;
            }

            string version = VersionOf(handle);
            int major = VersionNumber().Match(version) is { Success: true } match
                ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
                : 0;
            if (major < Oldest)
            {
                NativeLibrary.Free(handle);
                tried.Add($"{file}: {(version.Length == 0 ? "is no libclang" : version)}");
                continue;
            }

            if (_handle == IntPtr.Zero)
            {
                clang.ResolveLibrary += (name, _, _) => name == "libclang" ? _handle : IntPtr.Zero;
            }

            _handle = handle;
            return new ClangLibrary(RealPath(file), version, major);
        }

        string where = string.IsNullOrEmpty(explicitPath) ? "no libclang" : $"LIBCLANG_PATH is '{explicitPath}', which has no libclang";
        throw new BindgenException(
            $"{where} of version {Oldest} or newer; install one ({InstallCommand}) or set LIBCLANG_PATH to its file or directory", tried);
    }

    private static IReadOnlyList<string> FilesOf(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        // Links to one file are one library.
        return
        [
            .. Directory.EnumerateFiles(directory, "libclang*")
                .Where(static file => FileName().IsMatch(System.IO.Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
                .DistinctBy(RealPath)
                .OrderByDescending(MajorOfFile),
        ];
    }

    private static int MajorOfFile(string file)
    {
        // The version stands in the name (libclang-14.so.14.0.6, libclang.so.18.1) or in a directory (llvm-18/lib/libclang.so).
        // libclang.so.1 says nothing: it is the version of Debian's interface.
        foreach (Match match in Number().Matches(RealPath(file)).Reverse())
        {
            int number = int.Parse(match.ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            if (number is >= 4 and < 100)
            {
                return number;
            }
        }

        return 0;
    }

    private static string RealPath(string file) =>
        File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(file);

    private static IEnumerable<string> Subdirectories(string directory, string pattern) =>
        Directory.Exists(directory) ? Directory.EnumerateDirectories(directory, pattern).Order(StringComparer.Ordinal) : [];

    // Asked of the library itself, because ClangSharp's functions are bound to one library for good.
    private static unsafe string VersionOf(IntPtr handle)
    {
        if (!NativeLibrary.TryGetExport(handle, "clang_getClangVersion", out IntPtr getVersion)
            || !NativeLibrary.TryGetExport(handle, "clang_getCString", out IntPtr getCString)
            || !NativeLibrary.TryGetExport(handle, "clang_disposeString", out IntPtr dispose))
        {
            return string.Empty;
        }

        CXString version = ((delegate* unmanaged[Cdecl]<CXString>)getVersion)();
        string text = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<CXString, IntPtr>)getCString)(version)) ?? string.Empty;
        ((delegate* unmanaged[Cdecl]<CXString, void>)dispose)(version);
        return text;
    }

    [GeneratedRegex(@"^libclang(-\d+)?(\.so|\.dll|\.dylib)([.\d]*)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"version (\d+)\.")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
