using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>
/// A multi-dimensional buffer: an <c>ir.Var</c> whose type is a <see cref="BufferType"/>, as <c>tvm::tirx::BufferVar</c> is.
/// </summary>
/// <remarks><c>buffer[i, j]</c> reads an element. Inside <see cref="PrimFuncBuilder"/> it writes one, too.</remarks>
public sealed class Buffer
{
    private readonly PrimFuncBuilder? _builder;

    /// <summary>Views a variable as a buffer.</summary>
    /// <param name="var">A variable of type <see cref="BufferType"/>.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public Buffer(Var var)
        : this(var, null)
    {
    }

    private Buffer(Var var, PrimFuncBuilder? builder)
    {
        ArgumentNullException.ThrowIfNull(var);
        Type = var.Ty as BufferType
            ?? throw new ArgumentException($"`{var.Name}` is of type `{var.Ty}`, not of `tirx.BufferType`.", nameof(var));
        Var = var;
        _builder = builder;
    }

    /// <summary>The variable.</summary>
    public Var Var { get; }

    /// <summary>Its type: shape, element type, storage scope.</summary>
    public BufferType Type { get; }

    /// <summary>Name of the variable.</summary>
    public string Name => Var.Name;

    /// <summary>Extent of each dimension, in elements.</summary>
    public TvmArray<Expr> Shape => Type.Shape;

    /// <summary>Element type.</summary>
    public DataType DType => Type.DType.DType;

    /// <summary>An element.</summary>
    /// <param name="indices">One index for each dimension.</param>
    /// <value>Set: emits a <see cref="BufferStore"/> of the value as the buffer's element type into the function that is being built.</value>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions.</exception>
    /// <exception cref="InvalidOperationException">Set: the buffer is of no <see cref="PrimFuncBuilder"/>.</exception>
    public Expr this[params ReadOnlySpan<Expr> indices]
    {
        get => Load(indices);
        set => (_builder ?? throw new InvalidOperationException(
            $"`{Name}` does not belong to a function that is being built: make a statement with Store instead.")).Emit(Store(value, indices));
    }

    /// <summary>The variable of a buffer.</summary>
    public static implicit operator Var(Buffer buffer) => buffer.Var;

    /// <summary>Makes a buffer, by <c>tirx.BufferType</c>: contiguous, rows last, without a layout of its own.</summary>
    /// <param name="name">Name of the variable.</param>
    /// <param name="shape">Extent of each dimension, in elements.</param>
    /// <param name="type">Element type.</param>
    /// <param name="scope">Storage scope: <c>global</c>, <c>shared</c>, <c>local</c> and others.</param>
    /// <param name="strides">Distance of neighbours in each dimension, in elements; none for a contiguous buffer.</param>
    public static Buffer Create(
        string name, ReadOnlySpan<Expr> shape, DataType type, string scope = "global", ReadOnlySpan<Expr> strides = default) =>
        Create(name, shape, type, scope, strides, null);

    /// <summary>The expression that reads an element.</summary>
    /// <param name="indices">One index for each dimension.</param>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions.</exception>
    public BufferLoad Load(params ReadOnlySpan<Expr> indices) => BufferLoad.Create(Var, Checked(indices));

    /// <summary>The statement that writes an element.</summary>
    /// <param name="value">Value; cast to the element type of the buffer.</param>
    /// <param name="indices">One index for each dimension.</param>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions.</exception>
    public BufferStore Store(Expr value, params ReadOnlySpan<Expr> indices) =>
        BufferStore.Create(Var, value.Cast(DType.WithLanes(value.DType.Lanes)), Checked(indices));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}";

    internal static Buffer Create(
        string name, ReadOnlySpan<Expr> shape, DataType type, string scope, ReadOnlySpan<Expr> strides, PrimFuncBuilder? builder)
    {
        if (strides.Length != 0 && strides.Length != shape.Length)
        {
            throw new ArgumentException($"`{name}` has {shape.Length} dimensions and {strides.Length} strides.", nameof(strides));
        }

        DataType index = shape.Length == 0 ? DataType.Int32 : shape[0].DType;
        BufferType bufferType = BufferType.Create(
            scope,
            PrimType.Create(type),
            TvmArray.Create(shape),
            TvmArray.Create(strides),
            IntImm.Create(index, 0),
            dataAlignment: 0,
            offsetFactor: 0,
            layout: null,
            []);
        return new Buffer(Var.Create(name, bufferType), builder);
    }

    private TvmArray<Expr> Checked(ReadOnlySpan<Expr> indices) => indices.Length == Shape.Count
        ? TvmArray.Create(indices)
        : throw new ArgumentException($"`{Name}` has {Shape.Count} dimensions, and {indices.Length} indices are given.", nameof(indices));
}
