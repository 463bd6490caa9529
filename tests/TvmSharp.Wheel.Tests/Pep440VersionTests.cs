namespace TvmSharp.Wheel.Tests;

public class Pep440VersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.0.0.0", "1.0.0.0")]
    [InlineData("01.002.0", "1.2.0")]
    [InlineData("v1.0", "1.0")]
    [InlineData(" 1.0\n", "1.0")]
    [InlineData("1!2.0", "1!2.0")]
    [InlineData("0!2.0", "2.0")]
    [InlineData("1.1RC1", "1.1rc1")]
    [InlineData("1.1.a1", "1.1a1")]
    [InlineData("1.1-alpha", "1.1a0")]
    [InlineData("1.1_beta.2", "1.1b2")]
    [InlineData("1.1c3", "1.1rc3")]
    [InlineData("1.1-preview3", "1.1rc3")]
    [InlineData("1.2-post2", "1.2.post2")]
    [InlineData("1.2.r4", "1.2.post4")]
    [InlineData("1.2-1", "1.2.post1")]
    [InlineData("1.2dev", "1.2.dev0")]
    [InlineData("1.2a1.post2.dev3+ubuntu-1.02", "1.2a1.post2.dev3+ubuntu.1.2")]
    public void Versions_of_pep_440_are_normalized(string version, string normal) =>
        Assert.Equal(normal, Pep440Version.Normalize(version, isSemVer: false));

    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("1.0.0-alpha", "1.0.0a0")]
    [InlineData("1.0.0-alpha.1", "1.0.0a1")]
    [InlineData("1.0.0-beta2", "1.0.0b2")]
    [InlineData("1.0.0-rc.10", "1.0.0rc10")]
    [InlineData("1.0.0-dev.7", "1.0.0.dev7")]
    [InlineData("1.0.0-RC.1+sha.0a-b", "1.0.0rc1")]
    [InlineData("1.0.0+20130313144700", "1.0.0")]
    public void Prereleases_of_dotnet_are_those_of_pep_440(string version, string normal) =>
        Assert.Equal(normal, Pep440Version.Normalize(version, isSemVer: true));

    [Theory]
    [InlineData("1.0.0-preview.1")]
    [InlineData("1.0.0-1")]
    [InlineData("1.0.0-post.1")]
    [InlineData("1.0.0-ci.42")]
    [InlineData("1.0.0-alpha.1.2")]
    [InlineData("")]
    public void A_version_with_another_meaning_is_refused_with_the_property_to_set(string version)
    {
        WheelException error = Assert.Throws<WheelException>(() => Pep440Version.Normalize(version, isSemVer: true));
        Assert.Equal("TVMSDK010", error.Code);
        Assert.Contains("TvmWheelVersion", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1.0.x")]
    [InlineData("1..0")]
    [InlineData("1.0+")]
    [InlineData("1.0+a..b")]
    [InlineData("1.0-gamma1")]
    [InlineData("١.0")]
    [InlineData("1.0\n1.0")]
    public void Anything_else_is_refused(string version)
    {
        WheelException error = Assert.Throws<WheelException>(() => Pep440Version.Normalize(version, isSemVer: false));
        Assert.Equal("TVMSDK010", error.Code);
    }
}
