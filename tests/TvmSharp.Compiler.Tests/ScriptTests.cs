namespace TvmSharp.Compiler.Tests;

/// <summary>Statements and expressions print the same on every host.</summary>
public class ScriptTests
{
    public ScriptTests() => TvmCompiler.EnsureLoaded();

    [Fact]
    public void Operators_are_parenthesized_where_they_must_be()
    {
        TvmObject x = Variable("x");
        TvmObject y = Variable("y");

        Assert.Equal("(x + y) * 2", Make("tirx.Mul", Make("tirx.Add", x, y), 2).ToString());
        Assert.Equal("x + y * 2", Make("tirx.Add", x, Make("tirx.Mul", y, 2)).ToString());
        Assert.Equal("x - (y - 1)", Make("tirx.Sub", x, Make("tirx.Sub", y, 1)).ToString());
        Assert.Equal("x - y - 1", Make("tirx.Sub", Make("tirx.Sub", x, y), 1).ToString());
        Assert.Equal("x // 4 % 3", Make("tirx.FloorMod", Make("tirx.FloorDiv", x, 4), 3).ToString());
        Assert.Equal("x < y and not x == 0", Make("tirx.And", Make("tirx.LT", x, y), Make("tirx.Not", Make("tirx.EQ", x, 0))).ToString());
    }

    [Fact]
    public void Expressions_without_an_operator_are_functions()
    {
        TvmObject x = Variable("x");

        Assert.Equal("T.min(x, T.max(x, 1))", Make("tirx.Min", x, Make("tirx.Max", x, 1)).ToString());
        Assert.Equal("T.truncmod(x, 3)", Make("tirx.Mod", x, 3).ToString());
        Assert.Equal("T.Ramp(x, 1, 4)", Make("tirx.Ramp", x, 1, 4).ToString());
        Assert.Equal("T.Broadcast(x, 4)", Make("tirx.Broadcast", x, 4).ToString());
        Assert.Equal("T.Select(x < 1, x, 1)", Make("tirx.Select", Make("tirx.LT", x, 1), x, 1).ToString());
        Assert.Equal("T.Let(x + 1, where={x: 2})", Make("tirx.Let", x, 2, Make("tirx.Add", x, 1)).ToString());
    }

    [Fact]
    public void Constants_have_the_type_that_is_not_the_usual()
    {
        Assert.Equal("7", Make("ir.IntImm", "int32", 7).ToString());
        Assert.Equal("T.int64(7)", Make("ir.IntImm", "int64", 7).ToString());
        Assert.Equal("T.bool(True)", Make("ir.IntImm", "bool", 1).ToString());
        Assert.Equal("T.float16(0.5)", Make("ir.FloatImm", "float16", 0.5).ToString());
        Assert.Equal("T.float32(1000000.0)", Make("ir.FloatImm", "float32", 1e6).ToString());
    }

    [Fact]
    public void Loops_say_what_kind_they_are()
    {
        Assert.Equal(Lines("for i in range(8):", "    T.evaluate(x)"), Loop(0, 0));
        Assert.Equal(Lines("for i in range(2, 10):", "    T.evaluate(x)"), Loop(0, 2));
        Assert.Equal(Lines("for i in T.parallel(8):", "    T.evaluate(x)"), Loop(1, 0));
        Assert.Equal(Lines("for i in T.vectorized(8):", "    T.evaluate(x)"), Loop(2, 0));
        Assert.Equal(Lines("for i in T.unroll(8):", "    T.evaluate(x)"), Loop(3, 0));

        string Loop(int kind, int start) => Body(static (x, form) => Make(
            "tirx.For", Variable("i"), form.Start, 8, form.Kind, Make("tirx.Evaluate", x), Any.None, Any.None, Any.None), (Kind: kind, Start: start));
    }

    [Fact]
    public void Branches_and_ends_print_as_Python_has_them()
    {
        Assert.Equal(
            Lines("if x < 1:", "    break", "else:", "    continue"),
            Body(static (x, _) => Make("tirx.IfThenElse", Make("tirx.LT", x, 1), Make("tirx.Break"), Make("tirx.Continue"))));
        Assert.Equal(
            Lines("while x < 1:", "    break"),
            Body(static (x, _) => Make("tirx.While", Make("tirx.LT", x, 1), Make("tirx.Break"))));
        Assert.Equal("return x", Body(static (x, _) => Make("tirx.Return", x)));
    }

    private static string Lines(params string[] lines) => string.Join('\n', lines);

    /// <summary>The text of a statement in a function with a parameter <c>x</c>.</summary>
    private static string Body(Func<TvmObject, (int Kind, int Start), TvmObject> make, (int Kind, int Start) form = default)
    {
        TvmObject x = Variable("x");
        Any attributes = Function.Get("ffi.MakeObjectFromPackedArgs").Call("ir.DictAttrs", "__dict__", Function.Get("ffi.Map").Call());
        TvmObject function = Make("tirx.PrimFunc", TvmArray.Create<TvmObject>([x]), make(x, form), Function.Get("ir.TypeMissing").Call(), attributes);
        string[] lines = function.ToString().TrimEnd().Split('\n');
        int start = Array.FindIndex(lines, static line => line.StartsWith("def ", StringComparison.Ordinal));
        return Lines([.. lines[(start + 1)..].Select(static line => line[4..])]);
    }

    private static TvmObject Variable(string name) => Make("ir.Var", name, Function.Get("ir.PrimType").Call("int32"));

    /// <summary>Calls a constructor with its last argument, the span, left out.</summary>
    private static TvmObject Make(string name, params Any[] arguments) => Function.Get(name).Call([.. arguments, Any.None]).As<TvmObject>();
}
