namespace TvmSharp.Bindgen.Abi;

/// <summary>A C type. <c>const</c> is left out: it changes nothing of how a value is passed.</summary>
internal abstract record AbiType;

/// <summary><c>void</c>, a character, an integer or a floating-point number.</summary>
/// <param name="Name"><c>void</c>, <c>char</c>, <c>bool</c>, <c>int8</c> to <c>int64</c>, <c>uint8</c> to <c>uint64</c>, <c>size</c>, <c>float32</c>, <c>float64</c>.</param>
internal sealed record PrimitiveType(string Name) : AbiType;

/// <summary>A struct, by value.</summary>
/// <param name="Name">C name.</param>
internal sealed record StructType(string Name) : AbiType;

/// <summary>An enumeration, by value.</summary>
/// <param name="Name">C name.</param>
/// <param name="Underlying">Underlying type.</param>
internal sealed record EnumType(string Name, PrimitiveType Underlying) : AbiType;

/// <summary>A <c>TVMFFIObjectHandle</c>: for C a <c>void*</c>, in truth the address of an object's header.</summary>
internal sealed record ObjectHandleType : AbiType;

/// <summary>An address of something.</summary>
/// <param name="Target">What is there.</param>
internal sealed record PointerType(AbiType Target) : AbiType;

/// <summary>An array inside a struct.</summary>
/// <param name="Element">Type of an element.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record ArrayType(AbiType Element, int Count) : AbiType;

/// <summary>The address of a function.</summary>
/// <param name="Returns">Type of the result.</param>
/// <param name="Parameters">Types of the parameters.</param>
internal sealed record FunctionPointerType(AbiType Returns, IReadOnlyList<AbiType> Parameters) : AbiType;
