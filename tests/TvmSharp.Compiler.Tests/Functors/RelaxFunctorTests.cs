using Relax = TvmSharp.Relax;

namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>
/// Visitors and mutators of relax. What normalizes does so by TVM's block builder, which the embedded host does not have.
/// </summary>
public class RelaxFunctorTests
{
    [Fact]
    public void Expressions_are_visited_in_upstreams_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = Load();
        PostOrder visitor = new();
        visitor.VisitExpr(function);
        Assert.Equal(["x", "c", "doubled", "squared", "total", "cast", "result_then", "result_else", "result"], visitor.Definitions);
        Assert.Equal((1, 3, 1), (visitor.DataflowBlocks, visitor.PlainBlocks, visitor.Casts));
        CompareWithUpstream(function, visitor);
    }

    [Fact]
    public void A_visitor_sees_the_children_of_a_condition_before_the_condition()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PostOrder visitor = new();
        visitor.VisitExpr(Load());
        int condition = visitor.Nodes.FindIndex(static node => node is Relax.If);
        Relax.If found = (Relax.If)visitor.Nodes[condition];
        Assert.All(
            new Expr[] { found.Cond, found.TrueBranch, found.FalseBranch },
            child => Assert.InRange(visitor.Nodes.FindIndex(node => node.IsSameAs(child)), 0, condition - 1));
    }

    [Fact]
    public void Identity_without_a_builder_gives_the_same_object()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = Load();
        Assert.True(new Relax.ExprMutatorBase().VisitExpr(function).IsSameAs(function));
    }

    [Fact]
    public void What_is_rebuilt_without_a_builder_is_equal()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = Load();
        long before = function.StructuralHash();
        Relax.Function rebuilt = (Relax.Function)new RelaxRebuilder().VisitExpr(function);
        Assert.False(rebuilt.IsSameAs(function));
        Assert.Null(TvmObject.FirstMismatch(function, rebuilt));
        Assert.Equal(before, function.StructuralHash());
    }

    [Fact]
    public void A_call_that_is_replaced_without_a_builder_leaves_the_rest()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = Load();
        Relax.Function changed = (Relax.Function)new AddsToMultiplications().VisitExpr(function);
        Relax.SeqExpr oldBody = (Relax.SeqExpr)function.Body, newBody = (Relax.SeqExpr)changed.Body;
        Assert.Equal(
            ["relax.multiply", "relax.multiply", "relax.multiply"],
            newBody.Blocks[0].Bindings.Select(static binding => ((Op)((Call)((Relax.VarBinding)binding).Value).Op).Name));
        Assert.True(newBody.Blocks[0].Bindings[1].IsSameAs(oldBody.Blocks[0].Bindings[1]));
        Assert.Contains("R.add", function.ToString());
        Assert.DoesNotContain("R.add", changed.ToString());
    }

    [Fact]
    public void A_method_that_returns_null_without_a_builder_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Relax.Function function = Load();
        Assert.Contains(
            "FaultyBase.VisitCall returned null for a `ir.Call`",
            Assert.Throws<InvalidOperationException>(() => new FaultyBase().VisitExpr(function)).Message);
    }

    [Fact]
    public void Identity_gives_the_same_object() => WithBuilder(
        static () => new Relax.ExprMutator(),
        static mutator =>
        {
            Relax.Function function = Load();
            Assert.True(mutator.VisitExpr(function).IsSameAs(function));
        });

    [Fact]
    public void What_is_rebuilt_is_equal_and_well_formed() => WithBuilder(
        static () => new Rebuilder(),
        static mutator =>
        {
            Relax.Function function = Load();
            Relax.Function rebuilt = (Relax.Function)mutator.VisitExpr(function);
            Assert.False(rebuilt.IsSameAs(function));
            Assert.Null(TvmObject.FirstMismatch(function, rebuilt));
            AssertWellFormed(rebuilt);
        });

    [Fact]
    public void A_call_that_is_replaced_is_normalized_and_the_rest_stays() => WithBuilder(
        static () => new AddsToSquares(),
        static mutator =>
        {
            Relax.Function function = Load();
            Relax.Function changed = (Relax.Function)mutator.VisitExpr(function);
            AssertWellFormed(changed);
            string text = changed.ToString();
            Assert.DoesNotContain("R.add", text);
            Assert.Contains("R.multiply", text);
            Assert.Contains("R.add", function.ToString());
        });

    [Fact]
    public void A_symbolic_size_that_is_replaced_changes_the_types_of_all_that_depends_on_it() => WithBuilder(
        static () => new SizeFixer("n", 8),
        static mutator =>
        {
            Relax.Function function = Load();
            Relax.Function fixedSize = (Relax.Function)mutator.VisitExpr(function);
            AssertWellFormed(fixedSize);
            Relax.TensorType parameter = (Relax.TensorType)fixedSize.Params[0].Ty;
            Assert.Equal(8, ((IntImm)((Relax.ShapeExpr)parameter.Shape!).Values[0]).Value);
            Assert.DoesNotContain("n = T.int64()", fixedSize.ToString());
            Assert.Contains("(8, 4)", fixedSize.ToString());
        });

    [Fact]
    public void A_method_that_returns_null_is_named() => WithBuilder(
        static () => new Faulty(),
        static mutator =>
        {
            Relax.Function function = Load();
            Assert.Contains(
                "Faulty.VisitCall returned null for a `ir.Call`",
                Assert.Throws<InvalidOperationException>(() => mutator.VisitExpr(function)).Message);
        });

    [Fact]
    public void A_function_that_TVMs_builder_made_is_visited_in_upstreams_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (!TestHost.IsRealCompiler)
        {
            AssertNamed(Assert.Throws<MissingFunctionException>(() => Relax.BlockBuilder.Create()));
            return;
        }

        Relax.Function function = Make();
        PostOrder visitor = new();
        visitor.VisitExpr(function);
        Assert.Equal(["x", "c", "lv", "lv1", "gv", "cast"], visitor.Definitions.Where(static name => !name.StartsWith("branch", StringComparison.Ordinal)).Take(6));
        Assert.Equal((1, 3, 1), (visitor.DataflowBlocks, visitor.PlainBlocks, visitor.Casts));
        CompareWithUpstream(function, visitor);
        Assert.True(new Relax.ExprMutatorBase().VisitExpr(function).IsSameAs(function));
        Assert.True(new Relax.ExprMutator().VisitExpr(function).IsSameAs(function));
    }

    [Fact]
    public void Expressions_that_relax_does_not_have_are_refused()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Expr let = Let.Create(Trees.Variable("x"), Trees.Const(1), Trees.Const(2));
        Assert.Contains("relax does not support", Assert.Throws<NotSupportedException>(() => new Relax.ExprVisitor().VisitExpr(let)).Message);
        Assert.Throws<NotSupportedException>(() => new Relax.ExprMutatorBase().VisitExpr(let));
    }

    /// <summary>A function with a dataflow block, a cast, and a condition, on every host.</summary>
    private static Relax.Function Load() => (Relax.Function)SavedModule.Load("branches").Functions.Single().Value;

    /// <summary>On TVM the mutator does what it should; on the embedded host none can be made, and the error says why.</summary>
    private static void WithBuilder<T>(Func<T> make, Action<T> test)
        where T : Relax.ExprMutator
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            test(make());
        }
        else
        {
            AssertNamed(Assert.Throws<MissingFunctionException>(() => make()));
        }
    }

    private static void AssertNamed(MissingFunctionException error)
    {
        Assert.Equal("relax.BlockBuilderCreate", error.FunctionName);
        Assert.Contains("`relax.BlockBuilderCreate`", error.Message);
        Assert.Contains("the embedded host", error.Message);
    }

    private static void CompareWithUpstream(Relax.Function function, PostOrder visitor)
    {
        if (Function.TryGet("relax.analysis.post_order_visit", out Function? upstream))
        {
            List<TvmObject> theirs = [];
            upstream.Call(function, Function.From((TvmObject node) => theirs.Add((TvmObject)node.Keep())));
            Assert.Equal(theirs.Select(static node => node.TypeKey), visitor.Nodes.Select(static node => node.TypeKey));
            Assert.All(theirs.Zip(visitor.Nodes), static pair => Assert.True(pair.First.IsSameAs(pair.Second)));
        }
    }

    /// <summary>The same by TVM's builder: a function with a dataflow block, a cast to a type with a symbolic size, and a condition.</summary>
    private static Relax.Function Make()
    {
        DataType int64 = DataType.Int64;
        Var n = Var.Create("n", PrimType.Create(int64)), m = Var.Create("m", PrimType.Create(int64));
        Var x = Var.Create("x", Tensor(n, IntImm.Create(int64, 4)));
        Var c = Var.Create("c", Tensor(DataType.Bool));
        Relax.BlockBuilder builder = Relax.BlockBuilder.Create();
        builder.BeginScope([x, c]);
        builder.BeginDataflowBlock();
        Var lv = builder.Emit(Op("add", x, x), "lv"), lv1 = builder.Emit(Op("multiply", lv, x), "lv1");
        Var gv = builder.EmitOutput(Op("add", lv1, lv), "gv");
        Relax.BindingBlock dataflow = builder.EndBlock();
        builder.BeginBindingBlock();
        Var cast = builder.EmitMatchCast(gv, Tensor(m, IntImm.Create(int64, 4)), "cast");
        Var result = builder.Emit(Relax.If.Create(c, Branch("add"), Branch("multiply")), "result");
        Relax.BindingBlock plain = builder.EndBlock();
        Expr body = builder.Normalize(Relax.SeqExpr.Create([dataflow, plain], result));
        builder.EndScope();
        return Relax.Function.Create([x, c], body, null, isPure: true);

        Relax.SeqExpr Branch(string op)
        {
            builder.BeginBindingBlock();
            Var value = builder.Emit(Op(op, cast, cast), "branch_" + op);
            return Relax.SeqExpr.Create([builder.EndBlock()], value);
        }
    }

    private static Expr Op(string name, Expr left, Expr right) => Function.Get("relax.op." + name).Call(left, right).As<Expr>();

    private static Relax.TensorType Tensor(params ReadOnlySpan<Expr> shape) => MakeTensorType(DataType.Float32, shape);

    private static Relax.TensorType Tensor(DataType type) => MakeTensorType(type, []);

    private static Relax.TensorType MakeTensorType(DataType type, ReadOnlySpan<Expr> shape) => Function.Get("relax.TensorType").Call(
        Relax.ShapeExpr.Create(TvmArray.Create(shape)), PrimType.Create(type), -1, Any.None, Any.None).As<Relax.TensorType>();

    private static void AssertWellFormed(Relax.Function function) =>
        Function.Get("relax.analysis.well_formed").Call(function, true);

    private sealed class PostOrder : Relax.ExprVisitor
    {
        internal List<TvmObject> Nodes { get; } = [];

        internal List<string> Definitions { get; } = [];

        internal int DataflowBlocks { get; private set; }

        internal int PlainBlocks { get; private set; }

        internal int Casts { get; private set; }

        public override void VisitExpr(Expr node)
        {
            base.VisitExpr(node);
            Nodes.Add(node);
        }

        public override void VisitVarDef(Var variable)
        {
            Definitions.Add(variable.Name);
            base.VisitVarDef(variable);
        }

        protected override void VisitDataflowBlock(Relax.DataflowBlock block)
        {
            DataflowBlocks++;
            base.VisitDataflowBlock(block);
        }

        protected override void VisitPlainBlock(Relax.BindingBlock block)
        {
            PlainBlocks++;
            base.VisitPlainBlock(block);
        }

        protected override void VisitMatchCast(Relax.MatchCast binding)
        {
            Casts++;
            base.VisitMatchCast(binding);
        }
    }

    /// <summary>Makes every call anew.</summary>
    private sealed class Rebuilder : Relax.ExprMutator
    {
        protected override Expr VisitCall(Call node)
        {
            Call call = (Call)base.VisitCall(node);
            return Call.Create(call.Ty, call.Op, call.Args, call.Attrs, call.TyArgs, call.Span);
        }
    }

    private sealed class AddsToMultiplications : Relax.ExprMutatorBase
    {
        protected override Expr VisitCall(Call node)
        {
            Call call = (Call)base.VisitCall(node);
            return call.Op is Op { Name: "relax.add" }
                ? Call.Create(call.Ty, Function.Get("ir.GetOp").Call("relax.multiply").As<Op>(), call.Args, null, call.TyArgs, call.Span)
                : call;
        }
    }

    private sealed class AddsToSquares : Relax.ExprMutator
    {
        protected override Expr VisitCall(Call node)
        {
            Call call = (Call)base.VisitCall(node);

            // Not in normal form: the inner call gets a binding of its own.
            return call.Op is Op { Name: "relax.add" } ? Op("multiply", Op("multiply", call.Args[0], call.Args[1]), call.Args[0]) : call;
        }
    }

    private sealed class SizeFixer(string name, long value) : Relax.ExprMutator
    {
        protected override Expr VisitVar(Var node) => node.Name == name ? IntImm.Create(DataType.Int64, value) : base.VisitVar(node);
    }

    private sealed class Faulty : Relax.ExprMutator
    {
        protected override Expr VisitCall(Call node) => null!;
    }

    private sealed class FaultyBase : Relax.ExprMutatorBase
    {
        protected override Expr VisitCall(Call node) => null!;
    }
}
