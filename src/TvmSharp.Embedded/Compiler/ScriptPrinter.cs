using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// Prints IR as text in the manner of TVMScript. The text is for reading: there is no parser for it here.
/// </summary>
internal static unsafe class ScriptPrinter
{
    private const string Header = "# from tvm.script import ir as I\n# from tvm.script import tirx as T\n\n";

    /// <summary>Makes these printers those of <c>ffi.ReprPrint</c>.</summary>
    public static void Register()
    {
        Printer(NodeTypes.IRModule, static (node, repr) => Header + Module(node, repr));
        Printer(NodeTypes.PrimFunc, static (node, repr) => Header + Function(node, null, "", repr).TrimEnd('\n'));
        Printer(NodeTypes.Evaluate, static (node, repr) => Statement(node, "", repr).TrimEnd('\n'));
        Printer(NodeTypes.SeqStmt, static (node, repr) => Statement(node, "", repr).TrimEnd('\n'));
        Printer(NodeTypes.Var, Expression);
        Printer(NodeTypes.IntImm, Expression);
        Printer(NodeTypes.FloatImm, Expression);
        Printer(NodeTypes.StringImm, Expression);
        Printer(NodeTypes.GlobalVar, static (node, _) => $"I.GlobalVar(\"{Node.Text(node, NodeTypes.GlobalVarNameHint)}\")");
        Printer(NodeTypes.PrimType, static (node, _) => TypeName(node));
        Printer(NodeTypes.DictAttrs, static (node, repr) => Print(Node.Get(node, NodeTypes.DictAttrsDict), repr));
    }

