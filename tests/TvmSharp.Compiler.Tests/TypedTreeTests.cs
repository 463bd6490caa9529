using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace TvmSharp.Compiler.Tests;

/// <summary>The generated classes: what is read, made and copied with them.</summary>
public unsafe class TypedTreeTests
{
    private static int s_nativeCalls;

    private static Span SomeSpan => Span.Create(SourceName.Create("kernel.py"), 3, 4, 1, 20);

    private static SeqStmt SomeBody => SeqStmt.Create([Evaluate.Create(IntImm.Create(DataType.Int32, 1)), Evaluate.Create(StringImm.Create("a string that is long"), SomeSpan)]);

    [Fact]
    public void Fields_are_read_as_what_they_are()
    {
        Span span = SomeSpan;
        SeqStmt body = SomeBody;
        PrimFunc function = PrimFunc.Create([Var.Create("n", PrimType.Create(DataType.Int64))], body, PrimType.Create(DataType.Float32), span: span);
        Assert.Equal(("kernel.py", 3L, 1L, 4L, 20L), (function.Span!.SourceName!.Name, span.Line, span.Column, span.EndLine, span.EndColumn));
        Assert.Null(body.Span);
        Assert.Equal("n", function.Params[0].Name);
        Assert.Equal(DataType.Int64, Assert.IsType<PrimType>(function.Params[0].Ty).DType);
        Assert.Equal(DataType.Float32, ((PrimType)function.RetType).DType);
        Assert.True(function.Body == body);
        Assert.Empty(function.Attrs!.Dict);
        Assert.Equal(2, body.Seq.Count);
        Assert.Equal(1.5, FloatImm.Create(DataType.Float64, 1.5).Value);
        Assert.Equal(-7, IntImm.Create(DataType.Int32, -7).Value);
    }

    [Fact]
    public void Patterns_match_the_most_derived_class()
    {
        string text = "";
        foreach (Stmt statement in SomeBody.Seq)
        {
            text += statement switch
            {
                Evaluate { Value: IntImm { Value: 1 } } => "one ",
                Evaluate { Value: StringImm { Value: var value }, Span.Line: 3 } => value,
                _ => "?",
            };
        }

        Assert.Equal("one a string that is long", text);
    }

    [Fact]
    public void Objects_are_asked_for_their_type()
    {
        TvmObject value = IntImm.Create(DataType.Int32, 1);
        Assert.True(value.Is<Expr>());
        Assert.False(value.Is<Stmt>());
        Assert.Same(value, value.As<IntImm>());
        Assert.Null(value.As<StringImm>());
        Assert.False(((TvmObject?)null).Is<Expr>());
        Assert.Null(((TvmObject?)null).As<Expr>());
    }

    [Fact]
    public void Reading_makes_no_native_call()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFunc.Create([Var.Create("n", PrimType.Create(DataType.Int64))], SomeBody, PrimType.Create(DataType.Float32), span: SomeSpan);
        long expected = Walk(function);

