using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A field that the generator has described, whose values an entry point converts.</summary>
internal sealed unsafe class EntryFieldDefinition(FieldEntryInfo info)
    : FieldDefinition(info.Name, info.Doc, info.Flags, info.Flags.HasFlag(TvmFieldFlags.HasDefault) ? info.DefaultValue : default(Any?))
{
    internal override int StaticTypeIndex => info.Storage;

    internal override string Metadata => info.Metadata;

    internal override (nint Context, nint Convert) CreateConverter() => (0, (nint)info.Convert);
}
