using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Buffers, which are variables of a buffer type, and ranges: <c>src/tirx/ir/buffer.cc</c>, <c>src/ir/expr.cc</c>.</summary>
internal static unsafe class BufferFunctions
{
    public static void Register()
    {
        HostType span = HostType.Nullable("ir.Span");
        HostType buffer = Ir.Holding("ir.Var", "tirx.BufferType");
        HostType pointer = HostType.Object("ir.PointerType");
        HostType range = HostType.Nullable("ir.Range");
        HostFunction.Define("tirx.BufferVar", HostType.Nullable("ir.Var"), [HostType.Text, HostType.Object("tirx.BufferType"), span],
            static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.Var));
                Node.SetView(node, NodeTypes.VarName, arguments.Any(0));
                Node.Set(node, NodeTypes.ExprType, arguments.Object(1));
                Node.Set(node, NodeTypes.ExprSpan, arguments.Object(2));
                return Value.Object(node);
            });
        HostFunction.Define("tirx.BufferStorageScope", HostType.Text, [buffer],
            static arguments => Node.View(TypeOf(arguments), "storage_scope"));
        HostFunction.Define("tirx.BufferDataPointerType", pointer, [buffer], static arguments => Value.Object(PointerTo(arguments)));
        HostFunction.Define("tirx.BufferData", HostType.Nullable("ir.Expr"), [buffer], static arguments =>
        {
            TVMFFIObject* call = Pool.Keep(Node.Create(Schema.Type("ir.Call")));
            Node.Set(call, NodeTypes.ExprType, PointerTo(arguments));
            Node.Set(call, "op", Operators.Get("tirx.buffer_data"));
            Node.Set(call, "args", Pool.Keep(Containers.Array(arguments.View(0))));
            return Value.Object(call);
        });
        HostFunction.Define("ir.Range_from_min_extent", range, [Ir.Primitive, Ir.Primitive, span],
            static arguments => Range(Required(arguments, 0, "min"), Required(arguments, 1, "extent"), arguments.Object(2)));
        HostFunction.Define("ir.Range", range, [Ir.Primitive, HostType.OptionalOf(Ir.Primitive), span], static arguments =>
        {
            TVMFFIObject* begin = Required(arguments, 0, "begin");
            TVMFFIObject* end = Ir.ToExpression(arguments, 1);
            return end == null
                ? Range(Ir.Integer(ConstructorRules.TypeOf(begin), 0), begin, arguments.Object(2))
                : Range(begin, Difference(end, begin), arguments.Object(2));
        });
    }

    private static TVMFFIObject* TypeOf(Arguments arguments) => Node.Get(
        arguments.Object(0) != null ? arguments.Object(0) : throw HostException.Value("buffer is undefined"), NodeTypes.ExprType);

    private static TVMFFIObject* PointerTo(Arguments arguments)
    {
        TVMFFIObject* type = TypeOf(arguments);
        TVMFFIObject* pointer = Pool.Keep(Node.Create(NodeTypes.PointerType));
        Node.Set(pointer, NodeTypes.PointerTypeElementType, Node.Get(type, "dtype"));
        Node.SetView(pointer, NodeTypes.PointerTypeStorageScope, Node.View(type, "storage_scope"));
        return pointer;
    }

    private static TVMFFIObject* Required(Arguments arguments, int index, string name)
    {
        TVMFFIObject* value = Ir.ToExpression(arguments, index);
        return value != null ? value : throw HostException.Value($"{name} is undefined: a Range needs it");
    }

    private static TVMFFIAny Range(TVMFFIObject* minimum, TVMFFIObject* extent, TVMFFIObject* span)
    {
        TVMFFIObject* node = Pool.Keep(Node.Create(Schema.Type("ir.Range")));
        Node.Set(node, "min", minimum);
        Node.Set(node, "extent", extent);
        Node.Set(node, "span", span);
        return Value.Object(node);
    }

    // Upstream's operator folds constants.
    private static TVMFFIObject* Difference(TVMFFIObject* end, TVMFFIObject* begin)
    {
        if (ConstructorRules.IsConstant(begin, out long first))
        {
            if (first == 0)
            {
                return end;
            }

            if (ConstructorRules.IsConstant(end, out long last))
            {
                return Ir.Integer(ConstructorRules.TypeOf(end), last - first);
            }
        }

        return Pool.Keep(Host.CallGlobal("tirx.Sub", Value.Object(end), Value.Object(begin), Value.None).Obj);
    }
}
