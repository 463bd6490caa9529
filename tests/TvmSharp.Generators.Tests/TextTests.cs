namespace TvmSharp.Generators.Tests;

/// <summary>Escapes of the three languages that are written.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("line\nline\t", "\"line\\nline\\011\"")]
    [InlineData("??=", "\"\\?\\?=\"")]
    [InlineData("é1", "\"\\303\\2511\"")]
    [InlineData("\0", "\"\\000\"")]
    public void C_literal(string text, string expected) => Assert.Equal(expected, CText.Literal(text));

    [Fact]
    public void C_byte_arrays_count_bytes() => Assert.Equal("{\"\\303\\251\", 2}", CText.ByteArray("é"));

    [Theory]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("line\n\t\r", "\"line\\n\\t\\u000d\"")]
    [InlineData("é", "\"\\u00e9\"")]
    public void Json_string(string text, string expected) => Assert.Equal(expected, JsonText.Quote(text));

    [Fact]
    public void Verbatim_literal_doubles_quotes() => Assert.Equal("@\"a\"\"b\\n\"", CSharpText.VerbatimLiteral("a\"b\\n"));
}
