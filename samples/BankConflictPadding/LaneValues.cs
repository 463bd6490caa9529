using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace BankConflictPadding;

/// <summary>Integer expressions as the 32 threads of a warp see them. Overflow is not modelled.</summary>
internal sealed class LaneValues
{
    /// <summary>Threads of a warp.</summary>
    public const int WarpSize = 32;

    private readonly Dictionary<Var, long[]?> _values = new(TvmObject.IdentityComparer);

    /// <summary>Sets a variable for all threads; null where it is not known.</summary>
    public void Set(Var variable, long[]? values) => _values[variable] = values;

    /// <summary>Sets a variable for each thread.</summary>
    public void Set(Var variable, Func<int, long> value) => Set(variable, Each(value));

    /// <summary>The value of an expression in each thread; null where it depends on what the program computes.</summary>
    public long[]? Of(Expr expr) => expr switch
    {
        IntImm constant => Each(_ => constant.Value),
        Var variable => _values.GetValueOrDefault(variable),
        Cast { DType.Code: DataTypeCode.Int or DataTypeCode.UInt or DataTypeCode.Bool } cast when IsInteger(cast.Value) => Of(cast.Value),
        Add e => Binary(e.A, e.B, static (a, b) => a + b),
        Sub e => Binary(e.A, e.B, static (a, b) => a - b),
        Mul e => Binary(e.A, e.B, static (a, b) => a * b),
        FloorDiv e => Binary(e.A, e.B, static (a, b) => b == 0 ? 0 : (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0)),
        FloorMod e => Binary(e.A, e.B, static (a, b) => b == 0 ? 0 : ((a % b) + b) % b),
        Div e when IsInteger(e) => Binary(e.A, e.B, static (a, b) => b == 0 ? 0 : a / b),
        Mod e => Binary(e.A, e.B, static (a, b) => b == 0 ? 0 : a % b),
        Min e => Binary(e.A, e.B, Math.Min),
        Max e => Binary(e.A, e.B, Math.Max),
        Eq e => Binary(e.A, e.B, static (a, b) => a == b ? 1 : 0),
        Ne e => Binary(e.A, e.B, static (a, b) => a != b ? 1 : 0),
        Lt e => Binary(e.A, e.B, static (a, b) => a < b ? 1 : 0),
        Le e => Binary(e.A, e.B, static (a, b) => a <= b ? 1 : 0),
        Gt e => Binary(e.A, e.B, static (a, b) => a > b ? 1 : 0),
        Ge e => Binary(e.A, e.B, static (a, b) => a >= b ? 1 : 0),
        And e => Binary(e.A, e.B, static (a, b) => a & b),
        Or e => Binary(e.A, e.B, static (a, b) => a | b),
        Not e => Binary(e.A, e.A, static (a, _) => 1 - a),
        Select e => Choose(e.Condition, e.TrueValue, e.FalseValue),
        Call { Op: Op op } call => (op.Name, call.Args) switch
        {
            ("tirx.if_then_else", [Expr condition, Expr trueValue, Expr falseValue]) => Choose(condition, trueValue, falseValue),
            ("tirx.shift_left", [Expr a, Expr b]) => Binary(a, b, static (a, b) => a << (int)b),
            ("tirx.shift_right", [Expr a, Expr b]) => Binary(a, b, static (a, b) => a >> (int)b),
            ("tirx.bitwise_and", [Expr a, Expr b]) => Binary(a, b, static (a, b) => a & b),
            ("tirx.bitwise_or", [Expr a, Expr b]) => Binary(a, b, static (a, b) => a | b),
            ("tirx.bitwise_xor", [Expr a, Expr b]) => Binary(a, b, static (a, b) => a ^ b),
            _ => null,
        },
        _ => null,
    };

    private static bool IsInteger(Expr expr) =>
        expr.Ty is PrimType { DType.Code: DataTypeCode.Int or DataTypeCode.UInt or DataTypeCode.Bool };

    private static long[] Each(Func<int, long> value)
    {
        long[] values = new long[WarpSize];
        for (int lane = 0; lane < WarpSize; lane++)
        {
            values[lane] = value(lane);
        }

        return values;
    }

    private long[]? Binary(Expr left, Expr right, Func<long, long, long> apply) =>
        Of(left) is { } a && Of(right) is { } b ? Each(lane => apply(a[lane], b[lane])) : null;

    private long[]? Choose(Expr condition, Expr trueValue, Expr falseValue) =>
        Of(condition) is { } holds && Of(trueValue) is { } a && Of(falseValue) is { } b
            ? Each(lane => holds[lane] != 0 ? a[lane] : b[lane])
            : null;
}
