using System;
using System.Collections.Generic;
using System.IO;

namespace TvmSharp.Sdk.Tasks.Native;

/// <summary>What the extension of a source file says about its language.</summary>
internal static class NativeSource
{
    private static readonly Dictionary<string, bool> IsCxxByExtension = new(StringComparer.Ordinal)
    {
        [".c"] = false,
        [".cc"] = true,
        [".cpp"] = true,
        [".cxx"] = true,
    };

    /// <summary>The extensions, for a message.</summary>
    internal const string Extensions = ".c for C; .cc, .cpp or .cxx for C++";

    /// <summary>Whether a file is C++; null when it is neither that nor C.</summary>
    internal static bool? IsCxx(string path) =>
        IsCxxByExtension.TryGetValue(Path.GetExtension(path), out bool isCxx) ? isCxx : null;
}
