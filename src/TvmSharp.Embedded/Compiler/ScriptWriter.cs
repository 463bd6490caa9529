using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Writes one value as TVMScript: names, types and attributes; functions, statements and expressions are in the other parts.</summary>
/// <param name="repr">Prints a value of another kind.</param>
internal sealed unsafe partial class ScriptWriter(TVMFFIObject* repr)
{
    private readonly StringBuilder _text = new();
    private readonly TVMFFIObject* _repr = repr;

    // By variable; a name is given once in a function.
    private readonly Dictionary<nint, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The text of a value.</summary>
    public string Print(TVMFFIObject* node)
    {
        string key = Key(node);
        switch (key)
        {
            case "ir.IRModule":
                Module(node);
                break;
            case "tirx.PrimFunc":
                PrimFunction(node, null);
                Header(isRelax: false);
                break;
            case "relax.expr.Function":
                RelaxFunction(node, null);
                Header(isRelax: true);
                break;
            case "ir.DictAttrs":
                return Dictionary(Node.Get(node, NodeTypes.DictAttrsDict));
            case "ir.GlobalVar":
                return $"I.GlobalVar({Quote(Node.Text(node, NodeTypes.GlobalVarNameHint))})";
            case "ir.Op":
                return $"I.Op({Quote(Node.Text(node, "name"))})";
            case "relax.expr.VarBinding" or "relax.expr.MatchCast":
                Binding(node);
                break;
            case "relax.expr.BindingBlock" or "relax.expr.DataflowBlock":
                Block(node);
                break;
            default:
                if (Node.Is(node, NodeTypes.Stmt))
                {
                    Statement(node);
                    break;
                }

                return Node.Is(node, NodeTypes.Type) ? TypeText(node) : Expression(node);
        }

        return _text.ToString().TrimEnd('\n');
    }

    private static string Key(TVMFFIObject* node) => Node.TypeOf(node)?.Key ?? Host.TypeKey(node->TypeIndex);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static ReadOnlySpan<TVMFFIAny> Elements(TVMFFIObject* node, string field) => Value.Elements(Node.Get(node, field));

    /// <summary>The text with the imports that it needs in front of it.</summary>
    private void Header(bool isRelax)
    {
        string text = _text.ToString();
        bool isTirx = !isRelax || text.Contains("@T.", StringComparison.Ordinal) || text.Contains(" T.", StringComparison.Ordinal)
            || text.Contains("(T.", StringComparison.Ordinal);
        _text.Insert(0, "# from tvm.script import ir as I\n" + (isTirx ? "# from tvm.script import tirx as T\n# from tvm.tirx.layout import Axis\n" : "")
            + (isRelax ? "# from tvm.script import relax as R\n" : "") + "\n");
    }

    private void Line(string text) => _text.Append(' ', _depth * 4).Append(text).Append('\n');

