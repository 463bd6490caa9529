namespace TvmSharp.Generators.Tests;

/// <summary>Names of functions: how they come about, and which are valid.</summary>
public sealed class RegisteredNameTests
{
    [Theory]
    [InlineData("AddOne", "add_one")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("X2Y", "x2_y")]
    [InlineData("ReadUTF8", "read_utf8")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Mixed_Case", "mixed_case")]
    [InlineData("A", "a")]
    [InlineData("_Hidden", "_hidden")]
    public void Snake_case(string name, string expected) => Assert.Equal(expected, RegisteredName.ToSnakeCase(name));

    [Theory]
    [InlineData("my_project", true)]
    [InlineData("a.b.C3", true)]
    [InlineData("_a", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData(".a", false)]
    [InlineData("a.", false)]
    [InlineData("a..b", false)]
    [InlineData("3a", false)]
    [InlineData("a.3b", false)]
    [InlineData("a-b", false)]
    [InlineData("größe", false)]
    public void Valid_names(string? name, bool expected) => Assert.Equal(expected, RegisteredName.IsValid(name));

    [Fact]
    public void Symbols_of_different_names_differ()
    {
        string[] names = ["a.b", "a_b", "a._b", "a_.b", "ab", "a.b.c", "a.b_c", "a_b.c"];
        MethodModel method = new(null, "T", "M", default, null, "", "", null);
        Assert.Distinct(names.Select(name => new FunctionModel(name, "C", "M", method).EntrySymbol));
    }
}
