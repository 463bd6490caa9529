using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class RuntimeComparerTests
{
    private static readonly TvmSchema Schema = Schemas.Of(
        [
            Schemas.Type("ir.Expr"),
            Schemas.Type("ir.Var", Layout("name", "String", 24, 16), Layout("kind", "ir::Kind", 40, 4), Layout("uses", "Array<PrimExpr>", 48, 8)) with { Parent = "ir.Expr", Size = 56 },
            Schemas.Type("ir.Pass") with { IsReflected = false },
        ],
        [Schemas.Enum("ir::Kind", "kOne")],
        [new ViewSchema("PrimExpr", "tvm/ir/expr.h", "ir.Expr", TypeExpression.Parse("TypedExpr<PrimType>"))],
        [
            Schemas.Function("ir.Var", "ir::Var", "String name", "int64 kind", "Optional<Map<String, PrimExpr>> uses"),
            Schemas.Function("ir.Text", "String") with { IsPacked = true },
            Schemas.Function("ir.Special", "void", "Unknown<int32> what"),
        ]);

    private static readonly RuntimeSchema Runtime = new(
        "a library",
        "0.1.14",
        [
            new("ir.Expr", "ffi.Object", null, null, [], []),
            new("ir.Var", "ir.Expr", 56, null, [Field("name", "ffi.String", 24, 16), Field("kind", "int", 40, 4), Field("uses", "ffi.Array<ir.Expr>", 48, 8)], []),
            new("ir.Hidden", "ir.Expr", 24, null, [], []),
        ],
        [
            new("ir.Var", TypeExpression.Parse("ffi.Function<ir.Var, ffi.String, int, Optional<ffi.Map<ffi.String, ir.Expr>>>")),
            new("ir.Text", TypeExpression.Parse("ffi.Function")),
            new("ir.Special", TypeExpression.Parse("ffi.Function<None, ffi.Array<int>>")),
            new("ir.More", null),
        ]);

    [Fact]
    public void A_library_built_from_the_sources_is_what_they_say() => Assert.Empty(Compare(Runtime));

    [Fact]
    public void A_missing_type_is_named() =>
        Assert.Equal(["ir.Var: the library does not register the type"], Compare(Runtime with { Types = [Runtime.Types[0]] }));

    [Fact]
    public void The_layout_is_compared() => Assert.Equal(
        [
            "ir.Var: size is 56 in the sources and 64 in the library",
            "ir.Var.kind: offset is 40 in the sources and 44 in the library",
            "ir.Var.kind: size is 4 in the sources and 8 in the library",
        ],
        Compare(WithVar(static type => type with { Size = 64, Fields = [type.Fields[0], type.Fields[1] with { Offset = 44, Size = 8 }, type.Fields[2]] })));

    [Fact]
    public void Fields_are_compared() => Assert.Equal(
        [
            "ir.Var.kind: is writable in the library",
            "ir.Var.more: only the library has the field, of type int at offset 64",
            "ir.Var.name: type is ffi.String in the sources and ffi.Bytes in the library",
            "ir.Var.uses: the library's type has no such field",
        ],
        Compare(WithVar(static type => type with
        {
            Fields = [Field("name", "ffi.Bytes", 24, 16), type.Fields[1] with { IsWritable = true }, Field("more", "int", 64, 8)],
        })));

    [Fact]
    public void The_parent_is_compared() => Assert.Equal(
        ["ir.Var: parent is ir.Expr in the sources and ffi.Object in the library"],
        Compare(WithVar(static type => type with { Parent = "ffi.Object" })));

    [Fact]
    public void The_parameters_of_functions_are_compared() => Assert.Equal(
        [
            "ir.Special: takes 1 parameters in the sources and 0 in the library: ffi.Function<None>",
            "ir.Var: result is ir.Var in the sources and ir.Expr in the library",
            "ir.Var: parameter `kind` is int in the sources and bool in the library",
        ],
        Compare(Runtime with
        {
            Functions =
            [
                new("ir.Var", TypeExpression.Parse("ffi.Function<ir.Expr, ffi.String, bool, Optional<ffi.Map<ffi.String, ir.Expr>>>")),
                new("ir.Special", TypeExpression.Parse("ffi.Function<None>")),
            ],
        }));

    [Fact]
    public void What_the_library_was_built_without_is_no_difference()
    {
        RuntimeComparison comparison = RuntimeComparer.Compare(
            Schema with { Types = [.. Schema.Types, Schemas.Type("runtime.disco.DRef")] }, Runtime with { Functions = [Runtime.Functions[0]] });

        Assert.Empty(comparison.Differences);
        Assert.Equal(["runtime.disco.DRef"], comparison.MissingTypes);
        Assert.Equal(["ir.Text", "ir.Special"], comparison.MissingFunctions);
        Assert.Equal((2, 3, 1, 1), (comparison.Types, comparison.Fields, comparison.Signatures, comparison.Results));
    }

    [Fact]
    public void A_library_without_any_of_the_types_is_no_compiler()
    {
        BindgenException error = Assert.Throws<BindgenException>(() => RuntimeComparer.Compare(Schema, Runtime with { Types = [] }));

        Assert.Contains("there is no libtvm_compiler beside it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_a_source_is_what_it_derives_from() => Assert.Empty(Compare(Runtime with
    {
        Types = [.. Runtime.Types, new("ir.SourceOnly", "ir.Var", null, null, [], [])],
        Functions = [new("ir.Var", TypeExpression.Parse("ffi.Function<ir.SourceOnly, ffi.String, int, Optional<ffi.Map>>"))],
    }));

    [Fact]
    public void A_function_of_which_the_sources_say_nothing_is_not_compared() => Assert.Empty(RuntimeComparer.Compare(
        Schema with { Functions = [new FunctionSchema("ir.Special", null, null, "src/ir.cc", false, null, [])] }, Runtime).Differences);

    [Fact]
    public void Strings_of_the_standard_library_and_signatures_are_not_told_apart() => Assert.Empty(Compare(Runtime with
    {
        Functions =
        [
            new("ir.Var", TypeExpression.Parse("ffi.Function<ir.Var, std::string, int, Optional<ffi.Map>>")), .. Runtime.Functions.Skip(1),
        ],
    }));

    private static RuntimeSchema WithVar(Func<RuntimeType, RuntimeType> change) =>
        Runtime with { Types = [Runtime.Types[0], change(Runtime.Types[1]), Runtime.Types[2]] };

    private static string[] Compare(RuntimeSchema runtime) => [.. RuntimeComparer.Compare(Schema, runtime).Differences.Select(static d => $"{d.Name}: {d.Message}")];

    private static FieldSchema Layout(string name, string type, int offset, int size) => Schemas.Field(name, type) with { Offset = offset, Size = size };

    private static RuntimeField Field(string name, string type, int offset, int size) => new(name, TypeExpression.Parse(type), offset, size, false, false);
}
