using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class SchemaJsonTests
{
    private static readonly TvmSchema Schema = Schemas.Of(
        [
            Schemas.Type("ir.Var", Schemas.Field("name", "String"), Schemas.Field("ty", "Type")) with { Constructor = "ir.Var", Size = 48, StructuralKind = "FreeVar" },
            Schemas.Type("ir.Attrs") with { IsReflected = false, CppName = null, RefName = null, Header = null },
        ],
        [Schemas.Enum("tirx::ForKind", "kSerial", "kParallel")],
        [new ViewSchema("PrimExpr", "tvm/ir/expr.h", "ir.Expr", TypeExpression.Parse("TypedExpr<PrimType>"))],
        [
            Schemas.Function("ir.Var", "Var", "String name", "Optional<Type> ty"),
            Schemas.Function("ir.Text", "void") with { IsPacked = true, Returns = null, Header = "tvm/ir/\"quoted\".h" },
        ]);

    [Fact]
    public Task A_schema_has_a_line_for_each_entry() => VerifyXunit.Verifier.Verify(SchemaJson.Write(Schema));

    [Fact]
    public void What_is_read_back_is_what_was_written()
    {
        string text = SchemaJson.Write(Schema);

        TvmSchema read = SchemaJson.Read(text, "schema.json");

        Assert.Equal(text, SchemaJson.Write(read));
        Assert.Equal(["ir.Attrs", "ir.Var"], read.Types.Select(static t => t.Key));
        Assert.Equal(Schema.Types[0].Fields, read.Types[1].Fields);
        Assert.Equal(Schema.Functions[0].Parameters, read.Functions[1].Parameters);
        Assert.Null(read.Functions[0].Returns);
    }

    [Fact]
    public void A_field_that_may_be_empty_says_so()
    {
        TypeSchema type = Schema.Types[0] with { Fields = [Schema.Types[0].Fields[0], Schema.Types[0].Fields[1] with { IsNullable = true }] };

        TypeSchema read = Assert.Single(SchemaJson.Read(SchemaJson.Write(Schemas.Of([type])), "schema.json").Types);

        Assert.Equal([false, true], read.Fields.Select(static field => field.IsNullable));
    }

    [Fact]
    public void An_empty_schema_is_a_schema() =>
        Assert.Empty(SchemaJson.Read(SchemaJson.Write(Schemas.Of()), "schema.json").Types);

    [Fact]
    public void The_order_of_the_lists_does_not_count() =>
        Assert.Equal(SchemaJson.Write(Schema), SchemaJson.Write(Schema with { Types = [.. Schema.Types.Reverse()] }));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"name\": \"other\"}")]
    public void Another_file_is_refused_with_the_way_to_a_schema(string text)
    {
        BindgenException error = Assert.Throws<BindgenException>(() => SchemaJson.Read(text, "other.json"));

        Assert.Contains("other.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("tvm-bindgen generate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncated_file_is_refused()
    {
        string text = SchemaJson.Write(Schema).TrimEnd();
        for (int length = 0; length < text.Length; length += 7)
        {
            Assert.Throws<BindgenException>(() => SchemaJson.Read(text[..length], "schema.json"));
        }
    }

    [Fact]
    public void A_file_that_was_changed_by_hand_is_refused()
    {
        string text = SchemaJson.Write(Schema).Replace("Optional<Type>", "Optional<Expr>", StringComparison.Ordinal);

        BindgenException error = Assert.Throws<BindgenException>(() => SchemaJson.Read(text, "schema.json"));

        Assert.Contains("ir.Var", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        string text = SchemaJson.Write(Schema).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal);

        Assert.Contains("format 2", Assert.Throws<BindgenException>(() => SchemaJson.Read(text, "schema.json")).Message, StringComparison.Ordinal);
    }
}
