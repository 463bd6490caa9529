namespace TvmSharp.Compiler.Tests;

public class ImportTests
{
    [Fact]
    public void Stubs_call_the_registry()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Equal(42, Imports.AddOne(41));
        Assert.Equal("Hi there, whoever you are", Imports.Greet("there, whoever you are", "Hi"));
        Assert.Equal(6, Imports.Sum([1, 2, 3]));
        Assert.Null(Imports.Increment(null));
        Assert.Equal(2, Imports.Increment(1));
        Imports.Nothing();
    }

    [Fact]
    public void An_exception_comes_back_as_itself() =>
        Assert.Equal("because", Assert.Throws<InvalidOperationException>(() => Imports.Fail("because")).Message);

    [Fact]
    public void A_missing_function_is_named() =>
        Assert.Equal("tvmsharp_tests.no_such_function", Assert.Throws<MissingFunctionException>(Imports.Missing).FunctionName);

    [Fact]
    public void A_result_of_another_type_names_both()
    {
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => Imports.AddOneAsText(1));
        Assert.Equal("`tvmsharp_tests.add_one` returned `int` where its import declares `str`.", error.Message);
    }

    [Fact]
    public void None_where_an_object_is_needed_is_an_error() =>
        Assert.Contains("but got `None`", Assert.Throws<TvmException>(() => Imports.NeedObject(null)).Message);
}
