namespace TvmSharp.Generators;

/// <summary>A type as it is registered.</summary>
/// <param name="Object">The class that defines it.</param>
/// <param name="EntryClass">The class of its entry points, nested in <c>TvmExtension</c>.</param>
/// <param name="Converters">What converts the values of its fields, in their order.</param>
/// <param name="Methods">Its methods, in their order.</param>
internal sealed record TypeEntry(
    ObjectModel Object, string EntryClass, EquatableArray<ConverterEntry> Converters, EquatableArray<MethodEntry> Methods);

/// <summary>What converts the values of a field.</summary>
/// <param name="EntryMethod">The entry point, unique in the entry class.</param>
/// <param name="EntrySymbol">The entry point in the native library.</param>
internal sealed record ConverterEntry(string EntryMethod, string EntrySymbol);

/// <summary>An entry point of a method.</summary>
/// <param name="Function">The method as a function whose first parameter is the object.</param>
/// <param name="Entry">Its line in the registration table.</param>
/// <param name="IsStatic">Whether it gets no object.</param>
internal sealed record MethodEntry(FunctionModel Function, TableEntry Entry, bool IsStatic);

/// <summary>The entry points of a type, which share a file.</summary>
/// <param name="Namespace">Root namespace, or empty.</param>
/// <param name="Type">The type.</param>
internal sealed record TypeEntryGroup(string Namespace, TypeEntry Type);
