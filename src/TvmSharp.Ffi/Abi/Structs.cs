using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TvmSharp.Ffi.Abi;

/// <summary>Version of the C ABI: <c>TVMFFIVersion</c>.</summary>
public struct TVMFFIVersion
{
    /// <summary>Major version.</summary>
    public uint Major;

    /// <summary>Minor version.</summary>
    public uint Minor;

    /// <summary>Patch version.</summary>
    public uint Patch;

    /// <inheritdoc/>
    public override readonly string ToString() => $"{Major}.{Minor}.{Patch}";
}

/// <summary>Element type of a tensor: <c>DLDataType</c> of <c>dlpack.h</c>.</summary>
public struct DLDataType
{
    /// <summary>Type code, a <c>DLDataTypeCode</c>.</summary>
    public byte Code;

    /// <summary>Bits of one lane.</summary>
    public byte Bits;

    /// <summary>Number of lanes.</summary>
    public ushort Lanes;
}

/// <summary>Device: <c>DLDevice</c> of <c>dlpack.h</c>.</summary>
public struct DLDevice
{
    /// <summary>Device type, a <c>DLDeviceType</c>.</summary>
    public int DeviceType;

    /// <summary>Ordinal of the device among those of its type.</summary>
    public int DeviceId;
}

/// <summary>Any value, owned or borrowed: <c>TVMFFIAny</c>. Unused bytes are zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct TVMFFIAny
{
    /// <summary>Kind of the value, one of <see cref="TypeIndex"/> or a dynamic index.</summary>
    [FieldOffset(0)] public int TypeIndex;

    /// <summary>Zero for everything but small strings and small bytes.</summary>
    [FieldOffset(4)] public uint ZeroPadding;

    /// <summary>Length of a small string or of small bytes, at most seven.</summary>
    [FieldOffset(4)] public uint SmallStrLen;

    /// <summary>Integer or truth value.</summary>
    [FieldOffset(8)] public long Int64;

    /// <summary>Floating-point number.</summary>
    [FieldOffset(8)] public double Float64;

    /// <summary>Address.</summary>
    [FieldOffset(8)] public void* Ptr;

    /// <summary>Object; the value holds one reference when it is owned.</summary>
    [FieldOffset(8)] public TVMFFIObject* Obj;

    /// <summary>Element type.</summary>
    [FieldOffset(8)] public DLDataType DType;

    /// <summary>Device.</summary>
    [FieldOffset(8)] public DLDevice Device;

    /// <summary>The payload as one word.</summary>
    [FieldOffset(8)] public ulong UInt64;

    /// <summary>The eight payload bytes of a value that does not move, small strings first byte first.</summary>
    /// <remarks>No fixed buffer: every method with a value on its stack would check that stack for overruns.</remarks>
    public byte* Bytes => (byte*)Unsafe.AsPointer(ref UInt64);
}

/// <summary>Header of every object: <c>TVMFFIObject</c>, 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public unsafe struct TVMFFIObject
{
    /// <summary>Strong count in the low, weak count in the high 32 bits; all strong references hold one weak.</summary>
    [FieldOffset(0)] public ulong CombinedRefCount;

    /// <summary>Type index, the same as in a <see cref="TVMFFIAny"/> that holds the object.</summary>
    [FieldOffset(8)] public int TypeIndex;

    /// <summary>Padding.</summary>
    [FieldOffset(12)] public uint Padding;

    /// <summary>Called with <see cref="ObjectDeleterFlags"/> when a count reaches zero; may be null.</summary>
    [FieldOffset(16)] public delegate* unmanaged[Cdecl]<void*, int, void> Deleter;
}

/// <summary>What an object's deleter has to do: <c>TVMFFIObjectDeleterFlagBitMask</c>.</summary>
public static class ObjectDeleterFlags
{
    /// <summary>Release what the object refers to, keep its memory.</summary>
    public const int Strong = 1;

    /// <summary>Free the memory.</summary>
    public const int Weak = 2;

    /// <summary>Both.</summary>
    public const int Both = 3;
}

/// <summary>Borrowed bytes: <c>TVMFFIByteArray</c>. String and bytes objects hold one behind their header.</summary>
public unsafe struct TVMFFIByteArray
{
    /// <summary>First byte.</summary>
    public byte* Data;

    /// <summary>Number of bytes.</summary>
    public nuint Size;

    /// <summary>The bytes as a span, valid as long as their owner lives.</summary>
    public readonly ReadOnlySpan<byte> AsSpan() => new(Data, checked((int)Size));
}

/// <summary>What follows the header of a shape: <c>TVMFFIShapeCell</c>.</summary>
public unsafe struct TVMFFIShapeCell
{
    /// <summary>Extents.</summary>
    public long* Data;

