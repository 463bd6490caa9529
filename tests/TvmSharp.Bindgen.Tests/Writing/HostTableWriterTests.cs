using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

/// <summary>The table of the embedded host: what it reads line by line.</summary>
public sealed class HostTableWriterTests
{
    [Fact]
    public void Types_come_with_fields_and_constructors_parents_first()
    {
        TvmSchema schema = new(
            "0.26.0",
            [
                Type("a.Child", "z.Parent", 48, "MakeChild", new FieldSchema("x", "x", new("int32"), 40, 4, FieldFlags.None, "-1", IsNullable: true)),
                Type("a.Unknown", "ffi.Object", null, null),
                Type("z.Parent", "ffi.Object", 40, "MakeParent", new FieldSchema(
                    "vars", "vars", new("Array", [new("z::Var")]), 32, 8, FieldFlags.ReadOnly | FieldFlags.SEqHashDefRecursive, null)),
            ],
            [new EnumSchema("z::Kind", "z.h", "int32", [])],
            [new ViewSchema("z::Var", "z.h", "z.Parent", new("Expr"))],
            [
                new FunctionSchema("MakeChild", null, null, "z.cc", false, new("a::Child"), [new("x", new("int32"), null), new("span", new("Span"), null)]),
                new FunctionSchema("MakeParent", null, null, "z.cc", true, null, []),
            ]);

        GeneratedFile file = HostTableWriter.Write(schema);
        string[] lines = [.. file.Text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 1 && line[1] == '|')];

        Assert.Equal("TvmSharp.Embedded/Generated/SchemaTable.g.cs", file.Path);
        Assert.Equal(
            [
                "E|z::Kind|int32",
                "V|z::Var|z.Parent",
                "T|z.Parent|ffi.Object|40|rm|TreeNode|",
                "F|vars|Array<z::Var>|32|8|d|",
                "T|a.Child|z.Parent|48|rm|TreeNode|",
                "F|x|int32|40|4|we|-1",
                "C|MakeChild",
                "P|x|int32",
                "P|span|Span",
            ],
            lines);
    }

    private static TypeSchema Type(string key, string parent, int? size, string? constructor, params FieldSchema[] fields) =>
        new(key, null, null, null, parent, false, true, "TreeNode", size, fields, constructor);
}
