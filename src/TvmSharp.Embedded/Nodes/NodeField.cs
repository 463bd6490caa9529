using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Nodes;

/// <summary>A field of a node type.</summary>
/// <param name="Name">Upstream's reflected name; empty for a field that is not reflected.</param>
/// <param name="Kind">How it is stored.</param>
/// <param name="Offset">Offset from the start of the object, as in upstream's class on 64-bit machines.</param>
/// <param name="Type">Type for the schema.</param>
/// <param name="Flags">Reflection flags.</param>
/// <param name="Default">
/// Address of a managed function that gives a reference to what an empty object has in the field; zero for the
/// empty value of the kind.
/// </param>
internal sealed record NodeField(string Name, FieldKind Kind, int Offset, HostType Type, long Flags = 0, nint Default = 0)
{
    /// <summary>Whether the field is another name of a field of the parent.</summary>
    public bool IsAlias { get; init; }

    /// <summary>Whether upstream leaves it empty though its type does not say so.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Makes the default of a plain field, owned; null for the empty value of the kind.</summary>
    public Func<TVMFFIAny>? PlainDefault { get; init; }

    /// <summary>
    /// Gives a function object, owned, that takes the address of the field and a value, checks and converts that, and
    /// stores it; null for the setter of the kind, which is not told what class an object must have.
    /// </summary>
    public Func<nint>? Setter { get; init; }

    /// <summary>Converts an accepted value to what is stored; null for one that is stored as it is.</summary>
    public Func<TVMFFIAny, TVMFFIAny>? Convert { get; init; }

    /// <summary>Size in bytes.</summary>
    public int Size => Kind switch
    {
        FieldKind.StandardString => 32,
        FieldKind.Text or FieldKind.Any or FieldKind.OptionalValue => 16,
        FieldKind.Int32 or FieldKind.DataType => 4,
        FieldKind.Bool => 1,
        _ => 8,
    };

    /// <summary>Alignment in bytes; a data type is aligned as its widest member.</summary>
    public int Alignment => Kind switch
    {
        FieldKind.DataType => 2,
        FieldKind.Int32 => 4,
        FieldKind.Bool => 1,
        _ => 8,
    };

    /// <summary>Whether the field holds a reference.</summary>
    public bool IsPointer => Kind <= FieldKind.Shape;

    /// <summary>Whether the field holds the 16 bytes of a value.</summary>
    public bool IsValue => Kind is FieldKind.Text or FieldKind.Any or FieldKind.OptionalValue;
}
