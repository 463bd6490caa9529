using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>What a library may ask of the systems that a platform tag stands for, on one architecture.</summary>
internal sealed class PlatformPolicy
{
    private readonly HashSet<string> _libraries;
    private readonly HashSet<string> _versions;
    private readonly HashSet<string> _versionPrefixes;
    private readonly Dictionary<string, HashSet<string>> _forbidden;

    internal PlatformPolicy(
        string name,
        IReadOnlyList<string> aliases,
        HashSet<string> libraries,
        HashSet<string> versions,
        HashSet<string> versionPrefixes,
        Dictionary<string, HashSet<string>> forbidden)
    {
        Name = name;
        Aliases = aliases;
        Minor = int.Parse(name.Substring(name.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);
        _libraries = libraries;
        _versions = versions;
        _versionPrefixes = versionPrefixes;
        _forbidden = forbidden;
    }

    /// <summary>Such as <c>manylinux_2_17</c>.</summary>
    internal string Name { get; }

    /// <summary>The names from before PEP 600, such as <c>manylinux2014</c>.</summary>
    internal IReadOnlyList<string> Aliases { get; }

    /// <summary>The last number of the name: the minor version of the C library.</summary>
    internal int Minor { get; }

    /// <summary>Whether systems have the library.</summary>
    internal bool Allows(string library) => _libraries.Contains(library);

    /// <summary>What the library needs and such a system may lack, as <c>symbol@VERSION (library)</c> where it is a symbol.</summary>
    internal IReadOnlyCollection<string> Violations(ElfLibrary library, IEnumerable<string> neededLibraries)
    {
        SortedSet<string> violations = new(StringComparer.Ordinal);
        violations.UnionWith(neededLibraries.Where(needed => !Allows(needed)));

        foreach (ElfVersion version in library.Versions)
        {
            // As in auditwheel, a prefix that no policy knows is the affair of the library that has it. Unlike there, versions
            // of the dynamic linker count: it comes with glibc and has the same ones.
            if (!_versionPrefixes.Contains(Prefix(version.Name)) || _versions.Contains(version.Name))
            {
                continue;
            }

            // Some versions stand for an ability of the library: GLIBC_ABI_DT_RELR has no symbol.
            string suffix = $"{version.Name} ({version.Library})";
            IEnumerable<ElfSymbol> symbols = library.Undefined.Where(symbol => symbol.Version == version);
            violations.UnionWith(symbols.Any() ? symbols.Select(symbol => $"{symbol.Name}@{suffix}") : [suffix]);
        }

        foreach (string needed in neededLibraries)
        {
            if (_forbidden.TryGetValue(needed, out HashSet<string>? forbidden))
            {
                violations.UnionWith(library.Undefined
                    .Where(symbol => !symbol.IsWeak && forbidden.Contains(symbol.Name) && (symbol.Version is null || symbol.Version.Library == needed))
                    .Select(symbol => $"{symbol.Name}{(symbol.Version is null ? "" : "@" + symbol.Version.Name)} ({needed})"));
            }
        }

        return violations;
    }

    /// <summary>GLIBC of GLIBC_2.34, and CXXABI of CXXABI_TM_1.</summary>
    private static string Prefix(string version)
    {
        int end = version.IndexOf('_');
        return end < 0 ? version : version.Substring(0, end);
    }
}
