namespace TvmSharp.Ffi.Abi;

/// <summary>Type indices with a fixed value: <c>TVMFFITypeIndex</c> of <c>tvm/ffi/c_api.h</c>.</summary>
/// <remarks>
/// Values below <see cref="StaticObjectBegin"/> are plain data inside the 16 bytes of a
/// <see cref="TVMFFIAny"/>; the others are pointers to reference-counted objects. Other object types get an
/// index of <see cref="DynObjectBegin"/> or above when they are registered, different in each process.
/// </remarks>
public static class TypeIndex
{
    /// <summary><c>kTVMFFIAny</c>: any value. Appears in field annotations, never in a value.</summary>
    public const int Any = -1;

    /// <summary><c>kTVMFFINone</c>: no value. The payload is zero.</summary>
    public const int None = 0;

    /// <summary><c>kTVMFFIInt</c>: a 64-bit signed integer.</summary>
    public const int Int = 1;

    /// <summary><c>kTVMFFIBool</c>: a truth value, stored as the integer 0 or 1.</summary>
    public const int Bool = 2;

    /// <summary><c>kTVMFFIFloat</c>: a 64-bit floating-point number.</summary>
    public const int Float = 3;

    /// <summary><c>kTVMFFIOpaquePtr</c>: an address without a type.</summary>
    public const int OpaquePtr = 4;

    /// <summary><c>kTVMFFIDataType</c>: a <see cref="DLDataType"/> by value.</summary>
    public const int DataType = 5;

    /// <summary><c>kTVMFFIDevice</c>: a <see cref="DLDevice"/> by value.</summary>
    public const int Device = 6;

    /// <summary><c>kTVMFFIDLTensorPtr</c>: a borrowed <c>DLTensor*</c>. Views only.</summary>
    public const int DLTensorPtr = 7;

    /// <summary><c>kTVMFFIRawStr</c>: a borrowed zero-terminated UTF-8 string. Views only.</summary>
    public const int RawStr = 8;

    /// <summary><c>kTVMFFIByteArrayPtr</c>: a borrowed <see cref="TVMFFIByteArray"/>. Views only.</summary>
    public const int ByteArrayPtr = 9;

    /// <summary>
    /// <c>kTVMFFIObjectRValueRef</c>: the address of an object pointer that the callee may take over by
    /// setting it to null. Views only.
    /// </summary>
    public const int ObjectRValueRef = 10;

    /// <summary><c>kTVMFFISmallStr</c>: a UTF-8 string of at most seven bytes, inline.</summary>
    public const int SmallStr = 11;

    /// <summary><c>kTVMFFISmallBytes</c>: at most seven bytes, inline.</summary>
    public const int SmallBytes = 12;

    /// <summary><c>kTVMFFIStaticObjectBegin</c>: the first index that stands for an object.</summary>
    public const int StaticObjectBegin = 64;

    /// <summary><c>kTVMFFIObject</c>: the root of all object types.</summary>
    public const int Object = 64;

    /// <summary><c>kTVMFFIStr</c>: a string object.</summary>
    public const int Str = 65;

    /// <summary><c>kTVMFFIBytes</c>: a bytes object.</summary>
    public const int Bytes = 66;

    /// <summary><c>kTVMFFIError</c>: an error object.</summary>
    public const int Error = 67;

    /// <summary><c>kTVMFFIFunction</c>: a function object.</summary>
    public const int Function = 68;

    /// <summary><c>kTVMFFIShape</c>: a tensor shape.</summary>
    public const int Shape = 69;

    /// <summary><c>kTVMFFITensor</c>: a tensor.</summary>
    public const int Tensor = 70;

    /// <summary><c>kTVMFFIArray</c>: an immutable sequence with copy-on-write.</summary>
    public const int Array = 71;

    /// <summary><c>kTVMFFIMap</c>: an immutable map with copy-on-write.</summary>
    public const int Map = 72;

    /// <summary><c>kTVMFFIModule</c>: a runtime module.</summary>
    public const int Module = 73;

    /// <summary><c>kTVMFFIOpaquePyObject</c>: an object that belongs to Python. Never made by this library.</summary>
    public const int OpaquePyObject = 74;

    /// <summary><c>kTVMFFIList</c>: a mutable sequence.</summary>
    public const int List = 75;

    /// <summary><c>kTVMFFIDict</c>: a mutable map.</summary>
    public const int Dict = 76;

    /// <summary><c>kTVMFFIVisitInterrupt</c>: ends a structural visit early.</summary>
    public const int VisitInterrupt = 77;

    /// <summary><c>kTVMFFIStaticObjectEnd</c>: one past the last static object index.</summary>
    public const int StaticObjectEnd = 78;

    /// <summary><c>kTVMFFIDynObjectBegin</c>: the first index that is given out at run time.</summary>
    public const int DynObjectBegin = 128;
}
