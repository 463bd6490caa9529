namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>A symbol version that a library expects of another.</summary>
internal sealed class ElfVersion(string name, string library)
{
    /// <summary>Such as <c>GLIBC_2.34</c>.</summary>
    internal string Name { get; } = name;

    /// <summary>The library that has to define it, by the name in <c>DT_NEEDED</c>.</summary>
    internal string Library { get; } = library;
}
