using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

/// <summary>Functions that build primitive expressions, as <c>tvm/tirx/op.h</c> has them. Operators are on <see cref="Expr"/>.</summary>
/// <remarks>
/// Nothing is simplified. Operands of different element types are matched as upstream's <c>BinaryOpMatchTypes</c> does: a scalar
/// becomes a vector beside one, an integer a floating-point number beside one, the narrower the wider of a kind.
/// </remarks>
public static class PrimOps
{
    /// <summary>Quotient rounded down, <c>tirx.FloorDiv</c>; <c>//</c> in TVMScript.</summary>
    public static Expr FloorDiv(Expr left, Expr right) => Binary(left, right, Tirx.FloorDiv.Create);

    /// <inheritdoc cref="FloorDiv(Expr, Expr)"/>
    public static Expr FloorDiv(Expr left, long right) => FloorDiv(left, Like(left, right));

    /// <summary>What <see cref="FloorDiv(Expr, Expr)"/> leaves, <c>tirx.FloorMod</c>; <c>%</c> in TVMScript.</summary>
    public static Expr FloorMod(Expr left, Expr right) => Binary(left, right, Tirx.FloorMod.Create);

    /// <inheritdoc cref="FloorMod(Expr, Expr)"/>
    public static Expr FloorMod(Expr left, long right) => FloorMod(left, Like(left, right));

    /// <summary>Quotient rounded towards zero as C has it, <c>tirx.Div</c>.</summary>
    public static Expr TruncDiv(Expr left, Expr right) => Binary(left, right, Div.Create);

    /// <inheritdoc cref="TruncDiv(Expr, Expr)"/>
    public static Expr TruncDiv(Expr left, long right) => TruncDiv(left, Like(left, right));

    /// <summary>What <see cref="TruncDiv(Expr, Expr)"/> leaves, <c>tirx.Mod</c>.</summary>
    public static Expr TruncMod(Expr left, Expr right) => Binary(left, right, Mod.Create);

    /// <inheritdoc cref="TruncMod(Expr, Expr)"/>
    public static Expr TruncMod(Expr left, long right) => TruncMod(left, Like(left, right));

    /// <summary>The smaller of two, <c>tirx.Min</c>.</summary>
    public static Expr Min(Expr left, Expr right) => Binary(left, right, Tirx.Min.Create);

    /// <inheritdoc cref="Min(Expr, Expr)"/>
    public static Expr Min(Expr left, long right) => Min(left, Like(left, right));

    /// <summary>The larger of two, <c>tirx.Max</c>.</summary>
    public static Expr Max(Expr left, Expr right) => Binary(left, right, Tirx.Max.Create);

    /// <inheritdoc cref="Max(Expr, Expr)"/>
    public static Expr Max(Expr left, long right) => Max(left, Like(left, right));

    /// <summary>Whether two are equal when the program runs, <c>tirx.EQ</c>.</summary>
    public static Expr EqualTo(this Expr left, Expr right) => Binary(left, right, Eq.Create);

    /// <inheritdoc cref="EqualTo(Expr, Expr)"/>
    public static Expr EqualTo(this Expr left, long right) => left.EqualTo(Like(left, right));

    /// <summary>Whether two differ when the program runs, <c>tirx.NE</c>.</summary>
    public static Expr NotEqualTo(this Expr left, Expr right) => Binary(left, right, Ne.Create);

    /// <inheritdoc cref="NotEqualTo(Expr, Expr)"/>
    public static Expr NotEqualTo(this Expr left, long right) => left.NotEqualTo(Like(left, right));

    /// <summary>A value as another element type, <c>tirx.Cast</c>. A constant becomes a constant; the same type, the value itself.</summary>
    public static Expr Cast(this Expr value, DataType type) => value switch
    {
        _ when value.DType == type => value,
        IntImm constant when IsInteger(type) && Fits(constant.Value, type) => IntImm.Create(type, constant.Value),
        IntImm constant when IsFloat(type) => FloatImm.Create(type, constant.Value),
        FloatImm constant when IsFloat(type) => FloatImm.Create(type, constant.Value),
        _ => Tirx.Cast.Create(PrimType.Create(type), value),
    };

    /// <summary>One of two values, both of which are computed, <c>tirx.Select</c>.</summary>
    /// <param name="condition">Truth value.</param>
    /// <param name="trueValue">Value where it holds.</param>
    /// <param name="falseValue">Value where not; of the same element type.</param>
    public static Expr Select(Expr condition, Expr trueValue, Expr falseValue) =>
        Tirx.Select.Create(condition, trueValue, falseValue);

    /// <summary>One of two values, of which only that one is computed: a call of <c>tirx.if_then_else</c>.</summary>
    /// <param name="condition">Truth value.</param>
    /// <param name="trueValue">Value where it holds.</param>
    /// <param name="falseValue">Value where not; of the same element type.</param>
    public static Expr IfThenElse(Expr condition, Expr trueValue, Expr falseValue)
    {
        (Expr left, Expr right) = Match(trueValue, falseValue);
        return Intrinsic(left.DType, "tirx.if_then_else", condition, left, right);
    }

    /// <summary>e to the power of a value: a call of <c>tirx.exp</c>.</summary>
    public static Expr Exp(Expr value) => Intrinsic(value.DType, "tirx.exp", value);

    /// <summary>Natural logarithm: a call of <c>tirx.log</c>.</summary>
    public static Expr Log(Expr value) => Intrinsic(value.DType, "tirx.log", value);

    /// <summary>Square root: a call of <c>tirx.sqrt</c>.</summary>
    public static Expr Sqrt(Expr value) => Intrinsic(value.DType, "tirx.sqrt", value);

