using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>How the value of a field lies in its object.</summary>
internal enum FieldStorage
{
    /// <summary>Not known: only the registered getter reads it.</summary>
    Opaque,

    /// <summary>An integer of the field's size, signed or not.</summary>
    Integer,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean,

    /// <summary>A number of the field's size.</summary>
    Float,

    /// <summary>An address without a type.</summary>
    Pointer,

    /// <summary>A <see cref="DLDataType"/>.</summary>
    DataType,

    /// <summary>A <see cref="DLDevice"/>.</summary>
    Device,

    /// <summary>The address of an object, or null.</summary>
    Object,
}
