using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Functions of the IR: <c>src/ir/function.cc</c>, <c>src/tirx/ir/function.cc</c>.</summary>
internal static unsafe class FunctionFunctions
{
    public static void Register()
    {
        HostType function = HostType.Nullable("ir.BaseFunc");
        HostType moved = HostType.MovedOf(HostType.Object("ir.BaseFunc"));
        HostType attributes = HostType.Object("ir.DictAttrs");
        HostType map = HostType.MapOf(HostType.Text, HostType.Any);
        HostFunction.Define("ir.BaseFunc_Attrs", attributes, [HostType.Object("ir.BaseFunc")],
            static arguments => Value.Object(Node.Get(arguments.Object(0), NodeTypes.BaseFuncAttrs)));
        HostFunction.Define("ir.BaseFuncCopy", function, [function], static arguments => arguments.View(0));
        HostFunction.Define("ir.BaseFuncWithAttr", function, [moved, HostType.Text, HostType.Any], static arguments =>
            Attributes.With(arguments.Take(0), NodeTypes.BaseFuncAttrs,
                new KeyValuePair<TVMFFIAny, TVMFFIAny>(arguments.Any(1), arguments.Any(2))));
        HostFunction.Define("ir.BaseFuncWithAttrs", function, [moved, map], static arguments =>
            Attributes.With(arguments.Take(0), NodeTypes.BaseFuncAttrs, [.. Containers.Entries(Ir.Map(arguments, 1))]));
        HostFunction.Define("ir.BaseFuncWithoutAttr", function, [moved, HostType.Text], static arguments =>
            Attributes.Without(arguments.Take(0), NodeTypes.BaseFuncAttrs, arguments.Any(1)));
        HostFunction.Define("ir.DictAttrsGetDict", map, [attributes],
            static arguments => Value.Object(Node.Get(arguments.Object(0), NodeTypes.DictAttrsDict)));
        HostFunction.Define("tirx.PrimFunc", HostType.Nullable("tirx.PrimFunc"),
            [
                HostType.ArrayOf(HostType.Nullable("ir.Var")), HostType.Nullable("tirx.Stmt"), HostType.Object("ir.Type"),
                attributes, HostType.Nullable("ir.Span"),
            ],
            static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.PrimFunc));
                TVMFFIObject* result = arguments.Object(2);
                Node.Set(node, NodeTypes.PrimFuncParams, Ir.Array(arguments, 0));
                Node.Set(node, NodeTypes.PrimFuncBody, arguments.Object(1));
                Node.Set(node, NodeTypes.PrimFuncRetType,
                    result == NodeDefaults.MissingType ? Pool.Keep(Node.Create(NodeTypes.TupleType)) : result);
                Node.Set(node, NodeTypes.BaseFuncAttrs, arguments.Object(3));
                Node.Set(node, NodeTypes.ExprSpan, arguments.Object(4));
                Node.Set(node, NodeTypes.ExprType, FunctionType(node));
                return Value.Object(node);
            });
    }

    /// <summary>The type of a function. Upstream makes a relax type of it, which this host does not have.</summary>
    private static TVMFFIObject* FunctionType(TVMFFIObject* function)
    {
        List<TVMFFIAny> parameters = [];
        foreach (TVMFFIAny parameter in Value.Elements(Node.Get(function, NodeTypes.PrimFuncParams)))
        {
            parameters.Add(Value.Object(Node.Get(parameter.Obj, NodeTypes.ExprType)));
        }

        TVMFFIObject* type = Pool.Keep(Node.Create(NodeTypes.FuncType));
        Node.Set(type, NodeTypes.FuncTypeArgTypes, Pool.Keep(Containers.Array([.. parameters])));
        Node.Set(type, NodeTypes.FuncTypeRetType, Node.Get(function, NodeTypes.PrimFuncRetType));
        return type;
    }
}
