using System.Collections.Generic;
using System.IO;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Native;

/// <summary>The rule for make that gcc and clang write with <c>-MD</c>: what an object file was made from.</summary>
internal static class DependencyFile
{
    /// <summary>The files that a rule depends on, in its order.</summary>
    /// <param name="rule">The one rule of the file. A backslash stands before a space or # of a name and before the end of a line, $$ is a $.</param>
    internal static List<string> Parse(string rule)
    {
        List<string> files = [];
        StringBuilder name = new();
        int start = rule.IndexOf(": ", System.StringComparison.Ordinal);
        for (int i = start < 0 ? rule.Length : start + 2; i < rule.Length; i++)
        {
            char next = i + 1 < rule.Length ? rule[i + 1] : '\n';
            if (rule[i] == '\\' && next is ' ' or '#' || (rule[i] == '$' && next == '$'))
            {
                name.Append(next);
                i++;
            }
            else if (rule[i] is ' ' or '\n' or '\r' || (rule[i] == '\\' && next is '\n' or '\r'))
            {
                Take();
            }
            else
            {
                name.Append(rule[i]);
            }
        }

        Take();
        return files;

        void Take()
        {
            if (name.Length > 0)
            {
                files.Add(name.ToString());
                name.Clear();
            }
        }
    }

    /// <summary>The files that an object was made from; none when that is not known.</summary>
    internal static List<string> Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : [];
}
