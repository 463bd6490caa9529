using System.Globalization;
using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <content>Expressions.</content>
internal sealed unsafe partial class ScriptWriter
{
    // As Python binds: the higher, the closer.
    private const int Loosest = 0;
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int NotLevel = 3;
    private const int CompareLevel = 4;
    private const int SumLevel = 5;
    private const int ProductLevel = 6;

    private string Expression(TVMFFIObject* node) => Expression(node, Loosest);

    private string Expression(TVMFFIObject* node, int level)
    {
        Nesting.Check();
        if (node == null)
        {
            return "None";
        }

        string key = Key(node);
        return key switch
        {
            "ir.Var" or "relax.expr.DataflowVar" => Name(node),
            "ir.IntImm" => Integer(node),
            "ir.FloatImm" => Float(node),
            "tirx.StringImm" or "relax.expr.StringImm" => StringConstant(node, key),
            "ir.GlobalVar" => Global(node),
            "ir.Op" => $"I.Op({Quote(Node.Text(node, "name"))})",
            "ir.Call" => Call(node),
            "ir.Range" => Range(node),
            "tirx.Add" => Binary(node, "+", SumLevel, level),
            "tirx.Sub" => Binary(node, "-", SumLevel, level),
            "tirx.Mul" => Binary(node, "*", ProductLevel, level),
            "tirx.Div" when ConstructorRules.TypeOf(node).Code is not (0 or 1) => Binary(node, "/", ProductLevel, level),
            "tirx.FloorDiv" => Binary(node, "//", ProductLevel, level),
            "tirx.FloorMod" => Binary(node, "%", ProductLevel, level),
            "tirx.EQ" => Binary(node, "==", CompareLevel, level),
            "tirx.NE" => Binary(node, "!=", CompareLevel, level),
            "tirx.LT" => Binary(node, "<", CompareLevel, level),
            "tirx.LE" => Binary(node, "<=", CompareLevel, level),
            "tirx.GT" => Binary(node, ">", CompareLevel, level),
            "tirx.GE" => Binary(node, ">=", CompareLevel, level),
            "tirx.And" => Binary(node, "and", AndLevel, level),
            "tirx.Or" => Binary(node, "or", OrLevel, level),
            "tirx.Not" => Parenthesize($"not {Expression(Node.Get(node, "a"), NotLevel)}", NotLevel, level),
            "tirx.Div" => $"T.Div({Arguments(node, "a", "b")})",
            "tirx.Mod" => $"T.truncmod({Arguments(node, "a", "b")})",
            "tirx.Min" => $"T.min({Arguments(node, "a", "b")})",
            "tirx.Max" => $"T.max({Arguments(node, "a", "b")})",
            "tirx.Select" => $"T.Select({Arguments(node, "condition", "true_value", "false_value")})",
            "tirx.Cast" => $"T.Cast({Quote(DataTypeName(ConstructorRules.TypeOf(node)))}, {Arguments(node, "value")})",
            "tirx.Ramp" => $"T.Ramp({Arguments(node, "base", "stride", "lanes")})",
            "tirx.Broadcast" => $"T.Broadcast({Arguments(node, "value", "lanes")})",
            "tirx.Let" => $"T.Let({Arguments(node, "body")}, where={{{Arguments(node, "var")}: {Arguments(node, "value")}}})",
            "tirx.Shuffle" => $"T.Shuffle({Print(Value.Object(Node.Get(node, "vectors")))}, {Print(Value.Object(Node.Get(node, "indices")))})",
            "tirx.Reduce" => $"T.reduce({Print(Value.Object(Node.Get(node, "source")))}, init={Print(Value.Object(Node.Get(node, "init")))}, axis=[{string.Join(", ", List(Node.Get(node, "axis"), axis => Name(Node.Get(axis, NodeTypes.IterVarVar))))}], condition={Arguments(node, "condition")}, value_index={Number(Node.Data<int>(node, "value_index"))})",
            "tirx.BufferLoad" => Access(node),
            "tirx.BufferRegion" => Region(node),
            "tirx.MatchBufferRegion" => $"{Name(Node.Get(node, "buffer"))} = T.match_buffer({Region(Node.Get(node, "source"))}, {BufferArguments(Node.Get(Node.Get(node, "buffer"), NodeTypes.ExprType), withScope: true)})",
            "tirx.IterVar" => $"T.iter_var({Name(Node.Get(node, NodeTypes.IterVarVar))}, {Expression(Node.Get(node, "dom"))}, {Quote(AxisName(Node.Data<int>(node, "iter_type")))}, {Quote(Node.Text(node, "thread_tag"))})",
            "target.Target" => Target(node),
            "relax.expr.Tuple" => Tuple(List(Node.Get(node, "fields"), Expression)),
            "relax.expr.TupleGetItem" => $"{Expression(Node.Get(node, "tuple_value"), ProductLevel)}[{Number(Node.Data<int>(node, "index"))}]",
            "relax.expr.ShapeExpr" => $"R.shape([{string.Join(", ", List(Node.Get(node, "values"), Extent))}])",
            "relax.expr.DataTypeImm" => $"R.dtype({Quote(DataTypeName(Node.Data<DLDataType>(node, "value")))})",
            "relax.expr.ExternFunc" => $"R.ExternFunc({Quote(Node.Text(node, "global_symbol"))})",
            "relax.expr.Constant" => Constant(node),
            _ => Fields(node),
        };
    }

