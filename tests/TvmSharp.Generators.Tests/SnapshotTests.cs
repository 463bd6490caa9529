using VerifyXunit;

namespace TvmSharp.Generators.Tests;

/// <summary>What is emitted for each feature, every file of it.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Names => [.. Features.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Emitted(string feature)
    {
        string text = Features.All[feature].Generate().Text;

        // The glue's code is the same everywhere; one snapshot has it in full.
        if (feature != "Empty")
        {
            text = text
                .Replace(Escape(Glue.Declarations), "(declarations)\n", StringComparison.Ordinal)
                .Replace(Escape(Glue.Code), "(code)\n", StringComparison.Ordinal);
        }

        return Verifier.Verify(text).UseDirectory("Snapshots").UseParameters(feature);
    }

    private static string Escape(string c) => c.Replace("\"", "\"\"", StringComparison.Ordinal);
}
