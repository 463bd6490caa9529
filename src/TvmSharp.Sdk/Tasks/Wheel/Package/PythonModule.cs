using System;
using System.Collections.Generic;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>A module of the package: what is registered below one name.</summary>
internal sealed class PythonModule(string name)
{
    /// <summary>Its full name.</summary>
    internal string Name { get; } = name;

    /// <summary>Its functions by their names in it.</summary>
    internal SortedDictionary<string, ManifestFunction> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Its classes by their names in it.</summary>
    internal SortedDictionary<string, ManifestType> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>The modules below it, by their names in it.</summary>
    internal SortedDictionary<string, PythonModule> Modules { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is a directory, and not one file.</summary>
    internal bool IsPackage => Modules.Count > 0 || Name.IndexOf('.') < 0;

    /// <summary>Path of the file that it is in, without what follows the last dot.</summary>
    internal string Path => Name.Replace('.', '/') + (IsPackage ? "/__init__" : "");

    /// <summary>All names that it has for others, in their order.</summary>
    internal IReadOnlyCollection<string> Names =>
        new SortedSet<string>([.. Functions.Keys, .. Classes.Keys, .. Modules.Keys], StringComparer.Ordinal);
}