    private static string Module(TVMFFIObject* module, TVMFFIObject* repr)
    {
        StringBuilder text = new("@I.ir_module\nclass Module:\n");
        string attributes = AttributeText(Node.Get(module, NodeTypes.IRModuleAttrs), null, repr);
        if (attributes.Length > 0)
        {
            text.Append("    I.module_attrs(").Append(attributes).Append(")\n");
        }

        List<TVMFFIAny> variables = ModuleFunctions.Variables(module);
        for (int i = 0; i < variables.Count; i++)
        {
            if (i > 0)
            {
                text.Append('\n');
            }

            string name = Node.Text(variables[i].Obj, NodeTypes.GlobalVarNameHint);
            _ = Containers.TryGet(Node.Get(module, NodeTypes.IRModuleFunctions), variables[i], out TVMFFIAny function);
            text.Append(Value.IsObject(function) && Node.Is(function.Obj, NodeTypes.PrimFunc)
                ? Function(function.Obj, name, "    ", repr)
                : $"    # {name}: {(Value.IsObject(function) ? Host.TypeKey(function.TypeIndex) : "being transformed")}\n");
        }

        if (variables.Count == 0 && attributes.Length == 0)
        {
            text.Append("    pass\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Function(TVMFFIObject* function, string? name, string indent, TVMFFIObject* repr)
    {
        TVMFFIObject* attributes = Node.Get(function, NodeTypes.BaseFuncAttrs);
        TVMFFIAny symbol = Attributes.Get(attributes, Pool.Keep(Value.String("global_symbol")));
        bool isPublic = Value.IsText(symbol);
        string called = name ?? (isPublic ? Value.Text(symbol) : "main");

        // As upstream: a symbol that is the name says no more than that the function is not private.
        string shown = AttributeText(attributes, isPublic && Value.Text(symbol) == called ? "global_symbol" : null, repr);
        List<string> parameters = [];
        foreach (TVMFFIAny parameter in Value.Elements(Node.Get(function, NodeTypes.PrimFuncParams)))
        {
            parameters.Add($"{Node.Text(parameter.Obj, NodeTypes.VarName)}: {TypeName(Node.Get(parameter.Obj, NodeTypes.ExprType))}");
        }

        TVMFFIObject* result = Node.Get(function, NodeTypes.PrimFuncRetType);
        string arrow = Node.Is(result, NodeTypes.TupleType) && Value.Elements(Node.Get(result, NodeTypes.TupleTypeItems)).Length == 0
            ? ""
            : $" -> {TypeName(result)}";
        StringBuilder text = new();
        text.Append(indent).Append(isPublic ? "@T.prim_func\n" : "@T.prim_func(private=True)\n");
        text.Append(indent).Append(CultureInfo.InvariantCulture, $"def {called}({string.Join(", ", parameters)}){arrow}:\n");
        string inner = indent + "    ";
        if (shown.Length > 0)
        {
            text.Append(inner).Append("T.func_attr(").Append(shown).Append(")\n");
        }

        return text.Append(Statement(Node.Get(function, NodeTypes.PrimFuncBody), inner, repr)).ToString();
    }

    private static string Statement(TVMFFIObject* statement, string indent, TVMFFIObject* repr)
    {
        if (statement == null)
        {
            return indent + "pass\n";
        }

        if (Node.Is(statement, NodeTypes.SeqStmt))
        {
            StringBuilder text = new();
            foreach (TVMFFIAny item in Value.Elements(Node.Get(statement, NodeTypes.SeqStmtSeq)))
            {
                text.Append(Statement(item.Obj, indent, repr));
            }

            return text.ToString();
        }

        return Node.Is(statement, NodeTypes.Evaluate)
            ? $"{indent}T.evaluate({Expression(Node.Get(statement, NodeTypes.EvaluateValue), repr)})\n"
            : $"{indent}{Print(statement, repr)}\n";
    }

    private static string Expression(TVMFFIObject* node, TVMFFIObject* repr)
    {
        if (node->TypeIndex == NodeTypes.Var.Index)
        {
            return Node.Text(node, NodeTypes.VarName);
        }

        if (node->TypeIndex == NodeTypes.IntImm.Index)
        {
            string value = Node.Data<long>(node, NodeTypes.IntImmValue).ToString(CultureInfo.InvariantCulture);
            string type = TypeName(Node.Get(node, NodeTypes.ExprType));
            return type switch
            {
                "T.int32" => value,
                "T.bool" => $"T.bool({(value == "0" ? "False" : "True")})",
                _ => $"{type}({value})",
            };
        }

        if (node->TypeIndex == NodeTypes.FloatImm.Index)
        {
            double value = Node.Data<double>(node, NodeTypes.FloatImmValue);
            string text = double.IsFinite(value)
                ? value.ToString("0.0###############", CultureInfo.InvariantCulture)
                : $"\"{(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf")}\"";
            return $"{TypeName(Node.Get(node, NodeTypes.ExprType))}({text})";
        }

        return node->TypeIndex == NodeTypes.StringImm.Index
            ? Print(Node.View(node, NodeTypes.StringImmValue), repr)
            : Print(node, repr);
    }

    private static string TypeName(TVMFFIObject* type)
    {
        if (type == null || type == NodeDefaults.MissingType)
        {
            return "T.Any";
        }

        if (Node.Is(type, NodeTypes.PrimType))
        {
            string name = ExpressionFunctions.Name(Node.Data<DLDataType>(type, NodeTypes.PrimTypeDType));
            return name.Length == 0 ? "T.void" : "T." + name;
        }

        return Node.Is(type, NodeTypes.PointerType) ? "T.handle" : Host.TypeKey(type->TypeIndex);
    }

    private static string AttributeText(TVMFFIObject* attributes, string? hidden, TVMFFIObject* repr)
    {
        if (attributes == null)
        {
            return "";
        }

        List<string> entries = [];
        foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(Node.Get(attributes, NodeTypes.DictAttrsDict)))
        {
            if (!string.Equals(Value.Text(key), hidden, StringComparison.Ordinal))
            {
                entries.Add($"{Print(key, repr)}: {Print(value, repr)}");
            }
        }

        return entries.Count == 0 ? "" : "{" + string.Join(", ", entries) + "}";
    }

    private static string Print(TVMFFIObject* node, TVMFFIObject* repr) => Print(Value.Object(node), repr);

    private static string Print(TVMFFIAny value, TVMFFIObject* repr) => Value.Text(Pool.Keep(Host.Call(repr, value)));

    private delegate string PrintNode(TVMFFIObject* node, TVMFFIObject* repr);

    private static void Printer(NodeType type, PrintNode print) =>
        type.RegisterAttribute("__ffi_repr__", HostType.Text, [HostType.Object("ffi.Object"), HostType.Function],
            arguments => Pool.Keep(Value.String(print(arguments.Object(0), arguments.Object(1)))));
}
