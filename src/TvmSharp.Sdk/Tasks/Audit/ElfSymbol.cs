namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>A symbol that a library expects of others.</summary>
internal sealed class ElfSymbol(string name, ElfVersion? version, bool isWeak)
{
    internal string Name { get; } = name;

    /// <summary>Null for a symbol of a library without symbol versions.</summary>
    internal ElfVersion? Version { get; } = version;

    /// <summary>Whether the library loads without it.</summary>
    internal bool IsWeak { get; } = isWeak;
}
