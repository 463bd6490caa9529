namespace TvmSharp.Compiler.Tests;

/// <summary>TVM's constructors: what they check and infer, on every host.</summary>
public class ConstructorTests
{
    public ConstructorTests() => TvmCompiler.EnsureLoaded();

    [Theory]
    [InlineData("tirx.Add", "int32")]
    [InlineData("tirx.FloorMod", "int32")]
    [InlineData("tirx.Min", "int32")]
    [InlineData("tirx.EQ", "bool")]
    [InlineData("tirx.LE", "bool")]
    public void Operators_have_the_type_of_their_operands_or_bool(string name, string type) =>
        Assert.Equal(type, TypeOf(Make(name, Variable("x"), 1)));

    [Fact]
    public void Comparisons_of_vectors_are_vectors()
    {
        TvmObject vector = Make("tirx.Ramp", Variable("x"), 1, 4);

        Assert.Equal("int32x4", TypeOf(vector));
        Assert.Equal("boolx4", TypeOf(Make("tirx.LT", vector, Make("tirx.Broadcast", 2, 4))));
    }

    [Fact]
    public void Operands_of_different_types_are_refused() =>
        Fails("TypeError", "mismatched types. int32 vs. int64", "tirx.Add", Variable("x"), Variable("y", "int64"));

    [Fact]
    public void A_logical_operand_is_a_truth_value()
    {
        TvmObject condition = Make("tirx.LT", Variable("x"), 1);

        Assert.Equal("bool", TypeOf(Make("tirx.And", condition, Make("tirx.Not", condition))));
        Fails("InternalError", "", "tirx.Or", condition, Variable("x"));
    }

    [Fact]
    public void A_missing_operand_is_named() => Fails("ValueError", "b is undefined", "tirx.Add", Variable("x"), Any.None);

    [Fact]
    public void A_statement_is_no_operand()
    {
        TvmException error = Fails("TypeError", "Mismatched type on argument #1", "tirx.Add", Variable("x"), Make("tirx.Evaluate", 0));

        Assert.Contains("tirx.Evaluate", error.Message);
    }

    [Fact]
    public void Numbers_become_constants()
    {
        TvmObject sum = Make("tirx.Mul", Make("ir.FloatImm", "float32", 2.0), 0.5);

        Assert.Equal("float32", TypeOf(sum));
        Assert.Equal("ir.FloatImm", sum.GetField("b").As<TvmObject>().TypeKey);
    }

    [Fact]
    public void Selections_and_casts_are_checked()
    {
        TvmObject condition = Make("tirx.LT", Variable("x"), 1);

        Assert.Equal("int32", TypeOf(Make("tirx.Select", condition, 1, Variable("x"))));
        Fails("TypeError", "mismatched types. False type: int64; True type: int32", "tirx.Select", condition, 1, Variable("y", "int64"));
        Assert.Equal("float32", TypeOf(Make("tirx.Cast", PrimitiveType("float32"), Variable("x"))));
        Fails("InternalError", "", "tirx.Cast", PrimitiveType("float32x4"), Variable("x"));
    }

    [Fact]
    public void Lanes_of_vectors_are_checked()
    {
        Fails("InternalError", "", "tirx.Ramp", Variable("x"), 1, 1);
        Fails("InternalError", "", "tirx.Broadcast", Make("tirx.Ramp", Variable("x"), 1, 4), 4);
        TvmObject vector = Make("tirx.Ramp", Variable("x"), 1, 4);
        Assert.Equal("int32x2", TypeOf(Make("tirx.Shuffle", TvmArray.Create<TvmObject>([vector]), TvmArray.Create<TvmObject>([Constant(3), Constant(0)]))));
    }

    [Fact]
    public void Loads_have_the_type_of_the_elements()
    {
        TvmObject buffer = Buffer("float16", 8, 16);
        TvmObject vector = Make("tirx.Ramp", 0, 1, 4);

        Assert.Equal("float16", TypeOf(Load(buffer, Constant(1), Constant(2))));
        Assert.Equal("float16x4", TypeOf(Load(buffer, Constant(1), vector)));
        Assert.Contains("2-dimensional, cannot be indexed with the 1-dimensional indices", Fails("InternalError", "", "tirx.BufferLoad", buffer, Indices(Constant(1)), Any.None).Message);
        Fails("InternalError", "Only the last index", "tirx.BufferLoad", buffer, Indices(vector, Constant(1)), Any.None);
    }

