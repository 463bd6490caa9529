using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>What a mutator changes in place, and what it must not.</summary>
public class InPlaceMutationTests
{
    [Fact]
    public void A_function_that_is_handed_over_is_changed_in_place()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Make();
        nint address = AddressOf(function), body = AddressOf(function.Body), first = AddressOf(((SeqStmt)function.Body).Seq[0]);
        PrimFunc result = new Rebuilder().Mutate(function.Move());
        SeqStmt sequence = (SeqStmt)result.Body;
        Assert.Equal((address, body, first), (AddressOf(result), AddressOf(sequence), AddressOf(sequence.Seq[0])));
        Assert.True(result.StructuralEquals(Make()));
        Assert.Throws<ObjectDisposedException>(() => function.Body);
    }

    [Fact]
    public void A_function_that_is_not_handed_over_stays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Make();
        IntImm constant = (IntImm)((Evaluate)((SeqStmt)function.Body).Seq[0]).Value;
        Assert.False(new Rebuilder().Mutate(function).IsSameAs(function));
        Assert.True(((Evaluate)((SeqStmt)function.Body).Seq[0]).Value.IsSameAs(constant));
    }

    [Fact]
    public void What_others_hold_is_copied()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Make();
        TvmArray<TvmObject> holder = [function];
        long before = function.StructuralHash();
        PrimFunc result = new Renumberer().Mutate(function.Move());
        Assert.False(result.IsSameAs(holder[0]));
        Assert.Equal(before, holder[0].StructuralHash());
        Assert.NotEqual(before, result.StructuralHash());
    }

    [Fact]
    public void A_part_that_others_hold_is_copied_with_all_below_it()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Make();
        TvmArray<TvmObject> holder = [((SeqStmt)function.Body).Seq[1]];
        long before = holder[0].StructuralHash();
        nint address = AddressOf(function), first = AddressOf(((SeqStmt)function.Body).Seq[0]);
        PrimFunc result = new Renumberer().Mutate(function.Move());
        SeqStmt sequence = (SeqStmt)result.Body;
        Assert.Equal((address, first), (AddressOf(result), AddressOf(sequence.Seq[0])));
        Assert.False(sequence.Seq[1].IsSameAs(holder[0]));
        Assert.Equal(before, holder[0].StructuralHash());
    }

    [Fact]
    public void An_expression_that_two_statements_share_is_copied_for_each()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function;
        using (ObjectScope making = ObjectScope.Enter())
        {
            Op likely = Function.Get("ir.GetOp").Call("tirx.likely").As<Op>();
            Expr shared = Call.Create(PrimType.Create(Trees.Int), likely, [Trees.Const(1)], null, []);
            function = PrimFunc.Create([], Trees.Seq(Evaluate.Create(shared), Evaluate.Create(shared)));
            function.Keep();
        }

        SeqStmt result = (SeqStmt)new Renumberer().Mutate(function.Move()).Body;
        Assert.Equal([11L, 11L], result.Seq.Select(static item => ((IntImm)((Call)((Evaluate)item).Value).Args[0]).Value));
    }

    [Fact]
    public void What_a_random_function_becomes_does_not_depend_on_whether_it_was_handed_over()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            using ObjectScope scope = ObjectScope.Enter();
            PrimFunc function;
            using (ObjectScope making = ObjectScope.Enter())
            {
                function = PrimFunc.Create([], new RandomTrees(seed).Next());
                function.Keep();
            }

            nint address = AddressOf(function);
            PrimFunc copied = new Renumberer().Mutate(function);
            PrimFunc inPlace = new Renumberer().Mutate(function.Move());
            Assert.Equal(address, AddressOf(inPlace));
            Assert.Null(TvmObject.FirstMismatch(copied, inPlace, mapFreeVariables: true));
        }
    }

    [Fact]
    public void Wrappers_of_what_was_replaced_stay_valid()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Renumberer mutator = new();
        PrimFunc result = mutator.Mutate(Make().Move());
        Assert.Equal([1L, 2L], mutator.Seen.Select(static node => node.Value));
        Assert.Equal(11, ((IntImm)((Evaluate)((SeqStmt)result.Body).Seq[0]).Value).Value);
    }

    [Fact]
    public void What_was_replaced_ends_with_the_function()
    {
        LeakCheck.Run(
            static () =>
            {
                PrimFunc result = new Renumberer().Mutate(Make().Move());
                Assert.Equal(1, ((SeqStmt)result.Body).UseCount);
            },
            calls: 50_000);
    }

    [Fact]
    public void A_node_that_has_ended_replaces_nothing()
    {
        using ObjectScope scope = ObjectScope.Enter();
        SeqStmt sequence = Trees.Seq(Trees.Eval(1), Trees.Eval(2));
        Stmt ended;
        using (ObjectScope ending = ObjectScope.Enter())
        {
            ended = Trees.Eval(3);
        }

        Assert.Throws<ObjectDisposedException>(() => ElementsOf(sequence).Replace(1, ended));
        Assert.Throws<ObjectDisposedException>(() => InPlace.SetElement(sequence.Seq, 0, ended));
        Assert.Throws<ObjectDisposedException>(() => InPlace.SetField(sequence, "seq", ended));
        Assert.Equal([1L, 2L], sequence.Seq.Select(static item => ((IntImm)((Evaluate)item).Value).Value));
    }

    [Fact]
    public void A_change_after_others_let_go_is_not_lost()
    {
        using ObjectScope scope = ObjectScope.Enter();
        TvmArray<TvmObject>? holder = null;
        Replacer mutator = new((sequence, index) =>
        {
            if (index == 0)
            {
                holder = TvmArray.Create<TvmObject>(sequence.Seq);
            }
            else
            {
                Drop(holder!);
            }

            return Trees.Eval(11 + index);
        });
        SeqStmt result = (SeqStmt)mutator.Mutate(Make().Move()).Body;
        Assert.Equal([11L, 12L], result.Seq.Select(static item => ((IntImm)((Evaluate)item).Value).Value));
    }

    [Fact]
    public void Elements_of_a_node_that_has_ended_are_not_read()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Stmt value = Trees.Eval(3);
        AssertEnded(static elements => _ = elements.Count);
        AssertEnded(static elements => _ = elements.IsUnique);
        AssertEnded(static elements => _ = elements.At(1).TypeIndex);
        AssertEnded(static elements => _ = elements[1]);
        AssertEnded(elements => elements.Replace(1, value));

        static void AssertEnded(Action<NodeElements<Stmt>> use) => Assert.Throws<ObjectDisposedException>(() =>
        {
            SeqStmt sequence = Trees.Seq(Trees.Eval(1), Trees.Eval(2));
            NodeElements<Stmt> elements = ElementsOf(sequence);
            Drop(sequence);
            use(elements);
        });
    }

    [Fact]
    public void Only_a_function_is_taken()
    {
        using ObjectScope scope = ObjectScope.Enter();
        InvalidCastException error = Assert.Throws<InvalidCastException>(() => new Rebuilder().Mutate(Trees.Eval(1).Move()));
        Assert.Contains("tirx.Evaluate", error.Message);
    }

    // Made apart, so that nothing else holds a part of it.
    private static PrimFunc Make()
    {
        PrimFunc function;
        using (ObjectScope scope = ObjectScope.Enter())
        {
            function = PrimFunc.Create([], Trees.Seq(Trees.Eval(1), Trees.Eval(2)));
            function.Keep();
        }

        return function;
    }

    // The only reference to an object goes to a function that lets it end.
    private static void Drop(TvmObject value) => Function.Create(static args => args.Length).Call(value.Move());

    private static NodeElements<Stmt> ElementsOf(SeqStmt sequence) =>
        NodeFields.ReadElements<Stmt>(sequence, (int)sequence.TypeInfo.GetField("seq").Offset);

    private static unsafe nint AddressOf(TvmObject node) => (nint)node.Handle;

    private sealed class Replacer(Func<SeqStmt, int, Stmt> replace) : StmtExprMutator
    {
        private SeqStmt? _sequence;
        private int _count;

        protected override Stmt VisitSeqStmt(SeqStmt node)
        {
            _sequence = node;
            return base.VisitSeqStmt(node);
        }

        protected override Stmt VisitEvaluate(Evaluate node) => replace(_sequence!, _count++);
    }

    private sealed class Renumberer : StmtExprMutator
    {
        internal List<IntImm> Seen { get; } = [];

        protected override Expr VisitIntImm(IntImm node)
        {
            Seen.Add(node);
            return Trees.Const(node.Value + 10);
        }
    }
}
