using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Conversions of arguments to IR, as upstream's type traits make them.</summary>
internal static unsafe class Ir
{
    // Of the field `ty` of every expression. The schema, which has it too, is made of types that know it.
    private const int ExpressionTypeOffset = 32;

    public static readonly DLDataType Bool = new() { Code = 6, Bits = 8, Lanes = 1 };
    public static readonly DLDataType Int32 = new() { Code = 0, Bits = 32, Lanes = 1 };
    public static readonly DLDataType Int64 = new() { Code = 0, Bits = 64, Lanes = 1 };
    private static readonly DLDataType Float32 = new() { Code = 2, Bits = 32, Lanes = 1 };
    private static readonly DLDataType Void = new() { Code = 3 };

    /// <summary>An expression parameter: besides expressions it takes truth values, numbers and text.</summary>
    public static HostType Expression { get; } = HostType.Convertible(
        "ir.Expr", HostType.Nullable("ir.Expr"), HostType.Bool, HostType.Float, HostType.Text);

    /// <summary>
    /// A parameter of upstream's <c>PrimExpr</c>: an expression of which the type is an <c>ir.PrimType</c>, an axis, or what
    /// becomes a constant.
    /// </summary>
    public static HostType Primitive { get; } = HostType.Convertible(
        "ir.Expr", Holding("ir.Expr", "ir.PrimType"), HostType.Bool, HostType.Float, HostType.Text, HostType.Object("tirx.IterVar"));

    /// <summary>An expression or None of which the type is of a certain class.</summary>
    public static HostType Holding(string key, string type) =>
        HostType.Holding(key, HostType.Object(type), ExpressionTypeOffset);

    /// <summary>An array argument; a list is copied into an array. Kept until the call ends.</summary>
    public static TVMFFIObject* Array(Arguments arguments, int index)
    {
        TVMFFIObject* value = arguments.Object(index);
        return value->TypeIndex == TypeIndex.Array ? value : Pool.Keep(Containers.Array(Value.Elements(value)));
    }

    /// <summary>A map argument; a dictionary, which TVM copies into a map, is refused.</summary>
    public static TVMFFIObject* Map(Arguments arguments, int index)
    {
        TVMFFIObject* value = arguments.Object(index);
        if (value->TypeIndex == TypeIndex.Map)
        {
            return value;
        }

        throw HostException.Unsupported("take a Dict where TVM expects a Map");
    }

    /// <summary>An argument of type <see cref="Expression"/> as an expression, null for None. Kept until the call ends.</summary>
    public static TVMFFIObject* ToExpression(Arguments arguments, int index) => ToExpression(arguments.Any(index));

    /// <summary>A value of type <see cref="Expression"/> as an expression, null for None. Kept until the call ends.</summary>
    public static TVMFFIObject* ToExpression(TVMFFIAny value)
    {
        switch (value.TypeIndex)
        {
            case TypeIndex.None:
                return null;
            case TypeIndex.Bool:
                return Integer(Bool, value.Int64);
            case TypeIndex.Int:
                return Integer(value.Int64 is > int.MaxValue or < int.MinValue ? Int64 : Int32, value.Int64);
            case TypeIndex.Float:
                TVMFFIObject* number = Pool.Keep(Node.Create(NodeTypes.FloatImm));
                Node.Set(number, NodeTypes.ExprType, TypeFunctions.PrimType(Float32));
                Node.Data<double>(number, NodeTypes.FloatImmValue) = value.Float64;
                return number;
            case TypeIndex.SmallStr or TypeIndex.Str:
                return Text(value);
            default:
                // What upstream calls convertible: an axis stands for its variable.
                return Node.Is(value.Obj, NodeTypes.IterVar) ? Node.Get(value.Obj, NodeTypes.IterVarVar) : value.Obj;
        }
    }

    /// <summary>A string constant, kept until the call ends.</summary>
    public static TVMFFIObject* Text(TVMFFIAny text)
    {
        TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.StringImm));
        Node.Set(node, NodeTypes.ExprType, TypeFunctions.PrimType(Void));
        Node.SetView(node, NodeTypes.StringImmValue, text);
        return node;
    }

    /// <summary>An integer constant, kept until the call ends.</summary>
    public static TVMFFIObject* Integer(DLDataType type, long value)
    {
        TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.IntImm));
        Node.Set(node, NodeTypes.ExprType, TypeFunctions.PrimType(type));
        Node.Data<long>(node, NodeTypes.IntImmValue) = value;
        return node;
    }
}