    /// <summary>The name of a variable, which is made on first use: other variables may have the same.</summary>
    private string Name(TVMFFIObject* variable)
    {
        if (_names.TryGetValue((nint)variable, out string? known))
        {
            return known;
        }

        string wanted = Identifier(Node.Text(variable, NodeTypes.VarName));
        string name = wanted;
        for (int i = 1; !_taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        _names.Add((nint)variable, name);
        return name;
    }

    private static string Identifier(string name)
    {
        StringBuilder text = new(name.Length);
        foreach (char c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_');
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "v" + text : text.ToString();
    }

    private void ForgetNames()
    {
        _names.Clear();
        _taken.Clear();
    }

    private string TypeText(TVMFFIObject* type)
    {
        Nesting.Check();
        if (RelaxFunctions.IsMissing(type))
        {
            return "T.Any";
        }

        switch (Key(type))
        {
            case "ir.PrimType":
                string name = DataTypeName(Node.Data<DLDataType>(type, NodeTypes.PrimTypeDType));
                return name.Length == 0 ? "T.void" : "T." + name;
            case "ir.PointerType":
                TVMFFIObject* element = Node.Get(type, NodeTypes.PointerTypeElementType);
                string scope = Node.Text(type, NodeTypes.PointerTypeStorageScope);
                string pointee = Node.Is(element, NodeTypes.PrimType) ? DataTypeName(Node.Data<DLDataType>(element, NodeTypes.PrimTypeDType)) : "";
                return pointee.Length == 0 ? "T.handle"
                    : scope is "" or "global" ? $"T.handle({Quote(pointee)})"
                    : $"T.handle({Quote(pointee)}, {Quote(scope)})";
            case "tirx.BufferType":
                return $"T.Buffer({BufferArguments(type, withScope: true)})";
            case "ir.TupleType":
                return $"R.Tuple({string.Join(", ", List(Node.Get(type, NodeTypes.TupleTypeItems), TypeText))})";
            case "relax.TensorType":
                return TensorType(type);
            case "relax.ShapeType":
                TVMFFIObject* values = Node.Get(type, "values");
                return values != null ? $"R.Shape([{string.Join(", ", List(values, Extent))}])"
                    : Node.Data<int>(type, "ndim") < 0 ? "R.Shape" : $"R.Shape(ndim={Number(Node.Data<int>(type, "ndim"))})";
            case "relax.AnyType":
                return "R.Any";
            case "relax.FuncType":
                TVMFFIObject* parameters = Node.Get(type, "params");
                return parameters == null ? "R.Callable"
                    : $"R.Callable(({string.Concat(List(parameters, TypeText).Select(static p => p + ", ")).TrimEnd()}), {TypeText(Node.Get(type, "ret"))}, {(Node.Data<byte>(type, "purity") != 0 ? "True" : "False")})";
            default:
                return Print(Value.Object(type));
        }
    }

    private string TensorType(TVMFFIObject* type)
    {
        List<string> arguments = [];
        TVMFFIObject* shape = Node.Get(type, "shape");
        if (shape != null)
        {
            arguments.Add(Key(shape) == "relax.expr.ShapeExpr" ? Tuple(List(Node.Get(shape, "values"), Extent)) : Expression(shape));
        }

        TVMFFIObject* element = Node.Get(type, "dtype");
        if (element != null)
        {
            arguments.Add($"dtype={Quote(DataTypeName(Node.Data<DLDataType>(element, NodeTypes.PrimTypeDType)))}");
        }

        int rank = Node.Data<int>(type, "ndim");
        if (shape == null && rank >= 0)
        {
            arguments.Add($"ndim={Number(rank)}");
        }

        return arguments.Count == 0 ? "R.Tensor" : $"R.Tensor({string.Join(", ", arguments)})";
    }

    /// <summary>Shape, element type and what is not as usual of a buffer.</summary>
    private string BufferArguments(TVMFFIObject* type, bool withScope, bool isAllocated = false)
    {
        List<string> arguments = [Tuple(List(Node.Get(type, "shape"), ShapeExtent))];
        string element = DataTypeName(Node.Data<DLDataType>(Node.Get(type, "dtype"), NodeTypes.PrimTypeDType));
        if (!isAllocated || element != "float32")
        {
            arguments.Add(Quote(element));
        }

        if (Elements(type, "strides").Length > 0)
        {
            arguments.Add($"strides={Tuple(List(Node.Get(type, "strides"), ShapeExtent))}");
        }

        TVMFFIObject* offset = Node.Get(type, "elem_offset");
        if (offset != null && !(ConstructorRules.IsConstant(offset, out long value) && value == 0))
        {
            arguments.Add($"elem_offset={ShapeExtent(offset)}");
        }

        if (withScope && Node.Text(type, "storage_scope") is var scope and not "global")
        {
            arguments.Add($"scope={Quote(scope)}");
        }

        if (Node.Data<int>(type, "data_alignment") != 64)
        {
            arguments.Add($"align={Number(Node.Data<int>(type, "data_alignment"))}");
        }

        if (Node.Data<int>(type, "offset_factor") != 1)
        {
            arguments.Add($"offset_factor={Number(Node.Data<int>(type, "offset_factor"))}");
        }

        return string.Join(", ", arguments);
    }

    private string Dictionary(TVMFFIObject* map, params ReadOnlySpan<string> hidden)
    {
        List<KeyValuePair<string, string>> entries = [];
        foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(map))
        {
            if (!Value.IsText(key) || !hidden.Contains(Value.Text(key)))
            {
                entries.Add(new(Print(key), Print(value)));
            }
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return $"{{{string.Join(", ", entries.Select(static entry => $"{entry.Key}: {entry.Value}"))}}}";
    }

    private string Target(TVMFFIObject* target)
    {
        SortedDictionary<string, string> entries = new(StringComparer.Ordinal)
        {
            [Quote("kind")] = Quote(Node.Text(Node.Get(target, "kind"), "name")),
            [Quote("tag")] = Quote(Node.Text(target, "tag")),
            [Quote("keys")] = Print(Value.Object(Node.Get(target, "keys"))),
        };
        foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(Node.Get(target, "attrs")))
        {
            entries[Print(key)] = Print(value);
        }

        if (Node.Get(target, "host") is var host && host != null)
        {
            entries[Quote("host")] = Print(Value.Object(host));
        }

        return $"T.target({{{string.Join(", ", entries.Select(static entry => $"{entry.Key}: {entry.Value}"))}}})";
    }

    /// <summary>Any value: IR as here, what is not IR as <c>ffi.ReprPrint</c> has it.</summary>
    private string Print(TVMFFIAny value)
    {
        if (Value.IsText(value))
        {
            return Quote(Value.Text(value));
        }

        if (value.TypeIndex is TypeIndex.Array or TypeIndex.List)
        {
            List<string> elements = [];
            foreach (TVMFFIAny element in Value.Elements(value.Obj))
            {
                elements.Add(Print(element));
            }

            return $"[{string.Join(", ", elements)}]";
        }

        if (value.TypeIndex is TypeIndex.Map or TypeIndex.Dict)
        {
            return Dictionary(value.Obj);
        }

        return Value.IsObject(value) && IsExpression(value.Obj)
            ? Expression(value.Obj)
            : Value.Text(Pool.Keep(Host.Call(_repr, value)));
    }

    // A function inside of an expression would be a definition.
    private static bool IsExpression(TVMFFIObject* node) =>
        Node.Is(node, NodeTypes.Expr) && !Node.Is(node, NodeTypes.BaseFunc) && Node.TypeOf(node) is not null;

    private delegate string PrintOne(TVMFFIObject* node);

    private static List<string> List(TVMFFIObject* array, PrintOne print)
    {
        List<string> result = [];
        foreach (TVMFFIAny element in Value.Elements(array))
        {
            result.Add(print(element.Obj));
        }

        return result;
    }

    private static string Tuple(List<string> elements) => elements.Count == 1 ? $"({elements[0]},)" : $"({string.Join(", ", elements)})";

    private static string DataTypeName(DLDataType type) => ExpressionFunctions.Name(type);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