    /// <summary>Number of dimensions.</summary>
    public nuint Size;
}

/// <summary>What follows the header of an array or list: <c>TVMFFISeqCell</c>.</summary>
public unsafe struct TVMFFISeqCell
{
    /// <summary>First element; each is an owned <see cref="TVMFFIAny"/>.</summary>
    public TVMFFIAny* Data;

    /// <summary>Number of elements in use.</summary>
    public long Size;

    /// <summary>Number of elements there is room for.</summary>
    public long Capacity;

    /// <summary>Frees <see cref="Data"/>; null when the elements are part of the object.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> DataDeleter;
}

/// <summary>What follows the header of an error: <c>TVMFFIErrorCell</c>.</summary>
public unsafe struct TVMFFIErrorCell
{
    /// <summary>Kind, such as <c>TypeError</c>.</summary>
    public TVMFFIByteArray Kind;

    /// <summary>Message.</summary>
    public TVMFFIByteArray Message;

    /// <summary>Backtrace, most recent call first.</summary>
    public TVMFFIByteArray Backtrace;

    /// <summary>Changes the backtrace: (self, text, <see cref="BacktraceUpdateMode"/>).</summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIByteArray*, int, void> UpdateBacktrace;

    /// <summary>The error that caused this one, owned, or null.</summary>
    public TVMFFIObject* CauseChain;

    /// <summary>An object that says more about the error, owned, or null.</summary>
    public TVMFFIObject* ExtraContext;
}

/// <summary>How a backtrace is changed: <c>TVMFFIBacktraceUpdateMode</c>.</summary>
public static class BacktraceUpdateMode
{
    /// <summary>The text takes the place of the backtrace.</summary>
    public const int Replace = 0;

    /// <summary>The text goes behind the backtrace.</summary>
    public const int Append = 1;
}

/// <summary>What follows the header of a function: <c>TVMFFIFunctionCell</c>.</summary>
public unsafe struct TVMFFIFunctionCell
{
    /// <summary>
    /// The function: (handle, arguments, number of arguments, result) to 0, or -1 with the error in
    /// thread-local storage. Arguments are borrowed; the result is the caller's.
    /// </summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int> SafeCall;

    /// <summary>C++ entry point that throws; null for functions made elsewhere. Not to be called.</summary>
    public void* CppCall;
}

/// <summary>Precedes the body of every allocated object: <c>TVMFFIObjectAllocHeader</c>.</summary>
public unsafe struct TVMFFIObjectAllocHeader
{
    /// <summary>Reclaims the storage; null when the object's deleter does.</summary>
    public delegate* unmanaged[Cdecl]<void*, void> DeleteSpace;
}

/// <summary>Allocator of object storage: <c>TVMFFICustomAllocator</c>.</summary>
public unsafe struct TVMFFICustomAllocator
{
    /// <summary>(size, alignment, type index, context) to the address of the object's body.</summary>
    public delegate* unmanaged[Cdecl]<nuint, nuint, int, void*, void*> Allocate;

    /// <summary>Passed to <see cref="Allocate"/> as it is.</summary>
    public void* Context;
}

/// <summary>Reflected field: <c>TVMFFIFieldInfo</c>, 120 bytes on 64-bit machines.</summary>
public unsafe struct TVMFFIFieldInfo
{
    /// <summary>Name.</summary>
    public TVMFFIByteArray Name;

    /// <summary>Documentation.</summary>
    public TVMFFIByteArray Doc;

    /// <summary>Metadata as JSON, with the type schema.</summary>
    public TVMFFIByteArray Metadata;

    /// <summary><see cref="FieldFlags"/>.</summary>
    public long Flags;

    /// <summary>Size in bytes.</summary>
    public long Size;

    /// <summary>Alignment in bytes.</summary>
    public long Alignment;

    /// <summary>Offset from the start of the object, in bytes.</summary>
    public long Offset;

    /// <summary>Reads the field at an address into an owned value; returns 0 or -1.</summary>
    public delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int> Getter;

    /// <summary>
    /// Writes the field at an address: an <c>int (*)(void*, const TVMFFIAny*)</c>, or a function object when
    /// <see cref="FieldFlags.SetterIsFunctionObj"/> is set.
    /// </summary>
    public void* Setter;

    /// <summary>Default value, or a function that makes it.</summary>
    public TVMFFIAny DefaultValueOrFactory;

    /// <summary>Type index that is known at compile time, a hint only.</summary>
    public int FieldStaticTypeIndex;
}

/// <summary>Flags of a field or method: <c>TVMFFIFieldFlagBitMask</c>.</summary>
public static class FieldFlags
{
    /// <summary>The field can be written.</summary>
    public const long Writable = 1 << 0;

    /// <summary>The field has a default.</summary>
    public const long HasDefault = 1 << 1;

