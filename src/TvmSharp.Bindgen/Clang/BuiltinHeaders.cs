namespace TvmSharp.Bindgen.Clang;

/// <summary>The compiler's own headers (<c>stddef.h</c>, <c>limits.h</c>), which libclang does not carry and cannot do without.</summary>
/// <param name="Directory">Directory that holds them.</param>
/// <param name="Compiler">Whose they are: <c>clang</c>, or <c>gcc</c> where clang's are missing.</param>
internal sealed record BuiltinHeaders(string Directory, string Compiler)
{
    /// <summary>Finds the headers of a libclang: in the directory that <c>CLANG_RESOURCE_DIR</c> names (what <c>clang -print-resource-dir</c> prints), else in the usual places.</summary>
    /// <param name="library">The library.</param>
    /// <exception cref="BindgenException">Neither clang's nor gcc's are there.</exception>
    public static BuiltinHeaders Find(ClangLibrary library) =>
        Environment.GetEnvironmentVariable("CLANG_RESOURCE_DIR") is { Length: > 0 } directory
            ? Find([Path.Combine(directory, "include")], [], library.Major, $"CLANG_RESOURCE_DIR is '{directory}', which has no include/stddef.h")
            : Find(ClangDirectories(library), Subdirectories("/usr/lib/gcc", depth: 2).Select(static gcc => Path.Combine(gcc, "include")), library.Major);

    /// <summary>Finds the first directory with headers.</summary>
    /// <param name="clang">Directories where clang's may be.</param>
    /// <param name="gcc">Directories where gcc's may be.</param>
    /// <param name="major">Major version of libclang.</param>
    /// <param name="missing">What to say of the lack of them.</param>
    /// <exception cref="BindgenException">There is none.</exception>
    public static BuiltinHeaders Find(
        IEnumerable<string> clang, IEnumerable<string> gcc, int major, string missing = "there is no stddef.h in the usual places")
    {
        foreach ((IEnumerable<string> directories, string compiler) in ((IEnumerable<string>, string)[])[(clang, "clang"), (gcc, "gcc")])
        {
            foreach (string directory in directories)
            {
                if (File.Exists(Path.Combine(directory, "stddef.h")))
                {
                    return new BuiltinHeaders(directory, compiler);
                }
            }
        }

        string command = OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get")
            ? $"sudo apt-get install --no-install-recommends libclang-common-{major}-dev"
            : ClangLibrary.InstallCommand;
        throw new BindgenException($"libclang {major} has no builtin headers: {missing}; install them ({command}) or set CLANG_RESOURCE_DIR to what `clang -print-resource-dir` prints");
    }

    private static IEnumerable<string> ClangDirectories(ClangLibrary library)
    {
        string lib = Path.GetDirectoryName(library.Path)!;
        foreach (string root in (string[])
            [
                lib,
                Path.Combine(lib, "..", "lib"),
                $"/usr/lib/llvm-{library.Major}/lib",
                $"/usr/lib64/llvm{library.Major}/lib",
                $"/usr/lib/llvm{library.Major}/lib",
                "/usr/lib",
                "/usr/lib64",
                "/usr/local/lib",
            ])
        {
            // Up to 15 the directory is named after the whole version, then after the major one.
            foreach (string version in Subdirectories(Path.Combine(root, "clang"), depth: 1))
            {
                string name = Path.GetFileName(version);
                if (name == $"{library.Major}" || name.StartsWith($"{library.Major}.", StringComparison.Ordinal))
                {
                    yield return Path.GetFullPath(Path.Combine(version, "include"));
                }
            }
        }
    }

    private static IEnumerable<string> Subdirectories(string directory, int depth)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            return [];
        }

        IEnumerable<string> children = System.IO.Directory.EnumerateDirectories(directory)
            .OrderByDescending(static path => int.TryParse(Path.GetFileName(path), out int number) ? number : 0);
        return depth == 1 ? children : children.SelectMany(child => Subdirectories(child, depth - 1));
    }
}
