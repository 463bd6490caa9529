namespace TvmSharp.Generators;

/// <summary>A field of a type that is defined.</summary>
/// <param name="Name">Registered name.</param>
/// <param name="Property">The property's name in C#, without an <c>@</c>.</param>
/// <param name="Value">Its type.</param>
/// <param name="Storage">How it is stored.</param>
/// <param name="Offset">Offset from the start of the object, in bytes.</param>
/// <param name="Flags">Its flags, without what says how it is set.</param>
/// <param name="Default">Its default, or null.</param>
/// <param name="Doc">Its documentation as plain text.</param>
/// <param name="Declaration">The property as it is declared: modifiers, type and name.</param>
/// <param name="Getter">The getter as it is declared, without its end.</param>
/// <param name="Setter">The setter as it is declared, without its end, or null.</param>
internal sealed record FieldModel(
    string Name,
    string Property,
    ValueModel Value,
    FieldStorage Storage,
    int Offset,
    FieldFlags Flags,
    FieldDefault? Default,
    string Doc,
    string Declaration,
    string Getter,
    string? Setter)
{
    /// <summary>Whether the field never changes once its object is made.</summary>
    public bool IsReadOnly => (Flags & FieldFlags.Writable) == 0;

    /// <summary>The metadata: upstream's type schema, a JSON text inside JSON.</summary>
    public string Metadata => JsonText.Object(("type_schema", JsonText.Quote(Value.Schema)));
}