    private string Arguments(TVMFFIObject* node, params ReadOnlySpan<string> fields)
    {
        string text = "";
        foreach (string field in fields)
        {
            text += (text.Length == 0 ? "" : ", ") + Expression(Node.Get(node, field));
        }

        return text;
    }

    private string Binary(TVMFFIObject* node, string symbol, int own, int level)
    {
        // Comparisons do not chain here, and what is subtracted or divided by is one operand.
        string left = Expression(Node.Get(node, "a"), own == CompareLevel ? own + 1 : own);
        string right = Expression(Node.Get(node, "b"), own + 1);
        return Parenthesize($"{left} {symbol} {right}", own, level);
    }

    private static string Parenthesize(string text, int own, int level) => own < level ? $"({text})" : text;

    private static string Integer(TVMFFIObject* node)
    {
        long value = Node.Data<long>(node, NodeTypes.IntImmValue);
        DLDataType type = ConstructorRules.TypeOf(node);
        return type.Equals(Ir.Int32) ? Number(value)
            : type.Code == Ir.Bool.Code ? $"T.bool({(value != 0 ? "True" : "False")})"
            : $"T.{DataTypeName(type)}({Number(value)})";
    }

    private static string Float(TVMFFIObject* node)
    {
        double value = Node.Data<double>(node, NodeTypes.FloatImmValue);
        return $"T.{DataTypeName(ConstructorRules.TypeOf(node))}({FloatText(value)})";
    }

    private static string FloatText(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "\"nan\"" : value > 0 ? "\"inf\"" : "\"-inf\"";
        }

        // As upstream: a whole number in full, others with as many digits as tell them apart.
        return value == Math.Truncate(value)
            ? value.ToString("F1", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
    }

    private static string StringConstant(TVMFFIObject* node, string key)
    {
        string text = Quote(Node.Text(node, "value"));
        return key == "tirx.StringImm" ? text : $"R.str({text})";
    }

    /// <summary>An extent in a relax type: what is a plain number there needs no type.</summary>
    private string Extent(TVMFFIObject* node) => ConstructorRules.IsConstant(node, out long value) ? Number(value) : ShapeExtent(node);

    private string Range(TVMFFIObject* range) =>
        $"I.Range({Expression(Node.Get(range, "min"))}, {End(range)})";

    private string End(TVMFFIObject* range)
    {
        TVMFFIObject* minimum = Node.Get(range, "min");
        TVMFFIObject* extent = Node.Get(range, "extent");
        if (ConstructorRules.IsConstant(minimum, out long from))
        {
            if (from == 0)
            {
                return Expression(extent);
            }

            if (ConstructorRules.IsConstant(extent, out long count))
            {
                return Number(from + count);
            }
        }

        return $"{Expression(minimum, SumLevel)} + {Expression(extent, SumLevel + 1)}";
    }

    private string Access(TVMFFIObject* node)
    {
        string buffer = Name(Node.Get(node, "buffer"));
        List<string> indices = List(Node.Get(node, "indices"), Index);
        TVMFFIObject* predicate = Node.Get(node, "predicate");
        return predicate != null ? $"{buffer}.vload([{string.Join(", ", indices)}], predicate={Expression(predicate)})"
            : indices.Count == 0 ? $"{buffer}[()]"
            : $"{buffer}[{string.Join(", ", indices)}]";
    }

    /// <summary>An index; a ramp is a slice.</summary>
    private string Index(TVMFFIObject* index)
    {
        if (Key(index) != "tirx.Ramp" || !ConstructorRules.IsConstant(Node.Get(index, "lanes"), out long lanes))
        {
            return Expression(index);
        }

        TVMFFIObject* start = Node.Get(index, "base");
        TVMFFIObject* stride = Node.Get(index, "stride");
        if (!ConstructorRules.IsConstant(stride, out long step))
        {
            return Expression(index);
        }

        string end = ConstructorRules.IsConstant(start, out long from)
            ? Number(from + (lanes * step))
            : $"{Expression(start, SumLevel)} + {Number(lanes * step)}";
        return $"{Expression(start)}:{end}" + (step == 1 ? "" : $":{Number(step)}");
    }

    private string Region(TVMFFIObject* region)
    {
        List<string> ranges = List(Node.Get(region, "region"), range =>
            ConstructorRules.IsConstant(Node.Get(range, "extent"), out long extent) && extent == 1
                ? Expression(Node.Get(range, "min"))
                : $"{Expression(Node.Get(range, "min"))}:{End(range)}");
        return $"{Name(Node.Get(region, "buffer"))}[{(ranges.Count == 0 ? "()" : string.Join(", ", ranges))}]";
    }

