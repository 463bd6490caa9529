namespace TvmSharp.Compiler.Tests.Functors;

/// <summary>Random trees, the same for the same seed. Parts of them are used more than once.</summary>
internal sealed class RandomTrees(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Var> _variables = [Trees.Variable("x"), Trees.Variable("y")];
    private readonly List<Var> _buffers = [];
    private readonly List<Expr> _shared = [];

    /// <summary>Number of statements and expressions that are still to be made.</summary>
    private int _left = 200;

    internal Stmt Next() => Sequence(4);

    private SeqStmt Sequence(int depth)
    {
        List<Stmt> statements = [];
        for (int count = _random.Next(2, 6); statements.Count < count;)
        {
            statements.Add(Statement(depth));
        }

        return SeqStmt.Create(TvmArray.Create<Stmt>([.. statements]));
    }

    private Stmt Statement(int depth)
    {
        _left--;
        switch (depth <= 0 || _left <= 0 ? _random.Next(4) : _random.Next(12))
        {
            case 0:
                return Evaluate.Create(Trees.Const(_random.Next(1, 9)));
            case 1 when _buffers.Count != 0:
                return BufferStore.Create(Pick(_buffers), Expression(3), [Expression(2)]);
            case 2:
                Var bound = Trees.Variable($"b{_left}");
                Stmt bind = Bind.Create(bound, Expression(3));
                _variables.Add(bound);
                return bind;
            case 4 or 5:
                Var loop = Trees.Variable($"i{_left}");
                Expr extent = Expression(1);
                _variables.Add(loop);
                return For.Create(loop, Trees.Const(0), extent, (ForKind)_random.Next(4), Sequence(depth - 1), step: _random.Next(3) == 0 ? Trees.Const(2) : null);
            case 6:
                return IfThenElse.Create(Condition(), Sequence(depth - 1), Statement(depth - 1));
            case 7:
                return While.Create(Condition(), Statement(depth - 1));
            case 8:
                Var buffer = Trees.Buffer($"B{_left}", Expression(1));
                Stmt allocation = AllocBuffer.Create(buffer);
                _buffers.Add(buffer);
                return allocation;
            case 9:
                return AttrStmt.Create(Pick(_variables), "key", Expression(2), Statement(depth - 1));
            case 10:
                return SBlockRealize.Create([Expression(1)], Condition(), Block(depth - 1));
            default:
                return Evaluate.Create(Expression(4));
        }
    }

    private SBlock Block(int depth)
    {
        Var v = Trees.Variable($"v{_left}");
        Expr extent = Expression(1);
        _variables.Add(v);
        TvmArray<BufferRegion> reads = _buffers.Count == 0 ? [] : [BufferRegion.Create(Pick(_buffers), [Trees.RangeOf(Expression(1), Expression(1))])];
        return SBlock.Create(
            [IterVar.Create(Trees.RangeOf(Trees.Const(0), extent), v, IterVarType.DataPar, "")],
            reads,
            reads,
            "block",
            Sequence(depth),
            _random.Next(2) == 0 ? null : Trees.Eval(3),
            [],
            [],
            TvmMap.Create<string, Any>([]));
    }

    private Expr Condition() => _random.Next(3) switch
    {
        0 => Lt.Create(Expression(2), Expression(1)),
        1 => And.Create(Eq.Create(Expression(1), Expression(1)), Not.Create(Le.Create(Expression(1), Expression(0)))),
        _ => Or.Create(Ge.Create(Expression(1), Expression(2)), Ne.Create(Expression(0), Expression(1))),
    };

    private Expr Expression(int depth)
    {
        _left--;
        if (_shared.Count != 0 && _random.Next(6) == 0)
        {
            return Pick(_shared);
        }

        Expr result = depth <= 0 || _left <= 0 ? Leaf() : Inner(depth - 1);
        _shared.Add(result);
        return result;
    }

    private Expr Leaf() => _random.Next(2) == 0 ? Trees.Const(_random.Next(1, 9)) : Pick(_variables);

    private Expr Inner(int depth)
    {
        switch (_random.Next(10))
        {
            case 0:
                return Add.Create(Expression(depth), Expression(depth));
            case 1:
                return Sub.Create(Expression(depth), Expression(depth));
            case 2:
                return Mul.Create(Expression(depth), Expression(depth));
            case 3:
                return FloorDiv.Create(Expression(depth), Trees.Const(2));
            case 4:
                return FloorMod.Create(Expression(depth), Trees.Const(3));
            case 5:
                return Min.Create(Expression(depth), Max.Create(Expression(depth), Expression(0)));
            case 6:
                return Select.Create(Condition(), Expression(depth), Expression(depth));
            case 7 when _buffers.Count != 0:
                return BufferLoad.Create(Pick(_buffers), [Expression(depth)]);
            case 8:
                return Let.Create(Trees.Variable($"l{_left}"), Expression(depth), Expression(depth));
            default:
                return Leaf();
        }
    }

    private T Pick<T>(List<T> items) => items[_random.Next(items.Count)];
}
