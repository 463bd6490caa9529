using System.Text;

namespace TvmSharp.Bindgen.Writing;

/// <summary>.NET's names for TVM's names.</summary>
internal static class DotNetNames
{
    // Words that .NET's way of writing them would make unreadable.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["dl"] = "DL",
        ["dlpack"] = "DLPack",
        ["dltensor"] = "DLTensor",
        ["dtype"] = "DType",
        ["ndim"] = "NDim",
        ["uint64"] = "UInt64",
    };

    /// <summary>A member's name: <c>loop_var</c> is <c>LoopVar</c>, <c>READ_ONLY</c> is <c>ReadOnly</c>.</summary>
    public static string Pascal(string name)
    {
        StringBuilder result = new();
        foreach (string part in name.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            string word = part.Any(char.IsAsciiLetterLower) ? part : part.ToLowerInvariant();
            result.Append(Words.TryGetValue(word, out string? known) ? known : char.ToUpperInvariant(word[0]) + word[1..]);
        }

        return result.Length == 0 || char.IsAsciiDigit(result[0]) ? "_" + result : result.ToString();
    }

    /// <summary>
    /// A member of an enumeration: what the C name has beyond the <c>k</c> and the words that it shares with the
    /// enumeration's name. <c>kTVMFFIFieldFlagBitMaskWritable</c> of <c>TVMFFIFieldFlagBitMask</c> is <c>Writable</c>.
    /// </summary>
    public static string EnumMember(string enumName, string member)
    {
        string name = member.Length > 1 && member[0] == 'k' && !char.IsAsciiLetterLower(member[1]) ? member[1..] : member;
        int shared = 0;
        while (shared < name.Length - 1 && shared < enumName.Length && name[shared] == enumName[shared])
        {
            shared++;
        }

        // Behind all of the enumeration's name and a line under it, or back to where a word begins.
        if (shared == enumName.Length && shared < name.Length - 1 && name[shared] == '_')
        {
            return Pascal(name[shared..]);
        }

        while (shared > 0 && !(char.IsAsciiLetterUpper(name[shared]) && (shared == enumName.Length || char.IsAsciiLetterUpper(enumName[shared]))))
        {
            shared--;
        }

        string rest = name[shared..];
        return rest.Contains('_', StringComparison.Ordinal) && !rest.Any(char.IsAsciiLetterLower) ? Pascal(rest) : rest;
    }
}
