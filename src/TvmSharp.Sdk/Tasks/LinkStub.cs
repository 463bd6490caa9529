using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace TvmSharp.Sdk.Tasks;

/// <summary>
/// The stub of <c>libtvm_ffi</c> that an extension is linked against: the names it needs, and nothing behind them.
/// It gives the library its dependency without any TVM on the build machine, and is never shipped.
/// </summary>
internal static class LinkStub
{
    private static readonly Regex ExternalFunction = new(@"^extern\s+[^;()]*?\b(TVMFFI\w+)\s*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>C source of the stub for everything of the TVMFFI functions that the glue declares.</summary>
    internal static string Write(string glue)
    {
        SortedSet<string> names = new(System.StringComparer.Ordinal);
        foreach (Match match in ExternalFunction.Matches(glue))
        {
            names.Add(match.Groups[1].Value);
        }

        StringBuilder source = new("/* Stands in for libtvm_ffi when the extension is linked. Generated. */\n");
        foreach (string name in names)
        {
            source.Append("void ").Append(name).Append("(void) {}\n");
        }

        return source.ToString();
    }
}
