using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Abi;

/// <summary>tvm-ffi's C ABI, header by header.</summary>
/// <param name="Headers">Headers, those that are included by others first.</param>
internal sealed record AbiSchema(IReadOnlyList<AbiHeader> Headers);

/// <summary>What one C header declares, each list in the order of the header.</summary>
/// <param name="Path">Header from the include directory, such as <c>tvm/ffi/c_api.h</c>.</param>
/// <param name="Constants">Macros without parameters that are integers.</param>
/// <param name="Enums">Enumerations.</param>
/// <param name="Structs">Structs with their layout.</param>
/// <param name="Functions">Functions that the library exports.</param>
internal sealed record AbiHeader(
    string Path,
    IReadOnlyList<AbiConstant> Constants,
    IReadOnlyList<AbiEnum> Enums,
    IReadOnlyList<AbiStruct> Structs,
    IReadOnlyList<AbiFunction> Functions);

/// <summary>A macro that is an integer.</summary>
/// <param name="Name">Name of the macro.</param>
/// <param name="Value">Value.</param>
internal sealed record AbiConstant(string Name, long Value);

/// <summary>An enumeration.</summary>
/// <param name="Name">C name.</param>
/// <param name="Underlying">Underlying type.</param>
/// <param name="Members">Members in order.</param>
internal sealed record AbiEnum(string Name, PrimitiveType Underlying, IReadOnlyList<EnumMember> Members);

/// <summary>A struct.</summary>
/// <param name="Name">C name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Fields">Fields in order; those of anonymous unions stand among them.</param>
internal sealed record AbiStruct(string Name, int Size, IReadOnlyList<AbiField> Fields);

/// <summary>A field of a struct.</summary>
/// <param name="Name">C name.</param>
/// <param name="Type">Type.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
internal sealed record AbiField(string Name, AbiType Type, int Offset);

/// <summary>An exported function.</summary>
/// <param name="Name">Name.</param>
/// <param name="Returns">Type of the result.</param>
/// <param name="Parameters">Parameters.</param>
internal sealed record AbiFunction(string Name, AbiType Returns, IReadOnlyList<AbiParameter> Parameters);

/// <summary>A parameter.</summary>
/// <param name="Name">Name; empty when the header gives none.</param>
/// <param name="Type">Type.</param>
internal sealed record AbiParameter(string Name, AbiType Type);
