using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>Builds a <see cref="PrimFunc"/> from C#, statement by statement, as TVMScript does in Python.</summary>
/// <example>
/// <code>
/// PrimFunc add = PrimFuncBuilder.Build("add", f =>
/// {
///     Buffer a = f.Buffer("a", [128], DataType.Float32), b = f.Buffer("b", [128], DataType.Float32);
///     f.For("i", 128, i => b[i] = a[i] + 1);
/// });
/// </code>
/// </example>
public sealed class PrimFuncBuilder
{
    private readonly List<Var> _parameters = [];

    // Statements of the scope that is being written, and what closes it: a thread launch holds all that follows it.
    private Frame _frame = new();
    private bool _hasBlocks;

    private PrimFuncBuilder()
    {
    }

    /// <summary>Builds a function.</summary>
    /// <param name="name">Its <c>global_symbol</c>.</param>
    /// <param name="write">Declares parameters and writes the body.</param>
    /// <returns>
    /// The function, with the attributes <c>global_symbol</c> and <c>tirx.noalias</c>; with <c>s_tir</c> and a root block as well
    /// where the body has blocks.
    /// </returns>
    /// <exception cref="InvalidOperationException">The body is empty.</exception>
    public static PrimFunc Build(string name, Action<PrimFuncBuilder> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(write);
        PrimFuncBuilder builder = new();
        write(builder);
        Stmt body = builder._frame.Close($"function `{name}`");
        List<KeyValuePair<string, Any>> attributes = [new("global_symbol", name), new("tirx.noalias", true)];
        if (builder._hasBlocks)
        {
            attributes.Add(new("s_tir", true));
            SBlock root = SBlock.Create([], [], [], "root", body, null, [], [], TvmMap.Create<string, Any>([]));
            body = SBlockRealize.Create([], true, root);
        }

        return PrimFunc.Create([.. builder._parameters], body, TupleType.Create([]), DictAttrs.Create(attributes));
    }

    /// <summary>Declares a parameter that is a buffer.</summary>
    /// <param name="name">Name.</param>
    /// <param name="shape">Extent of each dimension, in elements.</param>
    /// <param name="type">Element type.</param>
    /// <param name="scope">Storage scope.</param>
    public Buffer Buffer(string name, ReadOnlySpan<Expr> shape, DataType type, string scope = "global")
    {
        Buffer buffer = Tirx.Buffer.Create(name, shape, type, scope, default, this);
        _parameters.Add(buffer.Var);
        return buffer;
    }

