using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>What package indexes and pip know about a wheel: the core metadata specification, version 2.4.</summary>
internal sealed class CoreMetadata
{
    /// <summary>Name of the distribution.</summary>
    internal string Name { get; init; } = "";

    /// <summary>Version in its normal form.</summary>
    internal string Version { get; init; } = "";

    /// <summary>What it is for, in one line, or empty.</summary>
    internal string Summary { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    internal IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Who wrote it.</summary>
    internal IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>SPDX expression of its licence, or empty: PEP 639.</summary>
    internal string LicenseExpression { get; init; } = "";

    /// <summary>Names of the licence files in the directory "licenses".</summary>
    internal IReadOnlyList<string> LicenseFiles { get; init; } = [];

    /// <summary>Addresses and what is there.</summary>
    internal IReadOnlyList<(string Label, string Address)> Urls { get; init; } = [];

    /// <summary>Dependencies: PEP 508.</summary>
    internal IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Versions of Python.</summary>
    internal string RequiresPython { get; init; } = "";

    /// <summary>A longer text, or empty.</summary>
    internal string Description { get; init; } = "";

    /// <summary>Media type of that.</summary>
    internal string DescriptionContentType { get; init; } = "";

    /// <summary>The file METADATA.</summary>
    internal byte[] Write()
    {
        StringBuilder text = new();
        Field("Metadata-Version", "2.4");
        Field("Name", Name);
        Field("Version", Version);
        Field("Summary", Summary);
        Field("Keywords", string.Join(",", Keywords));
        Field("Author", string.Join(", ", Authors));
        Field("License-Expression", LicenseExpression);
        Fields("License-File", LicenseFiles);
        Fields("Project-URL", Urls.Select(static u => $"{u.Label}, {u.Address}"));
        Fields("Requires-Dist", Requires);
        Field("Requires-Python", RequiresPython);
        Field("Description-Content-Type", Description.Length > 0 ? DescriptionContentType : "");
        if (Description.Length > 0)
        {
            text.Append('\n').Append(Description.Replace("\r\n", "\n").TrimEnd('\n')).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void Fields(string name, IEnumerable<string> values)
        {
            foreach (string value in values)
            {
                Field(name, value);
            }
        }

        // A field is one line: what a property breaks into several would end it.
        void Field(string name, string value)
        {
            string line = OneLine(value);
            if (line.Length > 0)
            {
                text.Append(name).Append(": ").Append(line).Append('\n');
            }
        }
    }

    /// <summary>The text in one line.</summary>
    internal static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