    private string Call(TVMFFIObject* call)
    {
        TVMFFIObject* op = Node.Get(call, "op");
        ReadOnlySpan<TVMFFIAny> values = Elements(call, "args");
        string? name = Operators.NameOf(op);
        if (name == "tirx.buffer_data" && values.Length == 1 && Node.Is(values[0].Obj, NodeTypes.Var))
        {
            return Name(values[0].Obj) + ".data";
        }

        List<string> arguments = [];
        foreach (TVMFFIAny value in values)
        {
            arguments.Add(Key(value.Obj) == "relax.expr.Function" ? "<function>" : Expression(value.Obj));
        }

        bool isRelax = name is not null && name.StartsWith("relax.", StringComparison.Ordinal);
        AddAttributes(Node.Get(call, "attrs"), arguments);
        ReadOnlySpan<TVMFFIAny> types = Elements(call, "ty_args");
        if (types.Length > 0)
        {
            string text = types.Length == 1 ? TypeText(types[0].Obj) : $"[{string.Join(", ", List(Node.Get(call, "ty_args"), TypeText))}]";
            arguments.Add($"{(isRelax && name!.Contains("call_", StringComparison.Ordinal) ? "out_ty" : "ty_args")}={text}");
        }

        string callee = name is null ? Expression(op)
            : isRelax ? "R." + name["relax.".Length..]
            : name.StartsWith("tirx.", StringComparison.Ordinal) ? "T." + name["tirx.".Length..]
            : Expression(op);
        return $"{callee}({string.Join(", ", arguments)})";
    }

    private void AddAttributes(TVMFFIObject* attributes, List<string> arguments)
    {
        if (attributes == null)
        {
            return;
        }

        if (Node.Is(attributes, NodeTypes.DictAttrs))
        {
            if (Containers.Entries(Node.Get(attributes, NodeTypes.DictAttrsDict)).Count > 0)
            {
                arguments.Add($"attrs={Dictionary(Node.Get(attributes, NodeTypes.DictAttrsDict))}");
            }
        }
        else if (Node.TypeOf(attributes) is { } type)
        {
            foreach (NodeField field in type.Fields)
            {
                arguments.Add($"{field.Name}={FieldText(attributes, field)}");
            }
        }
    }

    /// <summary>An object that TVMScript has no form for: its type and fields.</summary>
    private string Fields(TVMFFIObject* node)
    {
        if (Node.TypeOf(node) is not { } type)
        {
            return Value.Text(Pool.Keep(Host.Call(_repr, Value.Object(node))));
        }

        return $"{type.Key}({string.Join(", ", type.Fields.Where(static field => field.Name is not ("" or "span" or "ty"))
            .Select(field => $"{field.Name}={FieldText(node, field)}"))})";
    }

    private string FieldText(TVMFFIObject* node, NodeField field) => field.Kind switch
    {
        FieldKind.Bool => Node.Data<byte>(node, field) != 0 ? "True" : "False",
        FieldKind.Int32 => Number(Node.Data<int>(node, field)),
        FieldKind.Int64 => Number(Node.Data<long>(node, field)),
        FieldKind.Float64 => FloatText(Node.Data<double>(node, field)),
        FieldKind.DataType => Quote(DataTypeName(Node.Data<DLDataType>(node, field))),
        FieldKind.StandardString => Quote(System.Text.Encoding.UTF8.GetString(Node.Data<StandardString>(node, field).AsSpan())),
        _ when field.IsValue => Print(Node.View(node, field)),
        _ => Node.Get(node, field) is var value && value != null && Node.Is(value, NodeTypes.Type) ? TypeText(value)
            : value == null ? "None"
            : Print(Value.Object(value)),
    };

    private string Constant(TVMFFIObject* constant)
    {
        DLTensor* tensor = (DLTensor*)(Node.Get(constant, "data") + 1);
        string type = DataTypeName(tensor->DType);
        if (tensor->NDim == 0 && tensor->Data != null)
        {
            byte* data = (byte*)tensor->Data + tensor->ByteOffset;
            string? value = type switch
            {
                "float32" => FloatText(*(float*)data),
                "float64" => FloatText(*(double*)data),
                "float16" => FloatText((double)*(Half*)data),
                "int32" => Number(*(int*)data),
                "int64" => Number(*(long*)data),
                "bool" => *data != 0 ? "True" : "False",
                _ => null,
            };
            if (value is not null)
            {
                return $"R.const({value}, {Quote(type)})";
            }
        }

        List<string> extents = [];
        for (int i = 0; i < tensor->NDim; i++)
        {
            extents.Add(Number(tensor->Shape[i]));
        }

        return $"metadata[\"relax.expr.Constant\", {Tuple(extents)}, {Quote(type)}]";
    }
}