    /// <summary>Hyperbolic tangent: a call of <c>tirx.tanh</c>.</summary>
    public static Expr Tanh(Expr value) => Intrinsic(value.DType, "tirx.tanh", value);

    /// <summary>Absolute value of a floating-point number: a call of <c>tirx.fabs</c>.</summary>
    public static Expr Abs(Expr value) => Intrinsic(value.DType, "tirx.fabs", value);

    /// <summary>A call of an operator.</summary>
    /// <param name="type">Element type of the result.</param>
    /// <param name="op">Name of the operator, such as <c>tirx.exp</c>.</param>
    /// <param name="arguments">Arguments.</param>
    /// <exception cref="TvmException">There is no such operator.</exception>
    public static Call Intrinsic(DataType type, string op, params ReadOnlySpan<Expr> arguments) =>
        Call.Create(PrimType.Create(type), Op.Get(op), TvmArray.Create(arguments), null, []);

    /// <summary>A number as a constant of the element type of an expression.</summary>
    /// <exception cref="OverflowException">The element type cannot hold it.</exception>
    internal static Expr Like(Expr expression, long value)
    {
        DataType type = expression.DType;
        DataType element = type.WithLanes(1);
        Expr constant = IsFloat(element) ? FloatImm.Create(element, value)
            : Fits(value, element) ? IntImm.Create(element, value)
            : throw new OverflowException($"{value} is no value of `{element}`, the element type of `{expression}`.");
        return Widen(constant, type);
    }

    /// <summary>A number as a constant beside an expression: of its element type where that is a floating-point one.</summary>
    internal static Expr Like(Expr expression, double value)
    {
        DataType type = expression.DType;
        return IsFloat(type) ? Widen(FloatImm.Create(type.WithLanes(1), value), type) : FloatImm.Create(DataType.Float32, value);
    }

    /// <summary>An operation on two operands of one element type.</summary>
    internal static Expr Binary(Expr left, Expr right, Func<Expr, Expr, Span?, Expr> create)
    {
        (left, right) = Match(left, right);
        return create(left, right, null);
    }

    /// <summary>Division where there is no doubt which one is meant.</summary>
    internal static Expr Divide(Expr left, Expr right)
    {
        if (IsInteger(left.DType) && IsInteger(right.DType))
        {
            throw new InvalidOperationException(
                $"`{left}` and `{right}` are integers, of which TVM has several divisions: say PrimOps.FloorDiv or PrimOps.TruncDiv.");
        }

        return Binary(left, right, Div.Create);
    }

    // src/tirx/op/op.cc, BinaryOpMatchTypes.
    private static (Expr Left, Expr Right) Match(Expr left, Expr right)
    {
        DataType a = left.DType, b = right.DType;
        if (a == b)
        {
            return (left, right);
        }

        if (a.Lanes != b.Lanes)
        {
            if (a.Lanes == 1)
            {
                return Match(Widen(left, a.WithLanes(b.Lanes)), right);
            }

            return b.Lanes == 1
                ? Match(left, Widen(right, b.WithLanes(a.Lanes)))
                : throw new InvalidOperationException($"`{left}` has {a.Lanes} lanes and `{right}` {b.Lanes}: they do not match.");
        }

        DataType common = Promote(a, b)
            ?? throw new InvalidOperationException($"`{left}` is of type `{a}` and `{right}` of `{b}`: neither becomes the other. Cast one of them.");
        return (left.Cast(common), right.Cast(common));
    }

    // src/tirx/op/op.cc, PromoteBinaryOpType.
    private static DataType? Promote(DataType left, DataType right)
    {
        int leftRank = FloatRank(left), rightRank = FloatRank(right);
        if (leftRank != rightRank)
        {
            return leftRank > rightRank ? left : right;
        }

        if (left.Code == right.Code)
        {
            return left.Bits < right.Bits ? right : left;
        }

        if (!IsInteger(left) || !IsInteger(right))
        {
            return null;
        }

        return left.Code == DataTypeCode.Bool ? right
            : right.Code == DataTypeCode.Bool ? left
            : left.Bits != right.Bits ? (left.Bits < right.Bits ? right : left)
            : left.Code == DataTypeCode.UInt ? left : right;
    }

    // Which kind of floating-point number another becomes; 0 for what is none.
    private static int FloatRank(DataType type) => type.Code switch
    {
        DataTypeCode.Float => 5,
        DataTypeCode.BFloat => 4,
        >= DataTypeCode.Float8E3M4 and <= DataTypeCode.Float8E8M0Fnu => 3,
        DataTypeCode.Float6E2M3Fn or DataTypeCode.Float6E3M2Fn => 2,
        DataTypeCode.Float4E2M1Fn => 1,
        _ => 0,
    };

    private static Expr Widen(Expr scalar, DataType type) =>
        type.Lanes == 1 ? scalar : Broadcast.Create(scalar, IntImm.Create(DataType.Int32, type.Lanes));

    private static bool IsInteger(DataType type) => type.Code is DataTypeCode.Int or DataTypeCode.UInt or DataTypeCode.Bool;

    private static bool IsFloat(DataType type) => FloatRank(type) > 0;

    private static bool Fits(long value, DataType type) => type.Code switch
    {
        DataTypeCode.Bool => value is 0 or 1,
        DataTypeCode.UInt => value >= 0 && (type.Bits >= 63 || value < 1L << type.Bits),
        _ => type.Bits >= 64 || (value >= -(1L << (type.Bits - 1)) && value < 1L << (type.Bits - 1)),
    };
}
