namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Trees to visit, made by TVM's constructors.</summary>
internal static class Trees
{
    internal static readonly DataType Int = DataType.Int32;

    internal static IntImm Const(long value) => IntImm.Create(Int, value);

    internal static Var Variable(string name) => Var.Create(name, PrimType.Create(Int));

    internal static Evaluate Eval(long value) => Evaluate.Create(Const(value));

    internal static SeqStmt Seq(params ReadOnlySpan<Stmt> statements) => SeqStmt.Create(TvmArray.Create(statements));

    /// <summary>A variable of a buffer type with elements of 32 bits.</summary>
    internal static Var Buffer(string name, params ReadOnlySpan<Expr> shape) => Var.Create(name, BufferTypeOf(shape));

    internal static BufferType BufferTypeOf(params ReadOnlySpan<Expr> shape) =>
        BufferType.Create("global", PrimType.Create(Int), TvmArray.Create(shape), [], Const(0), 64, 1, null, []);

    internal static Ir.Range RangeOf(Expr min, Expr extent) =>
        Function.Get("ir.Range_from_min_extent").Call(min, extent, Any.None).As<Ir.Range>();

    internal static For Loop(Var variable, Expr extent, Stmt body) => For.Create(variable, Const(0), extent, ForKind.Serial, body);

    /// <summary>Statements in statements: two nodes a level, and two in the innermost.</summary>
    internal static Stmt Nested(int depth)
    {
        Var variable = Variable("x");
        Stmt result = Eval(1);
        for (int i = 0; i < depth; i++)
        {
            result = AttrStmt.Create(variable, "level", variable, result);
        }

        return result;
    }

    /// <summary>A function with one statement or more of each class, and one expression of most.</summary>
    internal static PrimFunc OfAllKinds()
    {
        Var n = Variable("n"), i = Variable("i"), k = Variable("k"), v = Variable("v"), bound = Variable("bound"), let = Variable("let");
        Var a = Buffer("A", n, Const(16)), b = Buffer("B", Const(32)), c = Buffer("C", Add.Create(n, Const(1))), d = Buffer("D", Const(8)), e = Buffer("E", Const(16));
        Expr yes = IntImm.Create(DataType.Bool, 1), zero = Const(0);
        Op bufferData = Function.Get("ir.GetOp").Call("tirx.buffer_data").As<Op>();
        Expr data = Call.Create(PointerType.Create(PrimType.Create(Int), "global"), bufferData, [c], null, []);
        Expr load = BufferLoad.Create(a, [i, Mul.Create(k, Const(2))]);
        Expr all = Sub.Create(
            Max.Create(FloorDiv.Create(load, Const(3)), FloorMod.Create(load, Const(4))),
            Min.Create(Select.Create(And.Create(Lt.Create(i, n), Or.Create(Not.Create(Ge.Create(k, Const(1))), Ne.Create(i, k))), i, Const(5)), Let.Create(let, Const(6), Add.Create(let, i))));
        SBlock block = SBlock.Create(
            [IterVar.Create(RangeOf(Const(0), n), v, IterVarType.DataPar, "")],
            [BufferRegion.Create(a, [RangeOf(v, Const(1)), RangeOf(Const(0), Const(16))])],
            [BufferRegion.Create(b, [RangeOf(v, Const(1))])],
            "block",
            BufferStore.Create(b, BufferLoad.Create(e, [Const(0)]), [v]),
            BufferStore.Create(b, Const(0), [v]),
            [d],
            [MatchBufferRegion.Create(e, BufferRegion.Create(a, [RangeOf(Const(0), Const(1)), RangeOf(Const(0), Const(16))]))],
            TvmMap.Create<string, Any>([]));
        Stmt inner = Seq(
            Bind.Create(bound, Div.Create(i, Const(2))),
            AssertStmt.Create(Eq.Create(bound, Const(0)), StringImm.Create("ValueError"), [StringImm.Create("bound"), StringImm.Create("is odd")]),
            BufferStore.Create(a, all, [i, Mod.Create(bound, Const(3))]),
            IfThenElse.Create(Gt.Create(i, Const(3)), Break.Create(), Continue.Create()),
            While.Create(Le.Create(bound, zero), Evaluate.Create(Cast.Create(PrimType.Create(DataType.Int64), i))),
            SBlockRealize.Create([i], yes, block));
        Var warp = Variable("warp"), tile = Buffer("T", Const(4));

        // Scopes by their fields, because the embedded host does not know their names.
        ExecScope cta = Function.Get("ffi.MakeObjectFromPackedArgs").Call("tirx.ExecScope", "kind", (int)ScopeKind.Cta).As<ExecScope>();
        TvmArray<Var> defined = [warp];
        TvmArray<Expr> extents = [Add.Create(n, Const(10))], preferred = [Const(11)];
        ScopeIdDef ids = Function.Get("ffi.MakeObjectFromPackedArgs").Call(
            "tirx.ScopeIdDef", "def_ids", defined, "extents", extents, "scope", (int)ScopeBinding.ClusterCta, "preferred_extents", preferred).As<ScopeIdDef>();
        Stmt tiles = TilePrimitiveCall.Create(
            Function.Get("ir.GetOp").Call("tirx.tile.copy").As<Op>(),
            [BufferRegion.Create(a, [RangeOf(Const(0), n), RangeOf(i, Const(12))]), tile, Const(13), TvmArray.Create<Any>(Const(14), "text")],
            TvmMap.Create<string, Var>([]),
            TvmMap.Create<string, Any>([new("config", Const(15)), new("number", 1)]),
            null,
            cta);
        return PrimFunc.Create(
            [n, a],
            Seq(
                ScopeIdDefStmt.Create(ids),
                tiles,
                AllocBuffer.Create(b),
                AllocBuffer.Create(c),
                DeclBuffer.Create(d, data),
                AttrStmt.Create(i, "an.attribute", Const(7), Loop(i, n, For.Create(k, Const(0), n, ForKind.Unrolled, inner, step: Const(2)))),
                Evaluate.Create(data),
                Return.Create(Const(9))));
    }
}
