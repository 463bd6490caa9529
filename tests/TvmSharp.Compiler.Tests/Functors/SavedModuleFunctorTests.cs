using Relax = TvmSharp.Relax;

namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Visitors and mutators over every function of the modules that a real TVM saved, on every host.</summary>
public class SavedModuleFunctorTests
{
    public static TheoryData<string> Names => [.. SavedModule.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Identity_gives_the_same_functions(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();
        ForEach(
            name,
            static function =>
            {
                Assert.True(new StmtExprMutator().Mutate(function).IsSameAs(function));
                Assert.True(new StmtMutator().Mutate(function).IsSameAs(function));
            },
            static function => Assert.True(new Relax.ExprMutatorBase().VisitExpr(function).IsSameAs(function)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_that_are_rebuilt_are_equal_and_those_that_were_given_stay(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();
        ForEach(name, static function => Check(function, new Rebuilder().Mutate(function)), static function => Check(function, new RelaxRebuilder().VisitExpr(function)));
        Assert.True(SavedModule.Load(name).StructuralEquals(SavedModule.Load(name)));

        static void Check<T>(T function, T rebuilt)
            where T : TvmObject
        {
            string before = function.ToString();
            Assert.False(rebuilt.IsSameAs(function));
            Assert.Null(TvmObject.FirstMismatch(function, rebuilt));
            Assert.True(rebuilt.StructuralEquals(function));
            Assert.Equal(function.StructuralHash(), rebuilt.StructuralHash());
            Assert.Equal(before, function.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_rebuilt_by_the_builder_is_equal(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();
        IRModule module = SavedModule.Load(name);
        if (!TestHost.IsRealCompiler)
        {
            MissingFunctionException error = Assert.Throws<MissingFunctionException>(() => new Relax.ExprMutator(module));
            Assert.Contains("`relax.BlockBuilderCreate`", error.Message);
            Assert.Contains("the embedded host", error.Message);
            return;
        }

        foreach (Relax.Function function in module.Functions.Select(static entry => entry.Value).OfType<Relax.Function>())
        {
            Assert.True(new Relax.ExprMutator(module).VisitExpr(function).IsSameAs(function));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_node_is_visited_once_in_upstreams_order(string name)
    {
        using ObjectScope scope = ObjectScope.Enter();
        ForEach(
            name,
            static function =>
            {
                List<TvmObject> nodes = [];
                StmtFunctor.PostOrderVisit(function.Body, nodes.Add);
                Assert.True(nodes[^1].IsSameAs(function.Body));
                Assert.Equal(nodes.Count, nodes.Distinct(TvmObject.IdentityComparer).Count());
                AssertUpstreams("tirx.PostOrderVisit", function.Body, nodes);
            },
            static function =>
            {
                Bindings visitor = new();
                visitor.VisitExpr(function);
                Assert.Equal(function.Params.Count + visitor.Values.Count, visitor.Definitions);
                Assert.All(visitor.Values, value => Assert.Contains(value, visitor.Nodes, TvmObject.IdentityComparer));
                AssertUpstreams("relax.analysis.post_order_visit", function, visitor.Nodes);
            });
    }

    [Fact]
    public void A_thread_that_is_bound_to_a_loop_has_no_domain()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = (PrimFunc)SavedModule.Load("thread_bound").Functions.Single().Value;
        List<IterVar> threads = [];
        StmtFunctor.PostOrderVisit(function.Body, node =>
        {
            if (node is For { ThreadBinding: { } thread })
            {
                threads.Add(thread);
            }
        });
        Assert.Equal(["threadIdx.x", "blockIdx.x"], threads.Select(static thread => thread.ThreadTag));
        Assert.All(threads, static thread => Assert.Null(thread.Dom));

        // Made, given one, and relieved of it again.
        IterVar made = IterVar.Create(null, threads[0].Var, IterVarType.ThreadIndex, "threadIdx.x");
        Assert.Null(made.Dom);
        Assert.True(made.With(threadTag: "threadIdx.x").IsSameAs(made));
        Ir.Range range = Ir.Range.FromMinExtent(Trees.Const(0), Trees.Const(32));
        IterVar bounded = made.With(dom: range);
        Assert.True(bounded.Dom!.IsSameAs(range));
        Assert.Null(bounded.With(dom: null).Dom);
        Assert.Throws<ArgumentNullException>(() => IterVar.Create(null, null!, IterVarType.ThreadIndex, ""));
    }

    [Fact]
    public void A_block_axis_without_a_domain_has_nothing_to_visit_and_stays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var v = Trees.Variable("v");
        IterVar axis = IterVar.Create(null, v, IterVarType.ThreadIndex, "threadIdx.x");
        SBlock block = SBlock.Create([axis], [], [], "block", Evaluate.Create(Trees.Const(1)), null, [], [], TvmMap.Create<string, Any>([]));
        Recorder recorder = new();
        recorder.VisitStmt(block);
        Assert.Equal(["SBlock", "Evaluate", "1"], recorder.Names);
        Assert.True(new StmtExprMutator().VisitStmt(block).IsSameAs(block));
        SBlock rebuilt = (SBlock)new Rebuilder().VisitStmt(block);
        Assert.False(rebuilt.IsSameAs(block));
        Assert.True(rebuilt.IterVars[0].IsSameAs(axis));
    }

    [Fact]
    public void A_sequence_of_spans_has_no_source_of_its_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        SequentialSpan spans = SequentialSpan.Create([Span.Create(SourceName.Create("kernel.py"), 3, 4, 1, 20)]);
        Assert.Null(spans.SourceName);
        Assert.Equal("kernel.py", spans.Spans[0]!.SourceName!.Name);
        Assert.Null(Span.Create(null, 1, 1, 1, 1).SourceName);
    }

    private static void ForEach(string name, Action<PrimFunc> prim, Action<Relax.Function> relax)
    {
        IRModule module = SavedModule.Load(name);
        Assert.NotEmpty(module.Functions);
        foreach (TvmObject function in module.Functions.Select(static entry => entry.Value))
        {
            switch (function)
            {
                case PrimFunc one:
                    prim(one);
                    break;
                default:
                    relax(Assert.IsType<Relax.Function>(function));
                    break;
            }
        }
    }

    private static void AssertUpstreams(string visit, TvmObject root, List<TvmObject> nodes)
    {
        if (Function.TryGet(visit, out Function? upstream))
        {
            List<TvmObject> theirs = [];
            upstream.Call(root, Function.From((TvmObject node) => theirs.Add((TvmObject)node.Keep())));
            Assert.Equal(theirs.Select(static node => node.TypeKey), nodes.Select(static node => node.TypeKey));
            Assert.All(theirs.Zip(nodes), static pair => Assert.True(pair.First.IsSameAs(pair.Second)));
        }
    }

    private sealed class Bindings : Relax.ExprVisitor
    {
        internal List<TvmObject> Nodes { get; } = [];

        internal List<Expr> Values { get; } = [];

        internal int Definitions { get; private set; }

        public override void VisitExpr(Expr node)
        {
            base.VisitExpr(node);
            Nodes.Add(node);
        }

        public override void VisitBinding(Relax.Binding binding)
        {
            Values.Add(binding is Relax.VarBinding variable ? variable.Value : ((Relax.MatchCast)binding).Value);
            base.VisitBinding(binding);
        }

        public override void VisitVarDef(Var variable)
        {
            Definitions++;
            base.VisitVarDef(variable);
        }
    }
}
