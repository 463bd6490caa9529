using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Native;

/// <summary>Looks for the headers of tvm-ffi and of DLPack, which it includes.</summary>
internal sealed class HeaderSearch
{
    private const string FfiHeader = "tvm/ffi/c_api.h";
    private const string DLPackHeader = "dlpack/dlpack.h";
    private const string CompilerHeader = "tvm/ir/expr.h";

    // The package is found and not imported: importing would load libtvm_ffi.
    private const string FindPackage = "import importlib.util as u; s = u.find_spec('tvm_ffi'); print(list(s.submodule_search_locations)[0] if s else '')";

    // gcc and clang look there by themselves, and must not be told again: the order of #include_next would change.
    private static readonly string[] SystemDirectories = ["/usr/include", "/usr/local/include"];

    private readonly List<string> _places = [];

    /// <summary>Directories to compile with, none until they are found.</summary>
    internal IReadOnlyList<string> Directories { get; private set; } = [];

    /// <summary>Where they were looked for, one sentence part for each place.</summary>
    internal IReadOnlyList<string> Places => _places;

    /// <summary>A place that was named and has no headers, with the property or variable that names it; null without one.</summary>
    internal string? Refused { get; private set; }

    /// <summary>Looks in the places in their order; the first that is named counts.</summary>
    internal bool Find(string includeDirectory, string prebuiltPath, string sourceDirectory, string python)
    {
        bool found =
            Named("TvmFfiIncludeDirectory", includeDirectory, static path => [[path]])
            ?? Named("TVM_PREBUILD_PATH", prebuiltPath, Prebuilt)
            ?? Named("TVM_SOURCE_DIR", sourceDirectory, SourceTree)
            ?? InPython(python);
        if (found && sourceDirectory.Length > 0 && File.Exists(Path.Combine(sourceDirectory, "include", CompilerHeader)))
        {
            Directories = [.. Directories.Append(Path.Combine(sourceDirectory, "include")).Distinct()];
        }

        Directories = [.. Directories.Where(static directory => !SystemDirectories.Contains(directory))];
        return found;
    }

    private bool? Named(string name, string path, Func<string, IEnumerable<string[]>> candidates)
    {
        if (path.Length == 0)
        {
            _places.Add($"{name} is not set");
            return null;
        }

        if (Take(candidates(path)))
        {
            return true;
        }

        _places.Add($"{name} is '{path}', which has none");
        Refused = name;
        return false;
    }

    private bool InPython(string python)
    {
        string? package;
        try
        {
            (int exitCode, string output) = ToolProcess.Run(python, $"-c \"{FindPackage}\"");
            package = exitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            _places.Add($"there is no '{python}'");
            return false;
        }

        if (string.IsNullOrEmpty(package))
        {
            _places.Add($"'{python}' has no package tvm_ffi");
            return false;
        }

        // A wheel has them in the package; a source tree, whose python directory is on the path, two levels up.
        if (Take([[Path.Combine(package, "include")], .. SourceTree(Path.Combine(package, "..", ".."))]))
        {
            return true;
        }

        _places.Add($"the package tvm_ffi of '{python}', in '{package}', has none");
        return false;
    }

    private bool Take(IEnumerable<string[]> candidates)
    {
        string[]? directories = candidates.FirstOrDefault(static set => Has(set, FfiHeader) && Has(set, DLPackHeader));
        Directories = directories is null ? [] : [.. directories.Select(Path.GetFullPath).Distinct()];
        return directories is not null;
    }

    /// <summary>An installed tree or wheel, the directory of its libraries, or a build tree, which remembers its sources.</summary>
    private static IEnumerable<string[]> Prebuilt(string path)
    {
        yield return [Path.Combine(path, "include")];
        yield return [Path.Combine(path, "..", "include")];
        yield return [Path.Combine(path, "..", "tvm_ffi", "include")];
        foreach (string build in (string[])[path, Path.Combine(path, "..")])
        {
            string cache = Path.Combine(build, "CMakeCache.txt");
            const string Home = "CMAKE_HOME_DIRECTORY:INTERNAL=";
            string? line = File.Exists(cache) ? File.ReadLines(cache).FirstOrDefault(static line => line.StartsWith(Home, StringComparison.Ordinal)) : null;
            foreach (string[] directories in line is null ? [] : SourceTree(line.Substring(Home.Length)))
            {
                yield return directories;
            }
        }

        foreach (string[] directories in SourceTree(Path.Combine(path, "..")))
        {
            yield return directories;
        }
    }

    /// <summary>The sources of TVM, which have those of tvm-ffi as a submodule, or of tvm-ffi.</summary>
    private static IEnumerable<string[]> SourceTree(string path)
    {
        foreach (string ffi in (string[])[Path.Combine(path, "3rdparty", "tvm-ffi"), path])
        {
            yield return [Path.Combine(ffi, "include"), Path.Combine(ffi, "3rdparty", "dlpack", "include")];
        }
    }

    private static bool Has(string[] directories, string header) =>
        Array.Exists(directories, directory => File.Exists(Path.Combine(directory, header)));
}