        int fields = 0;
        long actual = WithCountedCalls([.. ObjectTypes.All], () => Walk(function), ref fields);
        Assert.Equal(expected, actual);
        Assert.Equal(0, s_nativeCalls);
        Assert.InRange(fields, 30, int.MaxValue);
    }

    [Fact]
    public void A_read_costs_a_wrapper_and_no_reference()
    {
        using ObjectScope scope = ObjectScope.Enter();
        SeqStmt body = SomeBody;
        PrimFunc function = PrimFunc.Create([], body);
        int references = body.UseCount;
        _ = function.Body;
        Stmt[] read = new Stmt[100];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < read.Length; i++)
        {
            read[i] = function.Body;
        }

        Assert.Equal(32 * read.Length, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(references, body.UseCount);
        Assert.All(read, statement => Assert.True(statement == body));
    }

    [Fact]
    public void What_is_read_ends_with_the_object_it_is_part_of()
    {
        ObjectScope scope = ObjectScope.Enter();
        Stmt body;
        try
        {
            body = PrimFunc.Create([], SomeBody).Body;
        }
        finally
        {
            scope.Dispose();
        }

        Assert.Throws<ObjectDisposedException>(() => body.UseCount);
    }

    [Fact]
    public void A_null_is_refused_by_name()
    {
        Assert.Equal("body", Assert.Throws<ArgumentNullException>(() => PrimFunc.Create([], null!, PrimType.Create(DataType.Int32), DictAttrs.Create([]), null)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Evaluate.Create(null!)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => Evaluate.Create(IntImm.Create(DataType.Int32, 1)).With(value: null!)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => Var.Create(null!)).ParamName);
    }

    [Fact]
    public void A_child_of_the_wrong_type_is_refused_with_its_place()
    {
        TvmArray<Expr> numbers = [IntImm.Create(DataType.Int32, 1), IntImm.Create(DataType.Int32, 2)];
        TvmArray<Stmt> statements = new(numbers.Reference);
        TvmException error = Assert.ThrowsAny<TvmException>(() => SeqStmt.Create(statements));
        Assert.Contains("tirx.SeqStmt", error.Message);
        Assert.Contains("index 0", error.Message);
        Assert.Contains("ir.IntImm", error.Message);
    }

    [Fact]
    public void Copies_have_other_values()
    {
        Evaluate first = Evaluate.Create(IntImm.Create(DataType.Int32, 1), SomeSpan);
        Evaluate other = first.With(value: IntImm.Create(DataType.Int32, 2));
        Assert.Equal((1, 2), (((IntImm)first.Value).Value, ((IntImm)other.Value).Value));
        Assert.True(other.Span == first.Span);
        Assert.Null(first.With(span: null).Span);
        Assert.NotNull(first.Span);
    }

    [Fact]
    public void A_copy_without_changes_is_the_object_itself()
    {
        Evaluate statement = Evaluate.Create(IntImm.Create(DataType.Int32, 1), SomeSpan);
        Assert.Same(statement, statement.With());
        Assert.Same(statement, statement.With(value: statement.Value, span: statement.Span));
        Var variable = Var.Create("n", PrimType.Create(DataType.Int64));
        Assert.Same(variable, variable.With(name: "n", ty: variable.Ty));
    }

    [Fact]
    public void What_no_constructor_sets_is_copied_as_it_is()
    {
        Var variable = Var.Create("n", PrimType.Create(DataType.Int64), SomeSpan);
        Var renamed = variable.With(name: "a name that is long");
        Assert.Equal(("n", "a name that is long"), (variable.Name, renamed.Name));
        Assert.True(renamed.Span == variable.Span);
        Assert.True(renamed.Ty == variable.Ty);
        Assert.False(renamed == variable);
        IntImm number = IntImm.Create(DataType.Int32, 1).With(value: 5);
        Assert.Equal(5, number.Value);
        Assert.Equal(DataType.Int32, ((PrimType)number.Ty).DType);
    }

    // All fields of all nodes, some of them twice: the second read is the one without any preparation.
    private static long Walk(PrimFunc function)
    {
        long sum = function.Params.Count + function.Span!.Line + function.Span.SourceName!.Name.Length + function.Attrs!.TypeKey.Length;
        sum += ((PrimType)function.RetType).DType.Bits + function.Params[0].Name.Length + (function.Params[0].Span is null ? 1 : 0);
        foreach (Stmt statement in ((SeqStmt)function.Body).Seq)
        {
            sum += statement is Evaluate { Value: var value } ? value is IntImm number ? number.Value : ((StringImm)value).Value.Length : 0;
        }

        return sum;
    }

    /// <summary>Runs something while every function of the C ABI, and every getter of the types, only counts that it is called.</summary>
    private static long WithCountedCalls(TvmTypeInfo[] types, Func<long> action, ref int fields)
    {
        FieldInfo native = typeof(TvmFieldInfo).GetField("_field", BindingFlags.Instance | BindingFlags.NonPublic)!;
        Dictionary<TvmFieldInfo, object> getters = [];
        foreach (TvmFieldInfo field in types.SelectMany(static type => type.Fields))
        {
            getters[field] = native.GetValue(field)!;
        }

        fields = getters.Count;
        nint* table = (nint*)TvmRuntime.Api;
        nint[] functions = new Span<nint>(table, sizeof(TvmFfiApi) / sizeof(nint)).ToArray();
        s_nativeCalls = 0;
        try
        {
            foreach ((TvmFieldInfo field, object value) in getters)
            {
                TVMFFIFieldInfo counted = (TVMFFIFieldInfo)value;
                counted.Getter = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)&CountRead;
                native.SetValue(field, counted);
            }

            new Span<nint>(table, functions.Length).Fill((nint)(delegate* unmanaged[Cdecl]<int>)&Count);
            return action();
        }
        finally
        {
            functions.CopyTo(new Span<nint>(table, functions.Length));
            foreach ((TvmFieldInfo field, object value) in getters)
            {
                native.SetValue(field, value);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CountRead(void* field, TVMFFIAny* result)
    {
        s_nativeCalls++;
        return -1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Count()
    {
        s_nativeCalls++;
        return -1;
    }
}
