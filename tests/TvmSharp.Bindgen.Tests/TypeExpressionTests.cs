using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class TypeExpressionTests
{
    [Fact]
    public void A_type_prints_its_arguments()
    {
        TypeExpression type = new("Map", [new("String"), new("Array", [new("Expr")])]);

        Assert.Equal("Map<String, Array<Expr>>", type.ToString());
    }

    [Fact]
    public void Types_are_equal_by_what_they_hold()
    {
        TypeExpression one = new("Array", [new("Expr")]);
        TypeExpression other = new("Array", [new("Expr")]);

        Assert.Equal(one, other);
        Assert.NotEqual(one, new TypeExpression("Array", [new("Stmt")]));
    }
}
