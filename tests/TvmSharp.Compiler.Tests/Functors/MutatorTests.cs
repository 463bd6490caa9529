namespace TvmSharp.Compiler.Tests.Functors;

public class MutatorTests
{
    [Fact]
    public void Identity_gives_the_same_object()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFunc.Create([], Trees.Seq(Trees.Eval(1), Evaluate.Create(Trees.Variable("x"))));
        Assert.True(new StmtExprMutator().Mutate(function).IsSameAs(function));
        Assert.True(new StmtMutator().Mutate(function).IsSameAs(function));
    }

    [Fact]
    public void Identity_gives_the_same_object_for_all_kinds_of_nodes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Trees.OfAllKinds();
        Assert.True(new StmtExprMutator().Mutate(function).IsSameAs(function));
        for (int seed = 0; seed < 40; seed++)
        {
            using ObjectScope inner = ObjectScope.Enter();
            Stmt tree = new RandomTrees(seed).Next();
            Stmt flat = SeqStmt.Flatten(tree);
            Assert.Equal(flat.IsSameAs(tree), new StmtExprMutator().VisitStmt(tree).IsSameAs(tree));

            // What was flattened once stays as it is.
            Stmt settled = new StmtExprMutator().VisitStmt(tree);
            Assert.True(new StmtExprMutator().VisitStmt(settled).IsSameAs(settled));
        }
    }

    [Fact]
    public void What_is_rebuilt_is_equal_and_the_tree_that_was_given_stays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFunc.Create([], Trees.Seq(Trees.Eval(1), Evaluate.Create(Trees.Variable("x"))));
        long before = function.StructuralHash();
        PrimFunc rebuilt = new Rebuilder().Mutate(function);
        Assert.False(rebuilt.IsSameAs(function));
        Assert.True(rebuilt.StructuralEquals(function));
        Assert.Equal(before, function.StructuralHash());
        SeqStmt oldSeq = (SeqStmt)function.Body, newSeq = (SeqStmt)rebuilt.Body;
        Assert.False(newSeq.Seq[0].IsSameAs(oldSeq.Seq[0]));
        Assert.True(newSeq.Seq[1].IsSameAs(oldSeq.Seq[1]));
    }

    [Fact]
    public void What_is_rebuilt_is_equal_for_all_kinds_of_nodes()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Trees.OfAllKinds();
        PrimFunc rebuilt = new Rebuilder().Mutate(function);
        Assert.False(rebuilt.IsSameAs(function));
        Assert.Null(TvmObject.FirstMismatch(function, rebuilt));
        for (int seed = 0; seed < 40; seed++)
        {
            using ObjectScope inner = ObjectScope.Enter();
            Stmt tree = new RandomTrees(seed).Next();
            Stmt settled = new StmtExprMutator().VisitStmt(tree);
            long before = tree.StructuralHash(mapFreeVariables: true);
            Assert.Null(TvmObject.FirstMismatch(settled, new Rebuilder().VisitStmt(tree), mapFreeVariables: true));
            Assert.Equal(before, tree.StructuralHash(mapFreeVariables: true));
        }
    }

    [Fact]
    public void Sequences_are_flattened()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt tree = Trees.Seq(Trees.Eval(1), Trees.Eval(0), Trees.Eval(2), Trees.Eval(0));
        SeqStmt flat = Assert.IsType<SeqStmt>(new Doubler().VisitStmt(tree));
        Assert.Equal([1L, 1L, 2L, 2L], flat.Seq.Select(static statement => ((IntImm)((Evaluate)statement).Value).Value));
        Assert.True(SeqStmt.Flatten(flat).IsSameAs(flat));
        Assert.True(SeqStmt.Flatten(null, flat.Seq[0]).IsSameAs(flat.Seq[0]));
        Assert.Equal(0, ((IntImm)((Evaluate)SeqStmt.Flatten(null, Trees.Eval(0))).Value).Value);
        Assert.Equal(5, ((SeqStmt)SeqStmt.Flatten(flat, Trees.Eval(5))).Seq.Count);
    }

    [Fact]
    public void A_statement_that_is_removed_leaves_the_rest()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt result = new Remover().VisitStmt(Trees.Seq(Trees.Eval(1), Trees.Eval(2)));
        Assert.Equal(1, ((IntImm)((Evaluate)result).Value).Value);
    }

    [Fact]
    public void A_method_that_returns_null_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new Faulty { OnConstant = static _ => null! }.VisitStmt(Trees.Eval(1)));
        Assert.Contains("Faulty.VisitIntImm returned null for a `ir.IntImm`", error.Message);
        error = Assert.Throws<InvalidOperationException>(
            () => new Faulty { OnEvaluate = static _ => null! }.VisitStmt(Trees.Seq(Trees.Eval(1), Trees.Eval(2))));
        Assert.Contains("Faulty.VisitEvaluate returned null for a `tirx.Evaluate`", error.Message);
    }

    [Fact]
    public void A_method_that_returns_a_node_of_the_wrong_class_is_named()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt assertion = AssertStmt.Create(IntImm.Create(DataType.Bool, 1), StringImm.Create("ValueError"), [StringImm.Create("no")]);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => new Faulty { OnString = static _ => Trees.Const(1) }.VisitStmt(assertion));
        Assert.Contains("Faulty.VisitStringImm returned a `ir.IntImm` for a `tirx.StringImm`, in whose place there must be a `tirx.StringImm`", error.Message);
    }

    [Fact]
    public void A_method_that_changes_a_type_is_named_with_both_types()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt loop = Trees.Loop(Trees.Variable("i"), Trees.Const(4), Trees.Eval(1));
        static Expr Widen(IntImm node) => IntImm.Create(DataType.Int64, node.Value);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new Faulty { OnConstant = Widen }.VisitStmt(loop));
        Assert.Contains("Faulty.VisitIntImm", error.Message);
        Assert.Contains("int64", error.Message);
        Assert.Contains("int32", error.Message);
        Assert.False(new Faulty { OnConstant = Widen, MayChangeTypes = true }.VisitStmt(loop).IsSameAs(loop));
    }

    [Fact]
    public void A_buffer_that_changed_is_replaced_wherever_it_is_used()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var buffer = Trees.Buffer("A", Trees.Const(16)), alias = Trees.Buffer("B", Trees.Const(4));
        Op bufferData = Function.Get("ir.GetOp").Call("tirx.buffer_data").As<Op>();
        Expr data = Call.Create(PointerType.Create(PrimType.Create(Trees.Int), "global"), bufferData, [buffer], null, []);
        Stmt tree = Trees.Seq(
            AllocBuffer.Create(buffer),
            DeclBuffer.Create(alias, data),
            BufferStore.Create(buffer, BufferLoad.Create(buffer, [Trees.Const(1)]), [Trees.Const(2)]),
            Evaluate.Create(data));
        SeqStmt result = (SeqStmt)new Padder().VisitStmt(tree);
        Var padded = ((AllocBuffer)result.Seq[0]).Buffer;
        Assert.False(padded.IsSameAs(buffer));
        Assert.Equal(17, ((IntImm)((BufferType)padded.Ty).Shape[0]).Value);
        DeclBuffer declaration = (DeclBuffer)result.Seq[1];
        Assert.True(declaration.Buffer.IsSameAs(alias));
        Assert.True(((Call)declaration.Data).Args[0].IsSameAs(padded));
        BufferStore store = (BufferStore)result.Seq[2];
        Assert.True(store.Buffer.IsSameAs(padded));
        Assert.True(((BufferLoad)store.Value).Buffer.IsSameAs(padded));
        Assert.True(((Call)((Evaluate)result.Seq[3]).Value).Args[0].IsSameAs(padded));
    }

    [Fact]
    public void Variables_are_replaced_where_they_are_used()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var x = Trees.Variable("x"), y = Trees.Variable("x");
        SeqStmt tree = Trees.Seq(Evaluate.Create(x), Evaluate.Create(y));
        SeqStmt result = (SeqStmt)StmtFunctor.Substitute(tree, new Dictionary<Var, Expr>(TvmObject.IdentityComparer) { [x] = Trees.Const(3) });
        Assert.Equal(3, ((IntImm)((Evaluate)result.Seq[0]).Value).Value);
        Assert.True(result.Seq[1].IsSameAs(tree.Seq[1]));
        Assert.True(StmtFunctor.Substitute(x, new Dictionary<Var, Expr>()).IsSameAs(x));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => StmtFunctor.Substitute(tree, new Dictionary<Var, Expr>(TvmObject.IdentityComparer) { [x] = IntImm.Create(DataType.Int64, 3) }));
        Assert.Contains("`x` of type", error.Message);
    }

    [Fact]
    public void Substitution_does_what_upstreams_does()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Trees.OfAllKinds();
        Var n = function.Params[0], a = function.Params[1], i = (Var)FirstOf<AttrStmt>(function.Body).Node.As<TvmObject>();
        Var buffer = Trees.Buffer("A2", Trees.Const(8), Trees.Const(16)), loop = Trees.Variable("i2");
        Dictionary<Var, Expr> values = new(TvmObject.IdentityComparer) { [n] = Trees.Const(8), [i] = loop };
        Stmt result = StmtFunctor.Substitute(function.Body, values);
        Assert.True(FirstOf<AttrStmt>(result).Node.As<TvmObject>().IsSameAs(loop));
        if (Function.TryGet("tirx.Substitute", out Function? upstream))
        {
            Stmt theirs = upstream.Call(function.Body, TvmMap.Create(values)).As<Stmt>();
            Assert.Null(TvmObject.FirstMismatch(theirs, result, mapFreeVariables: true));
        }

        // A buffer for a buffer, of an equal type.
        Var same = Var.Create("A3", a.Ty);
        Stmt renamed = StmtFunctor.Substitute(function.Body, new Dictionary<Var, Expr>(TvmObject.IdentityComparer) { [a] = same });
        Assert.True(LastOf<BufferRegion>(renamed, same));
        Assert.Throws<InvalidOperationException>(
            () => StmtFunctor.Substitute(function.Body, new Dictionary<Var, Expr>(TvmObject.IdentityComparer) { [a] = Trees.Const(1) }));
        Assert.False(buffer.IsSameAs(same));
    }

    private static T FirstOf<T>(Stmt tree)
        where T : Stmt
    {
        T? found = null;
        StmtFunctor.PreOrderVisit(tree, node =>
        {
            found ??= node as T;
            return found is null;
        });
        return found!;
    }

    private static bool LastOf<T>(Stmt tree, Var buffer) => FirstOf<SBlock>(tree).Reads[0].Buffer.IsSameAs(buffer);

    private sealed class Remover : StmtExprMutator
    {
        protected override Stmt VisitEvaluate(Evaluate node) => node.Value is IntImm { Value: 2 } ? Trees.Eval(0) : node;
    }

    private sealed class Doubler : StmtExprMutator
    {
        protected override Stmt VisitEvaluate(Evaluate node) => Trees.Seq(node, node);
    }

    private sealed class Padder : StmtExprMutator
    {
        protected override Expr VisitIntImm(IntImm node) => node.Value == 16 ? Trees.Const(17) : node;
    }

    private sealed class Faulty : StmtExprMutator
    {
        internal Func<IntImm, Expr>? OnConstant { get; init; }

        internal Func<StringImm, Expr>? OnString { get; init; }

        internal Func<Evaluate, Stmt>? OnEvaluate { get; init; }

        internal bool MayChangeTypes { get; init; }

        protected override bool AllowsTypeChange => MayChangeTypes;

        protected override Expr VisitIntImm(IntImm node) => OnConstant is null ? node : OnConstant(node);

        protected override Expr VisitStringImm(StringImm node) => OnString is null ? node : OnString(node);

        protected override Stmt VisitEvaluate(Evaluate node) => OnEvaluate is null ? base.VisitEvaluate(node) : OnEvaluate(node);
    }
}
