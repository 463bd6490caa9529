namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>
/// The versions of tvm-ffi that an extension works with. The rule is that of <c>TvmRuntime.CheckVersion</c> in TvmSharp.Ffi and of
/// the registration glue: the C ABI of 0.1, from 0.1.13 on. A test holds the three together.
/// </summary>
/// <remarks>
/// <c>TVMFFIGetVersion</c> gives the numbers of the release: its header at the tags v0.1.12 and v0.1.13 has 12 and 13, and that of
/// v0.1.13-post0 to -post2 has 14 already. So a release is in the range of the distribution exactly when its ABI is.
/// </remarks>
internal static class TvmFfiRequirement
{
    internal const int Major = 0;

    internal const int Minor = 1;

    internal const int OldestPatch = 13;

    /// <summary>Oldest version, as text.</summary>
    internal static string Oldest => $"{Major}.{Minor}.{OldestPatch}";

    /// <summary>As a dependency: PEP 508.</summary>
    internal static string Requirement => $"apache-tvm-ffi>={Oldest},<{Major}.{Minor + 1}";

    /// <summary>Oldest Python of those versions: <c>requires-python</c> in upstream's pyproject.toml at v0.1.13.</summary>
    internal const string RequiresPython = ">=3.9";
}
