using TvmSharp.Ffi;
using TvmSharp.Tirx;

namespace TvmSharp.Ir;

/// <remarks>
/// Operators build trees and simplify nothing: <c>x + 1</c> is a <see cref="Add"/> with the operands as written. Where the
/// element types differ they are matched as upstream does (<see cref="PrimOps"/>); a number takes the element type of the
/// expression beside it. Division of integers has no operator, because TVM has several: see
/// <see cref="PrimOps.FloorDiv(Expr, Expr)"/> and <see cref="PrimOps.TruncDiv(Expr, Expr)"/>. <c>==</c> compares objects, so that
/// the comparison in the IR is <see cref="PrimOps.EqualTo(Expr, Expr)"/>.
/// </remarks>
public partial class Expr
{
    /// <summary>Element type of a primitive expression: that of its <see cref="PrimType"/>.</summary>
    /// <exception cref="InvalidOperationException">The expression is of another type, such as a buffer or a tensor.</exception>
    public DataType DType => Ty is PrimType type
        ? type.DType
        : throw new InvalidOperationException($"`{this}` is of type `{Ty}`, which is no primitive type and has no element type.");

    /// <summary>A constant of type <c>int32</c>.</summary>
    public static implicit operator Expr(int value) => IntImm.Create(DataType.Int32, value);

    /// <summary>A constant of type <c>int64</c>.</summary>
    public static implicit operator Expr(long value) => IntImm.Create(DataType.Int64, value);

    /// <summary>A constant of type <c>float32</c>.</summary>
    public static implicit operator Expr(float value) => FloatImm.Create(DataType.Float32, value);

    /// <summary>A constant of type <c>float64</c>.</summary>
    public static implicit operator Expr(double value) => FloatImm.Create(DataType.Float64, value);

    /// <summary>A constant of type <c>bool</c>.</summary>
    public static implicit operator Expr(bool value) => IntImm.Create(DataType.Bool, value ? 1 : 0);

    /// <summary>The expression that reads a buffer of no dimensions.</summary>
    public static implicit operator Expr(Tirx.Buffer buffer) => buffer.Load();

    /// <summary>Sum, <c>tirx.Add</c>.</summary>
    public static Expr operator +(Expr left, Expr right) => PrimOps.Binary(left, right, Add.Create);

    /// <inheritdoc cref="op_Addition(Expr, Expr)"/>
    public static Expr operator +(Expr left, long right) => left + PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Addition(Expr, Expr)"/>
    public static Expr operator +(long left, Expr right) => PrimOps.Like(right, left) + right;

    /// <inheritdoc cref="op_Addition(Expr, Expr)"/>
    public static Expr operator +(Expr left, double right) => left + PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Addition(Expr, Expr)"/>
    public static Expr operator +(double left, Expr right) => PrimOps.Like(right, left) + right;

    /// <summary>Difference, <c>tirx.Sub</c>.</summary>
    public static Expr operator -(Expr left, Expr right) => PrimOps.Binary(left, right, Sub.Create);

    /// <inheritdoc cref="op_Subtraction(Expr, Expr)"/>
    public static Expr operator -(Expr left, long right) => left - PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Subtraction(Expr, Expr)"/>
    public static Expr operator -(long left, Expr right) => PrimOps.Like(right, left) - right;

    /// <inheritdoc cref="op_Subtraction(Expr, Expr)"/>
    public static Expr operator -(Expr left, double right) => left - PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Subtraction(Expr, Expr)"/>
    public static Expr operator -(double left, Expr right) => PrimOps.Like(right, left) - right;

    /// <summary>Zero less the operand, as upstream negates.</summary>
    public static Expr operator -(Expr operand) => PrimOps.Like(operand, 0L) - operand;

    /// <summary>Product, <c>tirx.Mul</c>.</summary>
    public static Expr operator *(Expr left, Expr right) => PrimOps.Binary(left, right, Mul.Create);

