namespace TvmSharp.Generators;

/// <summary>What the C glue is written from.</summary>
/// <param name="Prefix">Prefix of the registered names.</param>
/// <param name="Table">The registered functions, by name.</param>
/// <param name="Types">The registered types, each behind the one that it derives from.</param>
internal sealed record GlueModel(string Prefix, EquatableArray<TableEntry> Table, EquatableArray<TypeEntry> Types);
