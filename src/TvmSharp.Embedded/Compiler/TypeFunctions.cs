using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Constructors of types and source locations: <c>src/ir/type.cc</c>, <c>src/ir/source_map.cc</c>.</summary>
internal static unsafe class TypeFunctions
{
    private const byte OpaqueHandle = 3;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<DLDataType, nint> PrimTypes = [];
    private static readonly Dictionary<string, nint> SourceNames = new(StringComparer.Ordinal);

    public static void Register()
    {
        HostType type = HostType.Object("ir.Type");
        HostType span = HostType.Nullable("ir.Span");
        HostFunction.Define("ir.TypeMissing", type, [], static _ => Value.Object(NodeDefaults.MissingType));
        HostFunction.Define("ir.TypeIsMissing", HostType.Bool, [type],
            static arguments => Value.Bool(arguments.Object(0) == NodeDefaults.MissingType));
        HostFunction.Define("ir.PrimType", HostType.Object("ir.PrimType"), [HostType.DataType],
            static arguments => Value.Object(PrimType(arguments.DataType(0))));
        HostFunction.Define("ir.PointerType", HostType.Object("ir.PointerType"), [type, HostType.Text], static arguments =>
        {
            if (arguments.Object(0) == NodeDefaults.MissingType)
            {
                throw HostException.Internal("PointerType element_type cannot be Type::Missing()");
            }

            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.PointerType));
            Node.Set(node, NodeTypes.PointerTypeElementType, arguments.Object(0));
            Node.SetView(node, NodeTypes.PointerTypeStorageScope,
                arguments.Text(1).Length == 0 ? Value.String("global") : arguments.Any(1));
            return Value.Object(node);
        });
        HostFunction.Define("ir.FuncType", HostType.Object("ir.FuncType"), [HostType.ArrayOf(type), type], static arguments =>
        {
            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.FuncType));
            Node.Set(node, NodeTypes.FuncTypeArgTypes, Ir.Array(arguments, 0));
            Node.Set(node, NodeTypes.FuncTypeRetType, arguments.Object(1));
            return Value.Object(node);
        });
        HostFunction.Define("ir.TupleType", HostType.Object("ir.TupleType"), [HostType.ArrayOf(type), span], static arguments =>
        {
            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.TupleType));
            Node.Set(node, NodeTypes.TupleTypeItems, Ir.Array(arguments, 0));
            Node.Set(node, NodeTypes.TypeSpan, arguments.Object(1));
            return Value.Object(node);
        });
        HostFunction.Define("ir.SourceName", HostType.Nullable("ir.SourceName"), [HostType.Text],
            static arguments => Value.Object(SourceName(arguments.Text(0))));
        HostFunction.Define("ir.Span", span,
            [HostType.Nullable("ir.SourceName"), HostType.Int, HostType.Int, HostType.Int, HostType.Int], static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.Span));
                Node.Set(node, NodeTypes.SpanSourceName, arguments.Object(0));
                Node.Data<int>(node, NodeTypes.SpanLine) = (int)arguments.Int(1);
                Node.Data<int>(node, NodeTypes.SpanEndLine) = (int)arguments.Int(2);
                Node.Data<int>(node, NodeTypes.SpanColumn) = (int)arguments.Int(3);
                Node.Data<int>(node, NodeTypes.SpanEndColumn) = (int)arguments.Int(4);
                return Value.Object(node);
            });
    }

    /// <summary>The type of an element type. One object for each, as long as the process lives.</summary>
    public static TVMFFIObject* PrimType(DLDataType type)
    {
        if (type.Code == OpaqueHandle && (type.Bits != 0 || type.Lanes != 0))
        {
            throw HostException.Type("PrimType cannot represent an opaque pointer; use PointerType::VoidPointerTy()");
        }

        lock (Gate)
        {
            if (!PrimTypes.TryGetValue(type, out nint known))
            {
                TVMFFIObject* node = Node.Create(NodeTypes.PrimType);
                Node.Data<DLDataType>(node, NodeTypes.PrimTypeDType) = type;
                PrimTypes.Add(type, known = (nint)node);
            }

            return (TVMFFIObject*)known;
        }
    }

    /// <summary>A source by its name. One object for each, as long as the process lives.</summary>
    public static TVMFFIObject* SourceName(string name)
    {
        lock (Gate)
        {
            if (!SourceNames.TryGetValue(name, out nint known))
            {
                TVMFFIObject* node = Node.Create(NodeTypes.SourceName);
                Node.SetView(node, NodeTypes.SourceNameName, Pool.Keep(Value.String(name)));
                SourceNames.Add(name, known = (nint)node);
            }

            return (TVMFFIObject*)known;
        }
    }
}
