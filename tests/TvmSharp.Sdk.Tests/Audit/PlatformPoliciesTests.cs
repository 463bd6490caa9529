using TvmSharp.Sdk.Tasks.Audit;

namespace TvmSharp.Sdk.Tests.Audit;

public sealed class PlatformPoliciesTests
{
    [Theory]
    [InlineData("manylinux", "x86_64", "manylinux_2_5", "manylinux_2_41", "manylinux1 manylinux2010 manylinux2014")]
    [InlineData("manylinux", "aarch64", "manylinux_2_17", "manylinux_2_41", "manylinux2014")]
    [InlineData("musllinux", "x86_64", "musllinux_1_2", "musllinux_1_2", "")]
    [InlineData("musllinux", "aarch64", "musllinux_1_2", "musllinux_1_2", "")]
    public void Policies_come_in_order(string family, string architecture, string first, string last, string aliases)
    {
        IReadOnlyList<PlatformPolicy> policies = PlatformPolicies.Read(family, architecture);

        Assert.Equal(first, policies[0].Name);
        Assert.Equal(last, policies[^1].Name);
        Assert.Equal(policies.Select(policy => policy.Minor).Distinct().Order(), policies.Select(policy => policy.Minor));
        Assert.Equal(aliases, string.Join(' ', policies.SelectMany(policy => policy.Aliases)));
    }

    [Fact]
    public void Unknown_architecture_has_none() => Assert.Empty(PlatformPolicies.Read("manylinux", "i686"));
}
