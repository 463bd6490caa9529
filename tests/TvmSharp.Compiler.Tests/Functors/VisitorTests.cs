namespace TvmSharp.Compiler.Tests.Functors;

public class VisitorTests
{
    [Fact]
    public void A_sequence_is_visited_in_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder recorder = new();
        recorder.Visit(PrimFunc.Create([], Trees.Seq(Trees.Eval(1), Evaluate.Create(Trees.Variable("x")), Trees.Eval(3))));
        Assert.Equal(["SeqStmt", "Evaluate", "1", "Evaluate", "x", "Evaluate", "3"], recorder.Names);
    }

    [Fact]
    public void Children_are_those_of_upstream_in_its_order()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Recorder recorder = new();
        recorder.Visit(Trees.OfAllKinds());
        Assert.Equal(
            [
                // Ids of a scope: extents, then preferred ones. A tile primitive: arguments, also in arrays, then its configuration.
                "SeqStmt", "ScopeIdDefStmt", "Add", "n", "10", "11", "TilePrimitiveCall", "0", "n", "i", "12", "13", "14", "15",

                // Definitions of buffers: shape, no strides, offset. The data of D before its own.
                "AllocBuffer", "32", "0", "AllocBuffer", "Add", "n", "1", "0", "DeclBuffer", "Call", "C", "8", "0",

                // The node of the attribute and the loop's variable are not visited; the step comes before the body.
                "AttrStmt", "7", "For", "0", "n", "For", "0", "n", "2",
                "SeqStmt", "Bind", "Div", "i", "2",
                "AssertStmt", "Eq", "bound", "0", "StringImm", "StringImm", "StringImm",
                "BufferStore", "Sub",
                "Max", "FloorDiv", "BufferLoad", "i", "Mul", "k", "2", "3", "FloorMod", "BufferLoad", "i", "Mul", "k", "2", "4",
                "Min", "Select", "And", "Lt", "i", "n", "Or", "Not", "Ge", "k", "1", "Ne", "i", "k", "i", "5", "Let", "6", "Add", "let", "i",
                "i", "Mod", "bound", "3",
                "IfThenElse", "Gt", "i", "3", "Break", "Continue",
                "While", "Le", "bound", "0", "Evaluate", "Cast", "i",
                "SBlockRealize", "i", "1",

                // Domains, definitions, what is read, what is written, matches, then statements.
                "SBlock", "0", "n", "8", "0", "v", "1", "0", "16", "v", "1", "16", "0", "0", "1", "0", "16",
                "BufferStore", "0", "v", "BufferStore", "BufferLoad", "0", "v",
                "Evaluate", "Call", "C", "Return", "9",
            ],
            recorder.Names);
    }

    [Fact]
    public void Walks_meet_what_upstreams_walks_meet_in_their_order()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            Compare(seed == 0 ? Trees.OfAllKinds().Body : new RandomTrees(seed).Next());
        }
    }

    [Fact]
    public void A_walk_meets_a_shared_node_once()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt shared = Trees.Eval(1);
        Stmt tree = Trees.Seq(shared, shared, Trees.Eval(2), shared);
        List<TvmObject> post = [], pre = [];
        StmtFunctor.PostOrderVisit(tree, post.Add);
        StmtFunctor.PreOrderVisit(tree, node =>
        {
            pre.Add(node);
            return true;
        });
        Assert.Equal(["IntImm", "Evaluate", "IntImm", "Evaluate", "SeqStmt"], post.Select(static node => node.GetType().Name));
        Assert.Equal(["SeqStmt", "Evaluate", "IntImm", "Evaluate", "IntImm"], pre.Select(static node => node.GetType().Name));
    }

    [Fact]
    public void A_walk_leaves_out_the_children_of_nodes_that_were_refused()
    {
        using ObjectScope scope = ObjectScope.Enter();
        List<string> met = [];
        StmtFunctor.PreOrderVisit(Trees.Seq(Trees.Eval(1), Trees.Eval(2)), node =>
        {
            met.Add(node.GetType().Name);
            return node is not Evaluate;
        });
        Assert.Equal(["SeqStmt", "Evaluate", "Evaluate"], met);
    }

    [Fact]
    public void A_statement_visitor_visits_no_expressions()
    {
        using ObjectScope scope = ObjectScope.Enter();
        CountingStmtVisitor visitor = new();
        visitor.VisitStmt(Trees.Seq(Trees.Eval(1), Trees.Eval(2)));
        Assert.Equal((2, 0), (visitor.Statements, visitor.Constants));
    }

    [Fact]
    public void A_visitor_with_one_method_sees_every_node_of_its_class()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Trees.OfAllKinds();
        Recorder recorder = new();
        recorder.Visit(function);
        OnVar onVar = new();
        OnIntImm onIntImm = new();
        OnAdd onAdd = new();
        foreach (StmtExprVisitor visitor in (StmtExprVisitor[])[onVar, onIntImm, onAdd])
        {
            visitor.Visit(function);
        }

        AssertSame([.. recorder.Nodes.Where(static node => node is Var)], onVar.Seen);
        AssertSame([.. recorder.Nodes.Where(static node => node is IntImm)], onIntImm.Seen);
        AssertSame([.. recorder.Nodes.Where(static node => node is Add)], onAdd.Seen);
    }

    [Fact]
    public void A_visitor_with_a_method_for_uses_of_buffers_sees_them_all()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var a = Trees.Buffer("A", Trees.Const(4)), b = Trees.Buffer("B", Trees.Const(4));
        OnBufferUse visitor = new();
        visitor.VisitStmt(BufferStore.Create(a, BufferLoad.Create(b, [BufferLoad.Create(a, [Trees.Const(0)])]), [Trees.Const(1)]));
        AssertSame([a, b, a], visitor.Seen);
    }

    [Fact]
    public void A_node_without_a_method_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => new StmtExprVisitor().VisitExpr(GlobalVar.Create("main")));
        Assert.Contains("StmtExprVisitor has no method for nodes of type `ir.GlobalVar`", error.Message);
        Assert.Throws<NotSupportedException>(() => new StmtExprMutator().VisitExpr(GlobalVar.Create("main")));
    }

    [Fact]
    public void A_tree_of_ten_thousand_levels_is_visited_or_refused()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt deep = Trees.Nested(10_000);
        OnSmallStack(() => Assert.Contains(
            "stopped", Assert.Throws<InsufficientExecutionStackException>(() => new StmtExprVisitor().VisitStmt(deep)).Message));
        OnSmallStack(() => Assert.Contains(
            "maxStackSize", Assert.Throws<InsufficientExecutionStackException>(() => new StmtExprMutator().VisitStmt(deep)).Message));
        OnSmallStack(() => Assert.Throws<InsufficientExecutionStackException>(() => StmtFunctor.PostOrderVisit(deep, static _ => { })));
        Recorder recorder = new();
        Run(() => recorder.VisitStmt(deep), 64 << 20);
        Assert.Equal((10_000 * 2) + 2, recorder.Nodes.Count);
    }

    private static void OnSmallStack(Action action) => Run(action, 512 << 10);

    private static void Run(Action action, int stackSize)
    {
        Exception? error = null;
        Thread thread = new(() => error = Record.Exception(action), stackSize);
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    private static void Compare(Stmt tree)
    {
        List<TvmObject> post = [], pre = [], theirs = [];
        StmtFunctor.PostOrderVisit(tree, post.Add);
        StmtFunctor.PreOrderVisit(tree, node =>
        {
            pre.Add(node);
            return true;
        });
        Assert.Equal(post.Count, post.Distinct(TvmObject.IdentityComparer).Count());

        // Upstream is about to remove its own: nothing but the tree is compared then, in Children_are_those_of_upstream.
        if (Function.TryGet("tirx.PostOrderVisit", out Function? upstream))
        {
            upstream.Call(tree, Function.From((TvmObject node) => theirs.Add((TvmObject)node.Keep())));
            AssertSame(theirs, post);
        }

        if (Function.TryGet("tirx.PreOrderVisit", out upstream))
        {
            theirs.Clear();
            upstream.Call(tree, Function.From((TvmObject node) =>
            {
                theirs.Add((TvmObject)node.Keep());
                return true;
            }));
            AssertSame(theirs, pre);
        }
    }

    private static void AssertSame(List<TvmObject> expected, List<TvmObject> actual)
    {
        Assert.Equal(expected.Select(static node => node.TypeKey), actual.Select(static node => node.TypeKey));
        Assert.All(expected.Zip(actual), static pair => Assert.True(pair.First.IsSameAs(pair.Second)));
    }

    private sealed class CountingStmtVisitor : StmtVisitor
    {
        internal int Statements { get; private set; }

        internal int Constants { get; private set; }

        protected override void VisitEvaluate(Evaluate node)
        {
            Statements++;
            base.VisitEvaluate(node);
        }

        protected override void VisitIntImm(IntImm node) => Constants++;
    }

    private sealed class OnVar : StmtExprVisitor
    {
        internal List<TvmObject> Seen { get; } = [];

        protected override void VisitVar(Var node) => Seen.Add(node);
    }

    private sealed class OnIntImm : StmtExprVisitor
    {
        internal List<TvmObject> Seen { get; } = [];

        protected override void VisitIntImm(IntImm node) => Seen.Add(node);
    }

    private sealed class OnAdd : StmtExprVisitor
    {
        internal List<TvmObject> Seen { get; } = [];

        protected override void VisitAdd(Add node)
        {
            Seen.Add(node);
            base.VisitAdd(node);
        }
    }

    private sealed class OnBufferUse : StmtExprVisitor
    {
        internal List<TvmObject> Seen { get; } = [];

        protected override void VisitBufferUse(Var buffer) => Seen.Add(buffer);
    }
}
