using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// Makes <c>ffi.ReprPrint</c> print IR as text in the manner of TVMScript. The text is for reading: there is no parser for
/// it here, and what TVMScript writes as metadata is named and left out.
/// </summary>
internal static unsafe class ScriptPrinter
{
    /// <summary>Makes this printer that of all types of IR; others print their fields.</summary>
    public static void Register()
    {
        foreach (NodeType type in Schema.Types)
        {
            if (type.IsReflected && IsPrinted(type))
            {
                type.RegisterAttribute("__ffi_repr__", HostType.Text, [HostType.Object("ffi.Object"), HostType.Function],
                    static arguments => Pool.Keep(Value.String(new ScriptWriter(arguments.Object(1)).Print(arguments.Object(0)))));
            }
        }
    }

    private static bool IsPrinted(NodeType type)
    {
        if (type.Key is "ir.IRModule" or "ir.DictAttrs" or "ir.Range" or "tirx.IterVar" or "tirx.BufferRegion" or "tirx.MatchBufferRegion"
            or "relax.expr.BindingBlock" or "relax.expr.DataflowBlock" or "relax.expr.VarBinding" or "relax.expr.MatchCast" or "target.Target"
            or "ir.PrimType" or "ir.PointerType" or "ir.TupleType" or "tirx.BufferType"
            or "relax.TensorType" or "relax.ShapeType" or "relax.AnyType" or "relax.FuncType")
        {
            return true;
        }

        NodeType? root = type;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Key is "tirx.Stmt" or "ir.Expr" && root != type;
    }
}
