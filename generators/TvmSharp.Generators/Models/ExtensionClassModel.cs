namespace TvmSharp.Generators;

/// <summary>What the class <c>TvmExtension</c> is written from.</summary>
/// <param name="Namespace">Root namespace, or empty.</param>
/// <param name="Prefix">Prefix of the registered names.</param>
/// <param name="Table">The registered functions, by name.</param>
/// <param name="Types">The registered types, each behind the one that it derives from.</param>
/// <param name="Passes">The passes with a typed factory.</param>
internal sealed record ExtensionClassModel(
    string Namespace,
    string Prefix,
    EquatableArray<TableEntry> Table,
    EquatableArray<TypeEntry> Types,
    EquatableArray<PassFactoryModel> Passes);

/// <summary>One line of a registration table.</summary>
/// <param name="Name">Registered name.</param>
/// <param name="Doc">Documentation as plain text.</param>
/// <param name="Metadata">Metadata as JSON.</param>
/// <param name="EntryReference">The entry point in C#.</param>
/// <param name="EntrySymbol">The entry point in the native library.</param>
internal sealed record TableEntry(string Name, string Doc, string Metadata, string EntryReference, string EntrySymbol);

/// <summary>A typed factory of the class <c>TvmExtension.Passes</c>.</summary>
/// <param name="Name">Name of the factory, unique in the class.</param>
/// <param name="RegisteredName">Registered name of the pass.</param>
/// <param name="Creator">The method that makes the pass.</param>
/// <param name="Parameters">Parameters of the factory.</param>
/// <param name="Summary">Documentation of the pass.</param>
internal sealed record PassFactoryModel(
    string Name, string RegisteredName, string Creator, EquatableArray<ParameterModel> Parameters, string Summary);
