using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using VerifyXunit;

namespace TvmSharp.Generators.Tests;

/// <summary>Every rule fires, stays silent, and keeps the generator from writing code that does not compile.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string> Names => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fires(string id)
    {
        ImmutableArray<Diagnostic> diagnostics = await Rules.All[id].Bad.Generate().AnalyzerDiagnostics();
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, d => Assert.Equal(id, d.Id));
        Assert.All(diagnostics, static d => Assert.True(d.Location.IsInSource));
        Assert.All(diagnostics, d => Assert.Equal("README.md#" + id.ToLowerInvariant(), d.Descriptor.HelpLinkUri));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stays_silent(string id)
    {
        GeneratedProject project = Rules.All[id].Good.Generate();
        Assert.Empty(await project.AnalyzerDiagnostics());
        project.AssertCompiles();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code_stays_free_of_errors(string id)
        => Assert.Empty(Rules.All[id].Bad.Generate().CompilerDiagnostics().Where(static d
            => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));

    [Fact]
    public void Every_rule_has_a_test()
        => Assert.Equal(
            GeneratedProject.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).Order(StringComparer.Ordinal),
            Rules.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public Task Messages()
    {
        IEnumerable<string> messages = Rules.All.Values
            .SelectMany(static rule => rule.Bad.Generate().AnalyzerDiagnostics().GetAwaiter().GetResult())
            .Select(static d => $"{d.Id} {d.Location.GetLineSpan().StartLinePosition}: {d.GetMessage(null)}")
            .Order(StringComparer.Ordinal);
        return Verifier.Verify(string.Join("\n", messages)).UseDirectory("Snapshots");
    }
}
