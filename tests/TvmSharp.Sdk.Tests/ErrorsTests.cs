using System.Reflection;

namespace TvmSharp.Sdk.Tests;

public sealed class ErrorsTests
{
    [Fact]
    public void Each_code_is_there_once_and_has_a_row_in_the_README()
    {
        string readme = File.ReadAllText(FindReadme(AppContext.BaseDirectory));
        string[] codes = [.. typeof(Errors).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

        Assert.NotEmpty(codes);
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.Contains($"| <a id=\"{code.ToLowerInvariant()}\"></a>{code} |", readme, StringComparison.Ordinal));
    }

    private static string FindReadme(string directory) => File.Exists(Path.Combine(directory, "TvmSharp.slnx"))
        ? Path.Combine(directory, "README.md")
        : FindReadme(Path.GetDirectoryName(directory)!);
}
