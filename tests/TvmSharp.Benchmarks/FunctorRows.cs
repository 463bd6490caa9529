using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace TvmSharp.Benchmarks;

/// <summary>Visitors and mutators over a large function of a real compiler.</summary>
internal static class FunctorRows
{
    private const int Statements = 5000;

    /// <summary>Measures.</summary>
    public static void Measure(Bench bench)
    {
        const string Visitor = "C# visitor over a PrimFunc", Mutator = "C# mutator of a PrimFunc with nothing changed";
        if (!bench.Wants(Visitor) && !bench.Wants(Mutator))
        {
            return;
        }

        if (!HasCompiler())
        {
            bench.Skip("visitors and mutators", "there is no libtvm_compiler beside libtvm_ffi");
            return;
        }

        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Make();
        PeerLibrary? peer = PeerLibrary.TryLoad(bench.PathOf("libpeer_tvm.so"));
        if (peer is not null)
        {
            Function.Get("bench.tvm.set_function").Call(function);
        }

        int nodes = (int)Visit(function, 1);
        Console.WriteLine($"A PrimFunc of {nodes} nodes.");
        Loop visit = count => Visit(function, count), visitStores = count => VisitStores(function, count);
        Loop mutate = count => Mutate(function, count), mutateStores = count => MutateStores(function, count);
        bench.Allocations(Visitor + ", bytes of managed memory per node", visit, 64, nodes);
        bench.Allocations(Mutator + ", bytes of managed memory per node", mutate, 64, nodes);
        const string NoPeer = "TVM_SOURCE_DIR does not name the sources of this TVM, to compile the peer in C++ with";
        bench.Compare(
            Visitor + " with a method for stores, per store, against the same C++ StmtExprVisitor",
            visitStores,
            peer?.Loop("tvm_visit_stores"),
            NoPeer,
            2.0,
            Statements);
        bench.Compare(
            Visitor + " that sees every node, against the same C++ StmtExprVisitor", visit, peer?.Loop("tvm_visit"), NoPeer, 2.0, nodes);
        bench.Compare(
            Mutator + " and a method for stores, per store, against the same C++ StmtExprMutator",
            mutateStores,
            peer?.Loop("tvm_mutate_stores"),
            NoPeer,
            1.0,
            Statements);
        bench.Compare(
            Mutator + " that sees every node, against the same C++ StmtExprMutator", mutate, peer?.Loop("tvm_mutate"), NoPeer, 1.0, nodes);
        bench.Compare(
            Visitor + " that sees every node, against upstream's tirx.analysis.verify_ssa, a C++ visitor that also looks up definitions",
            visit,
            Calls("tirx.analysis.verify_ssa", nodes, function),
            "this TVM has no such function",
            2.0,
            nodes);
        bench.Compare(
            Mutator + " that sees every node, against upstream's tirx.Substitute of nothing, a C++ StmtExprMutator that looks up variables",
            mutate,
            Calls("tirx.Substitute", nodes, function.Body, TvmMap.Create<Var, Expr>([])),
            "this TVM has no such function",
            1.0,
            nodes);
    }

    private static bool HasCompiler()
    {
        try
        {
            TvmCompiler.EnsureLoaded();
        }
        catch (TvmLibraryNotFoundException)
        {
            return false;
        }

        return Function.TryGet("target.Target", out _);
    }

    private static Loop? Calls(string name, int nodes, params Any[] arguments)
    {
        if (!Function.TryGet(name, out Function? found))
        {
            return null;
        }

        Function function = (Function)found.Keep();
        return count =>
        {
            long done = 0;
            for (; done < count; done += nodes)
            {
                using ObjectScope scope = ObjectScope.Enter();
                function.Call(arguments);
            }

            return done;
        };
    }

    private static long Visit(PrimFunc function, long nodes)
    {
        long count = 0;
        while (count < nodes)
        {
            using ObjectScope scope = ObjectScope.Enter();
            CountingVisitor visitor = new();
            visitor.Visit(function);
            count += visitor.Count;
        }

        return count;
    }

