using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A field of a type that is being defined.</summary>
/// <param name="name">Name.</param>
/// <param name="doc">Documentation.</param>
/// <param name="flags">Flags without those that follow from the rest.</param>
/// <param name="defaultValue">Default, or a factory for it; null when the field is required.</param>
internal abstract unsafe class FieldDefinition(string name, string doc, TvmFieldFlags flags, Any? defaultValue)
{
    internal string Name { get; } = name;

    internal string Doc { get; } = doc;

    internal Any? DefaultValue { get; } = defaultValue;

    internal long Flags { get; } =
        (long)(flags | TvmFieldFlags.SetterIsFunction | (defaultValue is null ? 0 : TvmFieldFlags.HasDefault));

    /// <summary>How the field is stored: a type index for plain values and objects, <see cref="TypeIndex.Any"/> for the rest.</summary>
    internal abstract int StaticTypeIndex { get; }

    internal long Size => StaticTypeIndex switch
    {
        TypeIndex.Bool => sizeof(byte),
        TypeIndex.DataType => sizeof(DLDataType),
        TypeIndex.Any => sizeof(TVMFFIAny),
        _ => sizeof(long),
    };

    internal long Alignment => StaticTypeIndex switch
    {
        TypeIndex.Bool => sizeof(byte),
        TypeIndex.DataType => sizeof(ushort),
        TypeIndex.Device => sizeof(int),
        _ => sizeof(long),
    };

    internal abstract string Metadata { get; }

    /// <summary>What converts a value on its way into the field, and what that gets, for the life of the process.</summary>
    internal abstract (nint Context, nint Convert) CreateConverter();
}