    [Fact]
    public void Stores_are_checked()
    {
        TvmObject buffer = Buffer("float32", 8);

        Assert.Equal("tirx.BufferStore", Make("tirx.BufferStore", buffer, Make("ir.FloatImm", "float32", 1.0), Indices(Constant(0)), Any.None).TypeKey);
        Fails("TypeError", "dtype mismatch on BufferStore", "tirx.BufferStore", buffer, Constant(1), Indices(Constant(0)), Any.None);
        Fails("InternalError", "Cannot store value with 1, expected value with 4", "tirx.BufferStore",
            buffer, Make("ir.FloatImm", "float32", 1.0), Indices(Make("tirx.Ramp", 0, 1, 4)), Any.None);
    }

    [Fact]
    public void A_buffer_is_a_variable_of_a_buffer_type()
    {
        TvmObject buffer = Buffer("float32", 8);
        TvmObject type = buffer.GetField("ty").As<TvmObject>();

        Assert.Equal("ir.Var", buffer.TypeKey);
        Assert.Equal("global", type.GetField<string>("storage_scope"));
        Assert.Equal(64, type.GetField<long>("data_alignment"));
        Assert.Equal(1, type.GetField<long>("offset_factor"));
        Assert.Equal(0, type.GetField("elem_offset").As<TvmObject>().GetField<long>("value"));
        Fails("TypeError", "Mismatched type on argument #0", "tirx.BufferLoad", Variable("x"), Indices(Constant(0)), Any.None);
    }

    [Fact]
    public void Loops_promote_constants_and_refuse_other_types()
    {
        TvmObject body = Make("tirx.Evaluate", 0);
        TvmObject loop = Make("tirx.For", Variable("i", "int64"), 0, 16, 0, body, Any.None, Any.None, Any.None);

        Assert.Equal("int64", TypeOf(loop.GetField("extent").As<TvmObject>()));
        Assert.Empty(loop.GetField("annotations").As<TvmMap<string, Any>>());
        Fails("InternalError", "narrower", "tirx.For", Variable("i"), 0, Variable("n", "int64"), 0, body, Any.None, Any.None, Any.None);
        Fails("InternalError", "scalar integer as the loop_var", "tirx.For", Variable("f", "float32"), 0, 1, 0, body, Any.None, Any.None, Any.None);
    }

    [Fact]
    public void Ranges_end_where_they_are_told()
    {
        TvmObject range = Make("ir.Range", 2, 10);

        Assert.Equal(8, range.GetField("extent").As<TvmObject>().GetField<long>("value"));
        Assert.Equal(7, Make("ir.Range_from_min_extent", 1, 7).GetField("extent").As<TvmObject>().GetField<long>("value"));
        Assert.Equal(5, Make("ir.Range", 5, Any.None).GetField("extent").As<TvmObject>().GetField<long>("value"));
    }

    [Fact]
    public void Blocks_have_a_value_for_each_axis()
    {
        TvmObject axis = Make("tirx.IterVar", Range(8), Variable("v"), 0, "");
        TvmObject block = Make("tirx.SBlock", TvmArray.Create<TvmObject>([axis]), TvmArray.Create<TvmObject>([]), TvmArray.Create<TvmObject>([]), "block",
            Make("tirx.Evaluate", 0), Any.None, TvmArray.Create<TvmObject>([]), TvmArray.Create<TvmObject>([]), Function.Get("ffi.Map").Call());
        TvmObject always = Make("ir.IntImm", "bool", 1);

        Assert.Equal("tirx.SBlockRealize", Make("tirx.SBlockRealize", Indices(Variable("i")), always, block).TypeKey);
        Fails("ValueError", "same number of iter_vars and binding values", "tirx.SBlockRealize", Indices(), always, block);
        Fails("TypeError", "bool expression", "tirx.SBlockRealize", Indices(Variable("i")), Constant(1), block);
        Fails("InternalError", "must match its associated Var's dtype", "tirx.IterVar", Range(8), Variable("v", "int64"), 0, "");
    }

