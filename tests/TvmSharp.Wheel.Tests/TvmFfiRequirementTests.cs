using System.Reflection;
using TvmSharp.Ffi;

namespace TvmSharp.Wheel.Tests;

/// <summary>One rule in three places: the wheel's metadata, the runtime, and the registration glue.</summary>
public class TvmFfiRequirementTests
{
    [Fact]
    public void It_is_the_rule_of_the_runtime()
    {
        object oldest = typeof(TvmRuntime).GetField("OldestAbi", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        Assert.Equal(((uint)TvmFfiRequirement.Major, (uint)TvmFfiRequirement.Minor, (uint)TvmFfiRequirement.OldestPatch), ((uint, uint, uint))oldest);
        Assert.Equal("apache-tvm-ffi>=0.1.13,<0.2", TvmFfiRequirement.Requirement);
    }

    [Fact]
    public void It_is_the_rule_of_the_registration_glue() => Assert.Contains(
        $"version.major == {TvmFfiRequirement.Major} && version.minor == {TvmFfiRequirement.Minor} && version.patch >= {TvmFfiRequirement.OldestPatch}",
        File.ReadAllText(Path.Combine(Python.RepositoryRoot, "generators", "TvmSharp.Generators", "Glue.Write.cs")),
        StringComparison.Ordinal);
}
