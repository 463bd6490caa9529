namespace TvmSharp.Generators;

/// <summary>A function as it is registered.</summary>
/// <param name="Name">Its name in TVM's registry.</param>
/// <param name="EntryClass">The class of its entry point, nested in <c>TvmExtension</c>.</param>
/// <param name="EntryMethod">The entry point of an export, or the class of a pass; unique in the entry class.</param>
/// <param name="Method">The method behind it.</param>
/// <param name="Kind">What it is, as symbols say it.</param>
internal sealed record FunctionModel(string Name, string EntryClass, string EntryMethod, MethodModel Method, string Kind = "entry")
{
    /// <summary>Symbol of the entry point in the native library.</summary>
    public string EntrySymbol => RegisteredName.Symbol(Kind, Name);

    /// <summary>The entry point as the class <c>TvmExtension</c> names it.</summary>
    public string EntryReference => Method.Pass is null ? $"{EntryClass}.{EntryMethod}" : $"{EntryClass}.{EntryMethod}.Factory";
}