    private static long VisitStores(PrimFunc function, long stores)
    {
        long count = 0;
        while (count < stores)
        {
            using ObjectScope scope = ObjectScope.Enter();
            StoreVisitor visitor = new();
            visitor.Visit(function);
            count += visitor.Count;
        }

        return count;
    }

    private static long Mutate(PrimFunc function, long nodes)
    {
        long count = 0;
        while (count < nodes)
        {
            using ObjectScope scope = ObjectScope.Enter();
            CountingMutator mutator = new();
            if (!mutator.Mutate(function).IsSameAs(function))
            {
                throw new InvalidOperationException("A mutator without methods has changed something.");
            }

            count += mutator.Count;
        }

        return count;
    }

    private static long MutateStores(PrimFunc function, long stores)
    {
        long count = 0;
        while (count < stores)
        {
            using ObjectScope scope = ObjectScope.Enter();
            StoreMutator mutator = new();
            if (!mutator.Mutate(function).IsSameAs(function))
            {
                throw new InvalidOperationException("A mutator that returns what it gets has changed something.");
            }

            count += mutator.Count;
        }

        return count;
    }

    /// <summary>Loops over <c>C[i, j] = C[i, j] + A[i, k] * B[k, j]</c> with a condition, one after another.</summary>
    private static PrimFunc Make()
    {
        PrimType type = PrimType.Create(DataType.Int32);
        Var a = Buffer("A"), b = Buffer("B"), c = Buffer("C");
        Stmt[] statements = new Stmt[Statements];
        for (int s = 0; s < Statements; s++)
        {
            Var i = Var.Create("i", type), j = Var.Create("j", type);
            Expr k = Add.Create(j, Const(s));
            Expr product = Mul.Create(BufferLoad.Create(a, [i, k]), BufferLoad.Create(b, [k, j]));
            Stmt store = BufferStore.Create(c, Add.Create(BufferLoad.Create(c, [i, j]), product), [i, j]);
            Stmt guarded = IfThenElse.Create(Lt.Create(FloorMod.Create(i, Const(7)), Const(5)), store, Evaluate.Create(Const(1)));
            statements[s] = For.Create(i, Const(0), Const(128), ForKind.Serial, For.Create(j, Const(0), Const(128), ForKind.Serial, guarded));
        }

        return PrimFunc.Create([a, b, c], SeqStmt.Create(TvmArray.Create<Stmt>(statements)));

        static IntImm Const(int value) => IntImm.Create(DataType.Int32, value);

        Var Buffer(string name) =>
            Var.Create(name, BufferType.Create("global", type, [Const(128), Const(128)], [], Const(0), 64, 1, null, []));
    }

    private sealed class CountingVisitor : StmtExprVisitor
    {
        public long Count { get; private set; }

        public override void VisitExpr(Expr node)
        {
            Count++;
            base.VisitExpr(node);
        }

        public override void VisitStmt(Stmt node)
        {
            Count++;
            base.VisitStmt(node);
        }
    }

    private sealed class StoreVisitor : StmtExprVisitor
    {
        public long Count { get; private set; }

        protected override void VisitBufferStore(BufferStore node)
        {
            Count++;
            base.VisitBufferStore(node);
        }
    }

    private sealed class StoreMutator : StmtExprMutator
    {
        public long Count { get; private set; }

        protected override Stmt VisitBufferStore(BufferStore node)
        {
            Count++;
            return base.VisitBufferStore(node);
        }
    }

    private sealed class CountingMutator : StmtExprMutator
    {
        public long Count { get; private set; }

        public override Expr VisitExpr(Expr node)
        {
            Count++;
            return base.VisitExpr(node);
        }

        public override Stmt VisitStmt(Stmt node)
        {
            Count++;
            return base.VisitStmt(node);
        }
    }
}