    /// <inheritdoc cref="op_Multiply(Expr, Expr)"/>
    public static Expr operator *(Expr left, long right) => left * PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Multiply(Expr, Expr)"/>
    public static Expr operator *(long left, Expr right) => PrimOps.Like(right, left) * right;

    /// <inheritdoc cref="op_Multiply(Expr, Expr)"/>
    public static Expr operator *(Expr left, double right) => left * PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Multiply(Expr, Expr)"/>
    public static Expr operator *(double left, Expr right) => PrimOps.Like(right, left) * right;

    /// <summary>Quotient of floating-point numbers, <c>tirx.Div</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// Both operands are integers: say which division is meant with <see cref="PrimOps.FloorDiv(Expr, Expr)"/> or
    /// <see cref="PrimOps.TruncDiv(Expr, Expr)"/>.
    /// </exception>
    public static Expr operator /(Expr left, Expr right) => PrimOps.Divide(left, right);

    /// <inheritdoc cref="op_Division(Expr, Expr)"/>
    public static Expr operator /(Expr left, long right) => left / PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Division(Expr, Expr)"/>
    public static Expr operator /(long left, Expr right) => PrimOps.Like(right, left) / right;

    /// <inheritdoc cref="op_Division(Expr, Expr)"/>
    public static Expr operator /(Expr left, double right) => left / PrimOps.Like(left, right);

    /// <inheritdoc cref="op_Division(Expr, Expr)"/>
    public static Expr operator /(double left, Expr right) => PrimOps.Like(right, left) / right;

    /// <summary>Whether the left is less, <c>tirx.LT</c>.</summary>
    public static Expr operator <(Expr left, Expr right) => PrimOps.Binary(left, right, Lt.Create);

    /// <inheritdoc cref="op_LessThan(Expr, Expr)"/>
    public static Expr operator <(Expr left, long right) => left < PrimOps.Like(left, right);

    /// <inheritdoc cref="op_LessThan(Expr, Expr)"/>
    public static Expr operator <(long left, Expr right) => PrimOps.Like(right, left) < right;

    /// <summary>Whether the left is greater, <c>tirx.GT</c>.</summary>
    public static Expr operator >(Expr left, Expr right) => PrimOps.Binary(left, right, Gt.Create);

    /// <inheritdoc cref="op_GreaterThan(Expr, Expr)"/>
    public static Expr operator >(Expr left, long right) => left > PrimOps.Like(left, right);

    /// <inheritdoc cref="op_GreaterThan(Expr, Expr)"/>
    public static Expr operator >(long left, Expr right) => PrimOps.Like(right, left) > right;

    /// <summary>Whether the left is less or equal, <c>tirx.LE</c>.</summary>
    public static Expr operator <=(Expr left, Expr right) => PrimOps.Binary(left, right, Le.Create);

    /// <inheritdoc cref="op_LessThanOrEqual(Expr, Expr)"/>
    public static Expr operator <=(Expr left, long right) => left <= PrimOps.Like(left, right);

    /// <inheritdoc cref="op_LessThanOrEqual(Expr, Expr)"/>
    public static Expr operator <=(long left, Expr right) => PrimOps.Like(right, left) <= right;

    /// <summary>Whether the left is greater or equal, <c>tirx.GE</c>.</summary>
    public static Expr operator >=(Expr left, Expr right) => PrimOps.Binary(left, right, Ge.Create);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Expr, Expr)"/>
    public static Expr operator >=(Expr left, long right) => left >= PrimOps.Like(left, right);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Expr, Expr)"/>
    public static Expr operator >=(long left, Expr right) => PrimOps.Like(right, left) >= right;

    /// <summary>Both of two truth values, <c>tirx.And</c>.</summary>
    public static Expr operator &(Expr left, Expr right) => And.Create(left, right);

    /// <summary>One of two truth values or both, <c>tirx.Or</c>.</summary>
    public static Expr operator |(Expr left, Expr right) => Or.Create(left, right);

    /// <summary>The opposite of a truth value, <c>tirx.Not</c>.</summary>
    public static Expr operator !(Expr operand) => Not.Create(operand);
}
