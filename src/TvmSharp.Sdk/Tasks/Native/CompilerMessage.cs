using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks.Native;

/// <summary>An error or warning of gcc or clang.</summary>
internal sealed class CompilerMessage
{
    // "dot.cc:12:5: fatal error: text", with or without a column.
    private static readonly Regex Line = new(
        @"^(?<file>[^:\n]+):(?<line>\d+):(?:(?<column>\d+):)? (?<kind>(?:fatal )?error|warning): (?<text>.*)$",
        RegexOptions.CultureInvariant);

    private CompilerMessage(Match match)
    {
        File = match.Groups["file"].Value;
        LineNumber = Number(match.Groups["line"]);
        Column = Number(match.Groups["column"]);
        IsError = match.Groups["kind"].Value != "warning";
        Text = match.Groups["text"].Value.Trim();
    }

    /// <summary>Source or header file, as the compiler was given it.</summary>
    internal string File { get; }

    /// <summary>Line, from 1.</summary>
    internal int LineNumber { get; }

    /// <summary>Column, from 1; 0 when the compiler did not say.</summary>
    internal int Column { get; }

    /// <summary>Whether it is an error.</summary>
    internal bool IsError { get; }

    /// <summary>What is wrong.</summary>
    internal string Text { get; }

    /// <summary>The messages among what a compiler has printed.</summary>
    internal static List<CompilerMessage> Parse(string output)
    {
        List<CompilerMessage> messages = [];
        foreach (string line in output.Split('\n'))
        {
            Match match = Line.Match(line.TrimEnd('\r'));
            if (match.Success)
            {
                messages.Add(new CompilerMessage(match));
            }
        }

        return messages;
    }

    private static int Number(Group group) =>
        group.Success && int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
