using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Tests;

/// <summary>Small schemas for tests.</summary>
internal static class Schemas
{
    public static TvmSchema Of(
        IReadOnlyList<TypeSchema>? types = null,
        IReadOnlyList<EnumSchema>? enums = null,
        IReadOnlyList<ViewSchema>? views = null,
        IReadOnlyList<FunctionSchema>? functions = null,
        string version = "1.0.0") => new(version, types ?? [], enums ?? [], views ?? [], functions ?? []);

    public static TypeSchema Type(string key, params FieldSchema[] fields)
    {
        string name = key.Replace(".", "::", StringComparison.Ordinal);
        return new(key, name + "Node", name, $"tvm/{key[..key.IndexOf('.', StringComparison.Ordinal)]}.h", "ffi.Object", false, true, null, null, fields, null);
    }

    public static FieldSchema Field(string name, string type) => new(name, name, TypeExpression.Parse(type), null, 8, FieldFlags.ReadOnly, null);

    public static FunctionSchema Function(string name, string returns, params string[] parameters) => new(
        name,
        null,
        null,
        "src/functions.cc",
        false,
        TypeExpression.Parse(returns),
        [.. parameters.Select(static p => new ParameterSchema(p[(p.LastIndexOf(' ') + 1)..], TypeExpression.Parse(p[..p.LastIndexOf(' ')]), null))]);

    public static EnumSchema Enum(string name, params string[] members) =>
        new(name, "tvm/enums.h", "int32", [.. members.Select(static (member, value) => new EnumMember(member, value))]);
}