    /// <summary>Declares a parameter that is a number.</summary>
    /// <param name="name">Name.</param>
    /// <param name="type">Element type.</param>
    public Var Scalar(string name, DataType type)
    {
        Var parameter = Var.Create(name, PrimType.Create(type));
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Allocates a buffer for the rest of the scope: <see cref="AllocBuffer"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="shape">Extent of each dimension, in elements.</param>
    /// <param name="type">Element type.</param>
    /// <param name="scope">Storage scope.</param>
    /// <param name="strides">Distance of neighbours in each dimension, in elements; none for a contiguous buffer.</param>
    public Buffer Alloc(
        string name, ReadOnlySpan<Expr> shape, DataType type, string scope = "global", ReadOnlySpan<Expr> strides = default)
    {
        Buffer buffer = Tirx.Buffer.Create(name, shape, type, scope, strides, this);
        Emit(AllocBuffer.Create(buffer));
        return buffer;
    }

    /// <summary>Names a value for the rest of the scope: <see cref="Tirx.Bind"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="value">Value.</param>
    public Var Bind(string name, Expr value)
    {
        Var var = Var.Create(name, value.Ty);
        Emit(Tirx.Bind.Create(var, value));
        return var;
    }

    /// <summary>Writes a loop that counts from 0: <see cref="Tirx.For"/>.</summary>
    /// <param name="name">Name of the loop variable.</param>
    /// <param name="extent">Number of iterations.</param>
    /// <param name="body">Writes the body.</param>
    /// <param name="kind">How the loop runs; not <see cref="ForKind.ThreadBinding"/>, for which there is <see cref="Thread"/>.</param>
    /// <param name="annotations">Annotations; null for none.</param>
    public void For(
        string name,
        Expr extent,
        Action<Var> body,
        ForKind kind = ForKind.Serial,
        IEnumerable<KeyValuePair<string, Any>>? annotations = null)
    {
        ArgumentNullException.ThrowIfNull(extent);
        ArgumentNullException.ThrowIfNull(body);
        if (kind == ForKind.ThreadBinding)
        {
            throw new ArgumentException("A loop that is bound to threads needs a thread tag: use Thread.", nameof(kind));
        }

        DataType type = extent.DType;
        Var loop = Var.Create(name, PrimType.Create(type));
        Stmt statement = Scope($"loop over `{name}`", () => body(loop));
        Emit(Tirx.For.Create(loop, IntImm.Create(type, 0), extent, kind, statement, null, TvmMap.Create(annotations ?? [])));
    }

    /// <summary>Writes nested loops that count from 0, the first outermost.</summary>
    /// <param name="loops">Name and number of iterations of each.</param>
    /// <param name="body">Writes the body.</param>
    public void Grid(IReadOnlyList<(string Name, Expr Extent)> loops, Action<Var[]> body)
    {
        Nest([]);

        void Nest(Var[] outer)
        {
            if (outer.Length == loops.Count)
            {
                body(outer);
                return;
            }

            For(loops[outer.Length].Name, loops[outer.Length].Extent, loop => Nest([.. outer, loop]));
        }
    }

    /// <summary>Launches threads: the rest of the scope runs in each, as an <see cref="AttrStmt"/> <c>thread_extent</c> says.</summary>
    /// <param name="tag">Thread tag, such as <c>threadIdx.x</c>.</param>
    /// <param name="extent">Number of threads.</param>
    /// <param name="name">Name of the variable; made from the tag without it.</param>
    /// <returns>Index of the thread.</returns>
    public Var Thread(string tag, Expr extent, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ArgumentNullException.ThrowIfNull(extent);
        DataType type = extent.DType;
        Var thread = Var.Create(name ?? tag.Replace('.', '_'), PrimType.Create(type));
        IterVar node = IterVar.Create(Ir.Range.FromMinExtent(IntImm.Create(type, 0), extent), thread, IterVarType.ThreadIndex, tag);
        _frame = new Frame { Outer = _frame, Wrap = body => AttrStmt.Create(node, "thread_extent", extent, body) };
        return thread;
    }

    /// <summary>Writes a condition: <see cref="IfThenElse"/>.</summary>
    /// <param name="condition">Truth value.</param>
    /// <param name="then">Writes what runs where it holds.</param>
    /// <param name="otherwise">Writes what runs where not; null for nothing.</param>
    public void If(Expr condition, Action then, Action? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(then);
        Stmt thenCase = Scope("branch", then);
        Emit(IfThenElse.Create(condition, thenCase, otherwise is null ? null : Scope("branch", otherwise)));
    }

    /// <summary>Writes a loop that runs while a condition holds: <see cref="Tirx.While"/>.</summary>
    /// <param name="condition">Truth value.</param>
    /// <param name="body">Writes the body.</param>
    public void While(Expr condition, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Emit(Tirx.While.Create(condition, Scope("while loop", body)));
    }

    /// <summary>Computes an expression for its effect: <see cref="Tirx.Evaluate"/>.</summary>
    /// <param name="value">Usually a call.</param>
    public void Evaluate(Expr value) => Emit(Tirx.Evaluate.Create(value));

    /// <summary>Lets the threads of a block wait for each other: a call of <c>tirx.tvm_storage_sync</c>.</summary>
    /// <param name="scope">Storage scope whose writes all threads see afterwards, such as <c>shared</c>.</param>
    public void StorageSync(string scope) =>
        Evaluate(PrimOps.Intrinsic(DataType.Int32, "tirx.tvm_storage_sync", StringImm.Create(scope)));

    /// <summary>Writes a block of S-TIR, a unit of computation that schedules move: <see cref="SBlock"/> and <see cref="SBlockRealize"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="write">Declares the block's axes and writes its body.</param>
    public void Block(string name, Action<SBlockBuilder> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(write);
        _hasBlocks = true;
        SBlockBuilder block = new(this);
        Stmt body = Scope($"block `{name}`", () => write(block));
        Emit(block.Close(name, body));
    }

    /// <summary>Adds a statement to the scope that is being written.</summary>
    /// <param name="statement">Any statement.</param>
    public void Emit(Stmt statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        _frame.Statements.Add(statement);
    }

    /// <summary>The statements that a callback writes, as one.</summary>
    internal Stmt Scope(string what, Action write)
    {
        Frame outer = _frame;
        _frame = new Frame();
        try
        {
            write();
            return _frame.Close(what);
        }
        finally
        {
            _frame = outer;
        }
    }

    private sealed class Frame
    {
        public List<Stmt> Statements { get; } = [];

        public Frame? Outer { get; init; }

        public Func<Stmt, Stmt>? Wrap { get; init; }

        public Stmt Close(string what)
        {
            Stmt body = Statements.Count switch
            {
                0 => throw new InvalidOperationException($"The {what} is empty: TVM has no statement for nothing. Write Evaluate(0)."),
                1 => Statements[0],
                _ => SeqStmt.Create([.. Statements]),
            };
            if (Outer is null || Wrap is null)
            {
                return body;
            }

            Outer.Statements.Add(Wrap(body));
            return Outer.Close(what);
        }
    }
}
