namespace TvmSharp.Bindgen.Schema;

/// <summary>A C++ reference class over the objects of another class, such as <c>PrimExpr</c> over <c>ExprNode</c>.</summary>
/// <param name="CppName">C++ name without the leading <c>tvm::</c>.</param>
/// <param name="Header">Header from the include directory.</param>
/// <param name="Key">Type key of the objects.</param>
/// <param name="Base">C++ type it is derived from or an alias of, such as <c>TypedExpr&lt;PrimType&gt;</c>.</param>
internal sealed record ViewSchema(string CppName, string Header, string Key, TypeExpression Base);
