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

    // Names as the Itanium C++ ABI mangles them: functions, also const ones, and tables, type information and guards, of namespace
    // tvm::ffi and of the rest of tvm.
    private static readonly Regex FfiName = new(@"^(TVMFFI\w+|_Z(T[VTIS]|GV|GVZ|Z)?NK?3tvm3ffi.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex TvmName = new(@"^_Z(T[VTIS]|GV|GVZ|Z)?NK?3tvm\d", RegexOptions.CultureInvariant);

    /// <summary>C source of the stub for everything of the TVMFFI functions that the glue declares.</summary>
    internal static string Write(string glue)
    {
        SortedSet<string> names = new(System.StringComparer.Ordinal);
        foreach (Match match in ExternalFunction.Matches(glue))
        {
            names.Add(match.Groups[1].Value);
        }

        return Write(names);
    }

    /// <summary>C source of the stub for names.</summary>
    internal static string Write(IEnumerable<string> names)
    {
        StringBuilder source = new("/* Stands in for libtvm_ffi when the extension is linked. Generated. */\n");
        foreach (string name in names)
        {
            source.Append("void ").Append(name).Append("(void) {}\n");
        }

        return source.ToString();
    }

    /// <summary>Whether a symbol that nobody defines is one of libtvm_ffi: of its C ABI, or of the C++ in its extra headers.</summary>
    internal static bool IsOfFfi(string symbol) => FfiName.IsMatch(symbol);

    /// <summary>Whether a symbol that nobody defines is one of libtvm_compiler or libtvm_runtime, which hide theirs.</summary>
    internal static bool IsOfCompiler(string symbol) => TvmName.IsMatch(symbol) && !IsOfFfi(symbol);
}
