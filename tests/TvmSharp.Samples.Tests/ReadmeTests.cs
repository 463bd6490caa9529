using System.Reflection;
using System.Text.RegularExpressions;

namespace TvmSharp.Samples.Tests;

/// <summary>The code in README's chapters on passes, on building IR and on native sources is code that is built.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Code_in_README_is_that_of_the_files_it_names()
    {
        string root = typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static metadata => metadata.Key == "RepositoryRoot").Value!;
        List<(string Path, string Code)> blocks =
        [
            .. Block().Matches(File.ReadAllText(Path.Combine(root, "README.md")))
                .Select(static match => (match.Groups["path"].Value, match.Groups["code"].Value)),
        ];
        Assert.True(blocks.Count >= 5, $"README has {blocks.Count} blocks of code that name their file.");
        Assert.All(blocks, block => Assert.Contains(Unindented(block.Code), Unindented(File.ReadAllText(Path.Combine(root, block.Path)))));
    }

    // A block may be indented less than in the file.
    private static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()));

    [GeneratedRegex("""^```(csharp|cpp)\n// (?<path>(samples|tests)/\S+\.(cs|cc))\n(?<code>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
