namespace TvmSharp.Bindgen.Schema;

/// <summary>One global function.</summary>
/// <param name="Name">Registered name, such as <c>tirx.transform.StmtSimplify</c>.</param>
/// <param name="CppName">C++ function that is registered or called, as far as it is known, without the leading <c>tvm::</c>.</param>
/// <param name="Header">Header that declares it; null when none does.</param>
/// <param name="Source">File of the registration from the source directory, such as <c>src/tirx/ir/stmt.cc</c>.</param>
/// <param name="IsPacked">Whether it is registered packed (<c>def_packed</c>): parameters are unknown.</param>
/// <param name="Returns">Type of the result; null when unknown.</param>
/// <param name="Parameters">Parameters in order.</param>
internal sealed record FunctionSchema(
    string Name,
    string? CppName,
    string? Header,
    string? Source,
    bool IsPacked,
    TypeExpression? Returns,
    IReadOnlyList<ParameterSchema> Parameters);

/// <summary>One parameter.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">C++ type.</param>
/// <param name="Default">Default value as C++ has it; null for none.</param>
internal sealed record ParameterSchema(string Name, TypeExpression Type, string? Default);
