namespace TvmSharp.Ffi.Tests;

/// <summary>What README promises about tests is there.</summary>
public sealed class ReadmeTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_feature_that_is_there_names_tests_that_are()
    {
        string[] rows =
        [
            .. File.ReadLines(Path.Combine(Root, "README.md"))
                .SkipWhile(static line => line != "## Features of tvm-ffi")
                .SkipWhile(static line => !line.StartsWith("|---", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(static line => line.StartsWith('|')),
        ];
        Assert.True(rows.Length > 30, $"The table has {rows.Length} rows.");
        HashSet<string?> tests =
        [
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
                .Where(static file => File.ReadAllText(file) is { } text
                    && (text.Contains("[Fact]", StringComparison.Ordinal) || text.Contains("[Theory]", StringComparison.Ordinal) || text.Contains("[TestingLibraryFact]", StringComparison.Ordinal)))
                .Select(Path.GetFileNameWithoutExtension),
        ];
        foreach (string row in rows)
        {
            string cell = row.TrimEnd('|', ' ').Split('|')[^1].Trim();
            if (cell.StartsWith('–'))
            {
                continue;
            }

            int begin = cell.IndexOf(": ", StringComparison.Ordinal);
            Assert.Contains(begin < 0 ? cell : cell[..begin], (string[])["yes", "in part"]);
            Assert.All(
                cell[(begin + 2)..].Split([", ", " / "], StringSplitOptions.None),
                name => Assert.True(tests.Contains(name), $"`{name}` of the row `{row}` is no test."));
        }
    }

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TvmSharp.slnx")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
