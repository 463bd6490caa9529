namespace TvmSharp.Ffi;

/// <summary>What the bits of an element mean: <c>DLDataTypeCode</c> of <c>dlpack.h</c>.</summary>
public enum DataTypeCode
{
    /// <summary>Signed integer.</summary>
    Int = 0,

    /// <summary>Unsigned integer.</summary>
    UInt = 1,

    /// <summary>IEEE floating-point number.</summary>
    Float = 2,

    /// <summary>Address; with no bits and no lanes, nothing.</summary>
    OpaqueHandle = 3,

    /// <summary>Brain floating-point number.</summary>
    BFloat = 4,

    /// <summary>Complex number: two floating-point numbers.</summary>
    Complex = 5,

    /// <summary>Truth value, of one byte.</summary>
    Bool = 6,

    /// <summary>Floating-point number of 8 bits with 3 bits of exponent, 4 of fraction.</summary>
    Float8E3M4 = 7,

    /// <summary>Floating-point number of 8 bits with 4 bits of exponent, 3 of fraction.</summary>
    Float8E4M3 = 8,

    /// <summary>As <see cref="Float8E4M3"/> with a bias of 11, finite, one zero.</summary>
    Float8E4M3B11FnUz = 9,

    /// <summary>As <see cref="Float8E4M3"/>, finite.</summary>
    Float8E4M3Fn = 10,

    /// <summary>As <see cref="Float8E4M3"/>, finite, one zero.</summary>
    Float8E4M3FnUz = 11,

    /// <summary>Floating-point number of 8 bits with 5 bits of exponent, 2 of fraction.</summary>
    Float8E5M2 = 12,

    /// <summary>As <see cref="Float8E5M2"/>, finite, one zero.</summary>
    Float8E5M2FnUz = 13,

    /// <summary>Power of two of 8 bits.</summary>
    Float8E8M0Fnu = 14,

    /// <summary>Floating-point number of 6 bits with 2 bits of exponent, 3 of fraction.</summary>
    Float6E2M3Fn = 15,

    /// <summary>Floating-point number of 6 bits with 3 bits of exponent, 2 of fraction.</summary>
    Float6E3M2Fn = 16,

    /// <summary>Floating-point number of 4 bits with 2 bits of exponent, 1 of fraction.</summary>
    Float4E2M1Fn = 17,
}