    [Fact]
    public void Bound_values_have_the_type_of_the_variable()
    {
        Assert.Equal("tirx.Bind", Make("tirx.Bind", Variable("x"), Constant(1)).TypeKey);
        Fails("InternalError", "", "tirx.Bind", Variable("x"), Make("ir.FloatImm", "float32", 1.0));
        Assert.Equal("int32", TypeOf(Make("tirx.Let", Variable("x"), Constant(1), Variable("y"))));
    }

    [Fact]
    public void Relax_tuples_have_the_types_of_their_fields()
    {
        TvmObject tensor = Make("relax.TensorType", Make("relax.ShapeExpr", Indices(Constant(4), Constant(8))), PrimitiveType("float32"), -1, Any.None);
        TvmObject x = Make("ir.Var", "x", tensor);
        TvmObject tuple = Make("relax.Tuple", TvmArray.Create<TvmObject>([x, x]));

        Assert.Equal(2, tensor.GetField<long>("ndim"));
        Assert.Equal("ir.TupleType", tuple.GetField("ty").As<TvmObject>().TypeKey);
        Assert.Equal(tensor, Make("relax.TupleGetItem", tuple, 1).GetField("ty").As<TvmObject>());
        Fails("InternalError", "Index out of bounds", "relax.TupleGetItem", tuple, 2);
    }

    [Fact]
    public void Relax_functions_have_the_type_of_their_body()
    {
        TvmObject tensor = Make("relax.TensorType", Any.None, PrimitiveType("float32"), 2, Any.None);
        TvmObject x = Make("ir.Var", "x", tensor);
        TvmObject function = Make("relax.Function", TvmArray.Create<TvmObject>([x]), Make("relax.SeqExpr", TvmArray.Create<TvmObject>([]), x), tensor, true,
            NoAttributes());

        Assert.Equal("relax.FuncType", function.GetField("ty").As<TvmObject>().TypeKey);
        Assert.True(function.GetField("ret_ty").As<TvmObject>().StructuralEquals(tensor));
        Assert.Equal("relax.expr.SeqExpr", function.GetField("body").As<TvmObject>().TypeKey);
        Fails("InternalError", "requires params to contain ty", "relax.Function",
            TvmArray.Create<TvmObject>([Make("ir.Var", "y", Any.None)]), x, tensor, true, NoAttributes());
    }

    private static TvmObject NoAttributes() =>
        Function.Get("ffi.MakeObjectFromPackedArgs").Call("ir.DictAttrs", "__dict__", Function.Get("ffi.Map").Call()).As<TvmObject>();

    /// <summary>Calls a constructor with its last argument, the span, left out.</summary>
    private static TvmObject Make(string name, params Any[] arguments) => Function.Get(name).Call([.. arguments, Any.None]).As<TvmObject>();

    private static TvmException Fails(string kind, string message, string name, params Any[] arguments)
    {
        TvmException error = Assert.ThrowsAny<TvmException>(() => Make(name, arguments));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message);
        return error;
    }

    private static TvmObject PrimitiveType(string type) => Function.Get("ir.PrimType").Call(type).As<TvmObject>();

    private static TvmObject Variable(string name, string type = "int32") => Make("ir.Var", name, PrimitiveType(type));

    private static TvmObject Range(int extent) => Make("ir.Range_from_min_extent", 0, extent);

    private static TvmObject Constant(int value) => Make("ir.IntImm", "int32", value);

    private static Any Indices(params TvmObject[] indices) => TvmArray.Create<TvmObject>(indices);

    private static TvmObject Load(TvmObject buffer, params TvmObject[] indices) => Make("tirx.BufferLoad", buffer, Indices(indices), Any.None);

    private static TvmObject Buffer(string type, params int[] shape)
    {
        Any none = TvmArray.Create<TvmObject>([]);
        TvmObject bufferType = Make("tirx.BufferType", "", PrimitiveType(type), Indices([.. shape.Select(Constant)]), none, Any.None, 0, 0, Any.None, none);
        return Make("tirx.BufferVar", "A", bufferType);
    }

    private static string TypeOf(TvmObject expression) =>
        expression.GetField("ty").As<TvmObject>().GetField<DataType>("dtype").ToString();
}
