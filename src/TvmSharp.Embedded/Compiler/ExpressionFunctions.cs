using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Constructors of expressions: <c>src/ir/expr.cc</c>, <c>src/tirx/ir/expr.cc</c>.</summary>
internal static unsafe class ExpressionFunctions
{
    private const byte Int = 0;
    private const byte UInt = 1;
    private const byte Float = 2;
    private const byte BFloat = 4;
    private const byte Bool = 6;

    public static void Register()
    {
        HostType span = HostType.Nullable("ir.Span");
        HostFunction.Define("ir.Var", HostType.Nullable("ir.Var"),
            [HostType.Text, HostType.OptionalOf(HostType.Object("ir.Type")), span], static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.Var));
                Node.SetView(node, NodeTypes.VarName, arguments.Any(0));
                if (!arguments.IsNone(1))
                {
                    Node.Set(node, NodeTypes.ExprType, arguments.Object(1));
                }

                Node.Set(node, NodeTypes.ExprSpan, arguments.Object(2));
                return Value.Object(node);
            });
        HostFunction.Define("ir.GlobalVar", HostType.Nullable("ir.GlobalVar"), [HostType.Text], static arguments =>
        {
            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.GlobalVar));
            Node.SetView(node, NodeTypes.GlobalVarNameHint, arguments.Any(0));
            return Value.Object(node);
        });
        HostFunction.Define("ir.IntImm", HostType.Nullable("ir.IntImm"), [HostType.DataType, HostType.Int, span],
            static arguments => IntImm(arguments.DataType(0), arguments.Int(1), arguments.Object(2)));
        HostFunction.Define("ir.FloatImm", HostType.Nullable("ir.FloatImm"), [HostType.DataType, HostType.Float, span],
            static arguments => FloatImm(arguments.DataType(0), arguments.Float(1), arguments.Object(2)));
        HostFunction.Define("tirx.StringImm", HostType.Nullable("tirx.StringImm"), [HostType.Text, span], static arguments =>
        {
            TVMFFIObject* node = Ir.Text(arguments.Any(0));
            Node.Set(node, NodeTypes.ExprSpan, arguments.Object(1));
            return Value.Object(node);
        });
        HostFunction.Define("ir.DebugPrint", HostType.Text, [HostType.Nullable("ffi.Object")],
            static arguments => Pool.Keep(Host.CallGlobal("ffi.ReprPrint", arguments.View(0))));
    }

    private static TVMFFIAny IntImm(DLDataType type, long value, TVMFFIObject* span)
    {
        string name = Name(type);
        if ((short)type.Lanes != 1)
        {
            throw HostException.Value($"IntImm can only take scalar, but {name} was supplied.");
        }

        if (type.Code is not (Int or UInt or Bool))
        {
            throw HostException.Value($"IntImm supports only int or uint or bool type, but {name} was supplied.");
        }

        if (type.Code == UInt)
        {
            if (value < 0)
            {
                throw HostException.Value($"Literal value {value} is negative for unsigned integer type {name}");
            }

            if (type.Bits < 64 && value >= 1L << type.Bits)
            {
                throw HostException.Value($"Literal value {value} exceeds maximum of {name}");
            }
        }
        else if (type.Bits == 1 || type.Code == Bool)
        {
            if (value is not (0 or 1))
            {
                throw HostException.Value($"{value} exceeds range of {name}");
            }
        }
        else if (type.Bits < 64)
        {
            long limit = 1L << (type.Bits - 1);
            if (value < -limit)
            {
                throw HostException.Value($"Literal value {value} exceeds minimum of {name}");
            }

            if (value >= limit)
            {
                throw HostException.Value($"Literal value {value} exceeds maximum of {name}");
            }
        }

        TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.IntImm));
        Node.Set(node, NodeTypes.ExprType, TypeFunctions.PrimType(type));
        Node.Set(node, NodeTypes.ExprSpan, span);
        Node.Data<long>(node, NodeTypes.IntImmValue) = value;
        return Value.Object(node);
    }

    private static TVMFFIAny FloatImm(DLDataType type, double value, TVMFFIObject* span)
    {
        string name = Name(type);
        if ((short)type.Lanes != 1)
        {
            throw HostException.Value("FloatImm can only take scalar.");
        }

        double limit = (type.Code, type.Bits) switch
        {
            (Float, 16) => (double)Half.MaxValue,
            (Float, 32) => float.MaxValue,
            (Float, _) => double.MaxValue,
            (BFloat, 16) => 3.3895313892515355e38,
            (> Bool, _) => throw HostException.Unsupported("check constants of narrow float types"),
            _ => throw HostException.Value($"FloatImm supports only float, but {name} was supplied."),
        };
        if (double.IsFinite(value) && Math.Abs(value) > limit)
        {
            throw HostException.Value($"Literal value {value} exceeds {(value < 0 ? "minimum" : "maximum")} of {name}");
        }

        TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.FloatImm));
        Node.Set(node, NodeTypes.ExprType, TypeFunctions.PrimType(type));
        Node.Set(node, NodeTypes.ExprSpan, span);
        Node.Data<double>(node, NodeTypes.FloatImmValue) = value;
        return Value.Object(node);
    }

    /// <summary>Text of an element type.</summary>
    public static string Name(DLDataType type)
    {
        TVMFFIAny text = default;
        Host.Check(Host.Api->TVMFFIDataTypeToString(&type, &text));
        return Value.Text(Pool.Keep(text));
    }
}
