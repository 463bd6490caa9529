namespace TvmSharp.Bindgen.Schema;

/// <summary>One C++ enumeration that a field or a parameter uses; it crosses the FFI as an integer.</summary>
/// <param name="CppName">C++ name without the leading <c>tvm::</c>, such as <c>tirx::ForKind</c>.</param>
/// <param name="Header">Header from the include directory.</param>
/// <param name="Underlying">Underlying type: <c>int32</c> and so on.</param>
/// <param name="Members">Members in the order of their declaration.</param>
internal sealed record EnumSchema(string CppName, string Header, string Underlying, IReadOnlyList<EnumMember> Members);

/// <summary>One member.</summary>
/// <param name="Name">Name as C++ has it, such as <c>kSerial</c>.</param>
/// <param name="Value">Value.</param>
internal sealed record EnumMember(string Name, long Value);
