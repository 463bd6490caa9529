namespace TvmSharp.Ffi.Tests;

public class TypeSchemaTests
{
    [Theory]
    [InlineData("""{"type":"int"}""", "int")]
    [InlineData("""{"type":"Optional","args":[{"type":"ffi.String"}]}""", "str | None")]
    [InlineData("""{"type":"Variant","args":[{"type":"int"},{"type":"ffi.String"}]}""", "int | str")]
    [InlineData("""{"type":"ffi.Array"}""", "Array[Any]")]
    [InlineData("""{"type":"ffi.Map"}""", "Map[Any, Any]")]
    [InlineData("""{"type":"ffi.Map","args":[{"type":"const char*"},{"type":"ffi.List","args":[{"type":"DataType"}]}]}""", "Map[str, List[dtype]]")]
    [InlineData("""{"type":"ffi.Function"}""", "Callable[..., Any]")]
    [InlineData("""{"type":"ffi.Function","args":[{"type":"None"},{"type":"DLTensor*"},{"type":"ObjectRValueRef"}]}""", "Callable[[Tensor, Object], None]")]
    [InlineData("""{"type":"std::function","args":[[{"type":"int"},{"type":"float"}]]}""", "Callable[[float], int]")]
    [InlineData("""{"type":"Tuple"}""", "tuple")]
    [InlineData("""{"type":"Tuple","args":[]}""", "tuple[()]")]
    [InlineData("""{"type":"Tuple","args":[{"type":"int"},{"type":"bool"}]}""", "tuple[int, bool]")]
    [InlineData("""{"type":"std::array","args":[{"type":"int"},4]}""", "std::array[int]")]
    [InlineData("""{"type":"my.Node"}""", "my.Node")]
    public void Schemas_are_spelled_as_upstream_spells_them(string json, string expected) =>
        Assert.Equal(expected, TypeSchema.Parse(json).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"ffi.Array","args":[{}]}""")]
    public void What_is_no_schema_is_an_error_with_the_text(string json) =>
        Assert.Contains(json, Assert.Throws<FormatException>(() => TypeSchema.Parse(json)).Message.Replace("{}", json));

    [Fact]
    public void Metadata_has_the_schema_and_the_other_entries()
    {
        TvmMetadata metadata = TvmMetadata.Parse("""{"type_schema":"{\"type\":\"int\"}","arg_names":["a"],"flag":true}""");
        Assert.Equal("int", metadata.Schema!.ToString());
        Assert.True(metadata.Entries["flag"].GetBoolean());
        Assert.Equal("a", metadata.Entries["arg_names"][0].GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("""{"type_schema":"{"}""")]
    [InlineData("""{"type_schema":2}""")]
    public void Metadata_without_a_schema_is_not_an_error(string json) => Assert.Null(TvmMetadata.Parse(json).Schema);
}
