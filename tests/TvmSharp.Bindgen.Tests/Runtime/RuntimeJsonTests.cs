using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class RuntimeJsonTests
{
    private static readonly RuntimeSchema Schema = new(
        "a \"library\"",
        "0.1.14",
        [
            new("ffi.Object", null, 24, null, [], [new("text", TypeExpression.Parse("ffi.Function<ffi.String>")), new("packed", null)]),
            new("ir.Var", "ffi.Object", null, "FreeVar", [new("name", TypeExpression.Parse("ffi.Map<ffi.String, Any>"), 24, 16, true, false), new("other", null, 40, 8, false, true)], []),
        ],
        [new("ir.Var", TypeExpression.Parse("ffi.Function<ir.Var, ffi.String>")), new("packed", null)]);

    [Fact]
    public void What_is_read_back_is_what_was_written()
    {
        string text = RuntimeJson.Write(Schema);

        RuntimeSchema read = RuntimeJson.Read(text, "dump.json");

        Assert.Equal(text, RuntimeJson.Write(read));
        Assert.Equal(Schema.Types[1].Fields, read.Types[1].Fields);
        Assert.Equal(Schema.Types[0].Methods, read.Types[0].Methods);
        Assert.Equal(Schema.Functions, read.Functions);
    }

    [Fact]
    public void Every_truncated_file_is_refused()
    {
        string text = RuntimeJson.Write(Schema).TrimEnd();
        for (int length = 0; length < text.Length; length += 5)
        {
            BindgenException error = Assert.Throws<BindgenException>(() => RuntimeJson.Read(text[..length], "dump.json"));
            Assert.Contains("dump.json", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_schema_file_is_no_reflection() =>
        Assert.Throws<BindgenException>(() => RuntimeJson.Read(SchemaJson.Write(Schemas.Of()), "schema.json"));
}
