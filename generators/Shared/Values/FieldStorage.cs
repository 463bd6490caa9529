using Microsoft.CodeAnalysis;

namespace TvmSharp.Generators;

/// <summary>How a field is stored: a <c>TVMFFITypeIndex</c>, with what <c>ffi.MakeFieldGetter</c> takes it for.</summary>
internal enum FieldStorage
{
    /// <summary>An <c>Any</c> of 16 bytes.</summary>
    Any = -1,

    /// <summary>An integer of 64 bits.</summary>
    Integer = 1,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean = 2,

    /// <summary>A number of 64 bits.</summary>
    Float = 3,

    /// <summary>An address.</summary>
    Pointer = 4,

    /// <summary>A <c>DLDataType</c>.</summary>
    DataType = 5,

    /// <summary>A <c>DLDevice</c>.</summary>
    Device = 6,

    /// <summary>A reference to an object, or null.</summary>
    Object = 64,
}

/// <summary>Decides how fields are stored. The runtime's <c>FieldDefinition</c> lays them out alike.</summary>
internal static class FieldStorageFacts
{
    /// <summary>How values of a type are stored.</summary>
    public static FieldStorage Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => FieldStorage.Boolean,
        SpecialType.System_Double or SpecialType.System_Single => FieldStorage.Float,
        SpecialType.System_IntPtr => FieldStorage.Pointer,
        SpecialType.System_Int64 or SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_SByte
            or SpecialType.System_UInt64 or SpecialType.System_UInt32 or SpecialType.System_UInt16
            or SpecialType.System_Byte => FieldStorage.Integer,
        _ when type.TypeKind == TypeKind.Enum => FieldStorage.Integer,
        _ when type is { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => FieldStorage.Float,
        _ when type.IsFfiType("DataType") => FieldStorage.DataType,
        _ when type.IsFfiType("Device") => FieldStorage.Device,
        _ when type.IsTvmObject() => FieldStorage.Object,
        _ => FieldStorage.Any,
    };

    /// <summary>Size in bytes.</summary>
    public static int Size(this FieldStorage storage) => storage switch
    {
        FieldStorage.Boolean => 1,
        FieldStorage.DataType => 4,
        FieldStorage.Any => 16,
        _ => 8,
    };

    /// <summary>Alignment in bytes.</summary>
    public static int Alignment(this FieldStorage storage) => storage switch
    {
        FieldStorage.Boolean => 1,
        FieldStorage.DataType => 2,
        FieldStorage.Device => 4,
        _ => 8,
    };
}
