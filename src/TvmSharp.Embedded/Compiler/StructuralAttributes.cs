using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>How modules, functions and global variables are compared, beyond their fields one by one.</summary>
internal static unsafe class StructuralAttributes
{
    /// <summary>Upstream's <c>kTVMFFIDefRegionKindRecursive</c>.</summary>
    private const int Defines = 1;

    private static readonly HostType Nodes = HostType.Object("ffi.Object");

    public static void Register()
    {
        Equality(NodeTypes.GlobalVar, static (left, right, same) =>
            same(Node.View(left, NodeTypes.GlobalVarNameHint), Node.View(right, NodeTypes.GlobalVarNameHint), 0, "name_hint"));
        Hash(NodeTypes.GlobalVar, static (node, hash, combine) =>
            combine(Node.View(node, NodeTypes.GlobalVarNameHint), hash, 0));

        // The type of a function is made from its other fields and may be out of date.
        Equality(NodeTypes.PrimFunc, static (left, right, same) =>
            Fields(left, right, NodeTypes.BaseFuncAttrs, 0, same) && Fields(left, right, NodeTypes.PrimFuncParams, Defines, same)
            && Fields(left, right, NodeTypes.PrimFuncRetType, 0, same) && Fields(left, right, NodeTypes.PrimFuncBody, 0, same));
        Hash(NodeTypes.PrimFunc, static (node, hash, combine) =>
        {
            hash = combine(View(node, NodeTypes.BaseFuncAttrs), hash, 0);
            hash = combine(View(node, NodeTypes.PrimFuncParams), hash, Defines);
            hash = combine(View(node, NodeTypes.PrimFuncRetType), hash, 0);
            return combine(View(node, NodeTypes.PrimFuncBody), hash, 0);
        });

        // A function may call itself: then the variable that it is bound to comes first.
        NodeType binding = Schema.Type("relax.expr.VarBinding");
        NodeField bound = binding.Field("var");
        NodeField value = binding.Field("value");
        Equality(binding, (left, right, same) => Node.Is(Node.Get(left, value), NodeTypes.RelaxFunction)
            ? Fields(left, right, bound, Defines, same) && Fields(left, right, value, 0, same)
            : Fields(left, right, value, 0, same) && Fields(left, right, bound, Defines, same));
        Hash(binding, (node, hash, combine) => Node.Is(Node.Get(node, value), NodeTypes.RelaxFunction)
            ? combine(View(node, value), combine(View(node, bound), hash, Defines), 0)
            : combine(View(node, bound), combine(View(node, value), hash, 0), Defines));

        // The blocks define symbolic variables that the type of a sequence has.
        NodeType sequence = Schema.Type("relax.expr.SeqExpr");
        NodeField[] parts = [sequence.Field("blocks"), NodeTypes.ExprType, sequence.Field("body")];
        Equality(sequence, (left, right, same) => Array.TrueForAll(parts, part => Fields(left, right, part, 0, same)));
        Hash(sequence, (node, hash, combine) => parts.Aggregate(hash, (sofar, part) => combine(View(node, part), sofar, 0)));

        Equality(NodeTypes.IRModule, ModulesAreEqual);
        Hash(NodeTypes.IRModule, HashModule);
    }

    private delegate bool Same(TVMFFIAny left, TVMFFIAny right, int region, string field);

    private delegate bool Compare(TVMFFIObject* left, TVMFFIObject* right, Same same);

    private delegate long Combine(TVMFFIAny value, long hash, int region);

    private delegate long HashNode(TVMFFIObject* node, long hash, Combine combine);

    private static bool ModulesAreEqual(TVMFFIObject* left, TVMFFIObject* right, Same same)
    {
        if (!Fields(left, right, NodeTypes.IRModuleAttrs, 0, same) || !Fields(left, right, NodeTypes.IRModuleGlobalInfos, 0, same))
        {
            return false;
        }

        // Functions are matched by name: their variables are different objects.
        TVMFFIObject* others = Node.Get(right, NodeTypes.IRModuleGlobalVars);
        foreach (TVMFFIAny variable in ModuleFunctions.Variables(left))
        {
            if (Containers.TryGet(others, Node.View(variable.Obj, NodeTypes.GlobalVarNameHint), out TVMFFIAny other)
                && !same(variable, other, Defines, "functions"))
            {
                return false;
            }
        }

        return Fields(left, right, NodeTypes.IRModuleFunctions, 0, same);
    }

    private static long HashModule(TVMFFIObject* node, long hash, Combine combine)
    {
        hash = combine(View(node, NodeTypes.IRModuleAttrs), hash, 0);
        hash = combine(View(node, NodeTypes.IRModuleGlobalInfos), hash, 0);
        List<TVMFFIAny> variables = ModuleFunctions.Variables(node);
        hash = combine(Value.Int(variables.Count), hash, 0);
        foreach (TVMFFIAny variable in variables)
        {
            hash = combine(variable, hash, Defines);
        }

        foreach (TVMFFIAny variable in variables)
        {
            hash = combine(Node.View(variable.Obj, NodeTypes.GlobalVarNameHint), hash, 0);
            if (Containers.TryGet(Node.Get(node, NodeTypes.IRModuleFunctions), variable, out TVMFFIAny function))
            {
                hash = combine(function, hash, 0);
            }
        }

        return hash;
    }

    private static TVMFFIAny View(TVMFFIObject* node, NodeField field) => Value.Object(Node.Get(node, field));

    private static bool Fields(TVMFFIObject* left, TVMFFIObject* right, NodeField field, int region, Same same) =>
        same(View(left, field), View(right, field), region, field.Name);

    private static void Equality(NodeType type, Compare compare) =>
        type.RegisterAttribute("__s_equal__", HostType.Bool, [Nodes, Nodes, HostType.Function], arguments =>
        {
            TVMFFIObject* callback = arguments.Object(2);
            return Value.Bool(compare(arguments.Object(0), arguments.Object(1), (left, right, region, field) =>
                Host.Call(callback, left, right, Value.Int(region), Pool.Keep(Value.String(field))).Int64 != 0));
        });

    private static void Hash(NodeType type, HashNode hash) =>
        type.RegisterAttribute("__s_hash__", HostType.Int, [Nodes, HostType.Int, HostType.Function], arguments =>
        {
            TVMFFIObject* callback = arguments.Object(2);
            return Value.Int(hash(arguments.Object(0), arguments.Int(1), (value, sofar, region) =>
                Host.Call(callback, value, Value.Int(sofar), Value.Int(region)).Int64));
        });
}
