namespace TvmSharp.Ffi;

/// <summary>What an <see cref="Any"/> or <see cref="AnyView"/> holds.</summary>
public enum AnyKind
{
    /// <summary>No value.</summary>
    None,

    /// <summary>A 64-bit signed integer.</summary>
    Int,

    /// <summary>A truth value.</summary>
    Bool,

    /// <summary>A 64-bit floating-point number.</summary>
    Float,

    /// <summary>An address without a type.</summary>
    OpaquePtr,

    /// <summary>An element type, <see cref="Ffi.DataType"/>.</summary>
    DataType,

    /// <summary>A device, <see cref="Ffi.Device"/>.</summary>
    Device,

    /// <summary>A string.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A reference-counted object.</summary>
    Object,

    /// <summary>The address of a <c>DLTensor</c> that somebody else owns. Views only.</summary>
    TensorPtr,

    /// <summary>An object that is passed on with its reference, see <see cref="TvmObject.Move"/>. Views only.</summary>
    MovedObject,
}