    /// <summary>The method takes no object.</summary>
    public const long IsStaticMethod = 1 << 2;

    /// <summary>Left out of structural equality and hash.</summary>
    public const long SEqHashIgnore = 1 << 3;

    /// <summary>Starts a recursive definition region.</summary>
    public const long SEqHashDefRecursive = 1 << 4;

    /// <summary>The default is a function that makes it.</summary>
    public const long DefaultFromFactory = 1 << 5;

    /// <summary>Left out of the printed form.</summary>
    public const long ReprOff = 1 << 6;

    /// <summary>Left out of recursive comparison.</summary>
    public const long CompareOff = 1 << 7;

    /// <summary>Left out of recursive hashing.</summary>
    public const long HashOff = 1 << 8;

    /// <summary>Not a parameter of the generated constructor.</summary>
    public const long InitOff = 1 << 9;

    /// <summary>A parameter of the generated constructor by keyword only.</summary>
    public const long KwOnly = 1 << 10;

    /// <summary>The setter is a function object.</summary>
    public const long SetterIsFunctionObj = 1 << 11;

    /// <summary>Starts a definition region that does not extend to the variable's own fields.</summary>
    public const long SEqHashDefNonRecursive = 1 << 12;
}

/// <summary>Reflected method, or global function with its description: <c>TVMFFIMethodInfo</c>, 72 bytes.</summary>
public struct TVMFFIMethodInfo
{
    /// <summary>Name.</summary>
    public TVMFFIByteArray Name;

    /// <summary>Documentation.</summary>
    public TVMFFIByteArray Doc;

    /// <summary>Metadata as JSON, with the type schema.</summary>
    public TVMFFIByteArray Metadata;

    /// <summary><see cref="FieldFlags"/>.</summary>
    public long Flags;

    /// <summary>The function object, borrowed.</summary>
    public TVMFFIAny Method;
}

/// <summary>More about an object type: <c>TVMFFITypeMetadata</c>, 32 bytes.</summary>
public unsafe struct TVMFFITypeMetadata
{
    /// <summary>Documentation.</summary>
    public TVMFFIByteArray Doc;

    /// <summary>Makes an empty object: (out object) to 0 or -1; may be null.</summary>
    public delegate* unmanaged[Cdecl]<TVMFFIObject**, int> Creator;

    /// <summary>Size of the object in bytes, 0 when it is not fixed.</summary>
    public int TotalSize;

    /// <summary><see cref="SEqHashKind"/>.</summary>
    public int StructuralEqHashKind;
}

/// <summary>How objects of a type are compared by structure: <c>TVMFFISEqHashKind</c>.</summary>
public static class SEqHashKind
{
    /// <summary>They are not.</summary>
    public const int Unsupported = 0;

    /// <summary>As trees.</summary>
    public const int TreeNode = 1;

    /// <summary>As variables that may be mapped to one another.</summary>
    public const int FreeVar = 2;

    /// <summary>As graphs: sharing matters.</summary>
    public const int DAGNode = 3;

    /// <summary>As trees without variables.</summary>
    public const int ConstTreeNode = 4;

    /// <summary>By address.</summary>
    public const int UniqueInstance = 5;
}

/// <summary>One attribute for all types: <c>TVMFFITypeAttrColumn</c>.</summary>
public unsafe struct TVMFFITypeAttrColumn
{
    /// <summary>Values; the one for a type is at its index less <see cref="BeginIndex"/>.</summary>
    public TVMFFIAny* Data;

    /// <summary>Number of values.</summary>
    public int Size;

    /// <summary>Type index of the first value.</summary>
    public int BeginIndex;
}

/// <summary>Runtime type information: <c>TVMFFITypeInfo</c>, 72 bytes.</summary>
public unsafe struct TVMFFITypeInfo
{
    /// <summary>Type index.</summary>
    public int TypeIndex;

    /// <summary>Number of ancestors.</summary>
    public int TypeDepth;

    /// <summary>Type key.</summary>
    public TVMFFIByteArray TypeKey;

    /// <summary>Ancestors, the root first.</summary>
    public TVMFFITypeInfo** TypeAncestors;

    /// <summary>Hash of the type key.</summary>
    public ulong TypeKeyHash;

    /// <summary>Number of fields of the type's own.</summary>
    public int NumFields;

    /// <summary>Number of methods of the type's own.</summary>
    public int NumMethods;

    /// <summary>Fields. The address changes when a field is added.</summary>
    public TVMFFIFieldInfo* Fields;

    /// <summary>Methods. The address changes when a method is added.</summary>
    public TVMFFIMethodInfo* Methods;

    /// <summary>More about the type, or null.</summary>
    public TVMFFITypeMetadata* Metadata;
}
