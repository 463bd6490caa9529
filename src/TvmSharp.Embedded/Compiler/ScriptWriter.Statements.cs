using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <content>Statements.</content>
internal sealed unsafe partial class ScriptWriter
{
    private const int Serial = 0;
    private const int ThreadBinding = 4;

    private static readonly string[] LoopNames = ["serial", "parallel", "vectorized", "unroll", "thread_binding"];
    private static readonly string[] AxisNames = ["spatial", "thread", "reduce", "scan", "opaque", "unrolled", "vectorized", "parallelized", "tensorized"];

    // Loops around what is being printed, for axes that are nothing but loop variables.
    private readonly Dictionary<nint, nint> _loops = [];

    private static string AxisName(int kind) => kind >= 0 && kind < AxisNames.Length ? AxisNames[kind] : Number(kind);

    private void Body(TVMFFIObject* statement)
    {
        _depth++;
        Statement(statement);
        _depth--;
    }

    private void Statement(TVMFFIObject* node)
    {
        Nesting.Check();
        if (node == null)
        {
            Line("pass");
            return;
        }

        switch (Key(node))
        {
            case "tirx.SeqStmt":
                foreach (TVMFFIAny item in Elements(node, "seq"))
                {
                    Statement(item.Obj);
                }

                break;
            case "tirx.Evaluate":
                Evaluate(Node.Get(node, "value"));
                break;
            case "tirx.Bind":
                TVMFFIObject* variable = Node.Get(node, "var");
                string value = Expression(Node.Get(node, "value"));
                Line($"{Name(variable)}: {TypeText(Node.Get(variable, NodeTypes.ExprType))} = {value}");
                break;
            case "tirx.BufferStore":
                Store(node);
                break;
            case "tirx.AllocBuffer":
                Allocate(node);
                break;
            case "tirx.DeclBuffer":
                TVMFFIObject* declared = Node.Get(node, "buffer");
                string data = Node.Get(node, "data") is var from && from != null ? $", data={Expression(from)}" : "";
                Line($"{Name(declared)} = T.decl_buffer({BufferArguments(Node.Get(declared, NodeTypes.ExprType), withScope: true)}{data})");
                break;
            case "tirx.AttrStmt":
                Attribute(node);
                break;
            case "tirx.AssertStmt":
                Line($"assert {Arguments(node, "condition")}, ({Arguments(node, "error_kind")}, {Print(Value.Object(Node.Get(node, "message_parts")))})");
                break;
            case "tirx.IfThenElse":
                Line($"if {Arguments(node, "condition")}:");
                Body(Node.Get(node, "then_case"));
                if (Node.Get(node, "else_case") is var otherwise && otherwise != null)
                {
                    Line("else:");
                    Body(otherwise);
                }

                break;
            case "tirx.While":
                Line($"while {Arguments(node, "condition")}:");
                Body(Node.Get(node, "body"));
                break;
            case "tirx.For":
                Loop(node);
                break;
            case "tirx.Return":
                Line($"return {Arguments(node, "value")}");
                break;
            case "tirx.Break":
                Line("break");
                break;
            case "tirx.Continue":
                Line("continue");
                break;
            case "tirx.SBlock":
                Block(node, null);
                break;
            case "tirx.SBlockRealize":
                Block(Node.Get(node, "block"), node);
                break;
            default:
                Line($"# {Fields(node)}");
                break;
        }
    }

    private void Evaluate(TVMFFIObject* value)
    {
        // A call that is a statement needs no more; one with a name of its own for the result prints as an expression.
        string text = Expression(value);
        Line(value != null && Key(value) == "ir.Call" && text.EndsWith(')') ? text : $"T.evaluate({text})");
    }

    private void Store(TVMFFIObject* node)
    {
        string buffer = Name(Node.Get(node, "buffer"));
        string value = Arguments(node, "value");
        List<string> indices = List(Node.Get(node, "indices"), Index);
        TVMFFIObject* predicate = Node.Get(node, "predicate");
        Line(predicate != null
            ? $"{buffer}.vstore([{string.Join(", ", indices)}], {value}, predicate={Expression(predicate)})"
            : $"{buffer}[{(indices.Count == 0 ? "()" : string.Join(", ", indices))}] = {value}");
    }

    private void Allocate(TVMFFIObject* node)
    {
        TVMFFIObject* buffer = Node.Get(node, "buffer");
        TVMFFIObject* type = Node.Get(buffer, NodeTypes.ExprType);
        string scope = Node.Text(type, "storage_scope");
        string annotations = Annotations(node);
        string function = scope switch
        {
            "shared" => "alloc_shared",
            "local" => "alloc_local",
            _ => "alloc_buffer",
        };
        Line($"{Name(buffer)} = T.{function}({BufferArguments(type, withScope: function == "alloc_buffer", isAllocated: true)}{annotations})");
    }

    private string Annotations(TVMFFIObject* node)
    {
        TVMFFIObject* annotations = Node.Get(node, "annotations");
        return annotations == null || Containers.Entries(annotations).Count == 0 ? "" : $", annotations={Dictionary(annotations)}";
    }

    private void Attribute(TVMFFIObject* node)
    {
        TVMFFIAny subject = Node.View(node, "node");
        string key = Node.Text(node, "attr_key");
        if (key == "thread_extent" && Value.IsObject(subject) && Node.Is(subject.Obj, NodeTypes.IterVar))
        {
            string thread = $"T.launch_thread({Quote(Node.Text(subject.Obj, "thread_tag"))}, {Arguments(node, "value")})";
            TVMFFIObject* variable = Node.Get(subject.Obj, NodeTypes.IterVarVar);
            if (_names.ContainsKey((nint)variable))
            {
                Line($"with {thread}:");
                Body(Node.Get(node, "body"));
                return;
            }

            Line($"{Name(variable)} = {thread}");
        }
        else
        {
            string value = Arguments(node, "value");
            Line($"with T.attr({Print(subject)}, {Quote(key)}, {value}):");
            Body(Node.Get(node, "body"));
            return;
        }

        Statement(Node.Get(node, "body"));
    }

    private void Loop(TVMFFIObject* node)
    {
        List<nint> nest = [(nint)node];
        while (IsGrid((TVMFFIObject*)nest[^1], nest) && Node.Get((TVMFFIObject*)nest[^1], "body") is var inner && Key(inner) == "tirx.For"
            && IsGrid(inner, nest))
        {
            nest.Add((nint)inner);
        }

        foreach (nint loop in nest)
        {
            TVMFFIObject* variable = Node.Get((TVMFFIObject*)loop, "loop_var");
            _loops[(nint)variable] = loop;
        }

        TVMFFIObject* last = (TVMFFIObject*)nest[^1];
        if (nest.Count > 1)
        {
            // The extents come first: they are outside of the loops.
            string extents = string.Join(", ", nest.Select(loop => Expression(Node.Get((TVMFFIObject*)loop, "extent"))));
            string names = string.Join(", ", nest.Select(loop => Name(Node.Get((TVMFFIObject*)loop, "loop_var"))));
            Line($"for {names} in T.grid({extents}):");
        }
        else
        {
            string range = LoopRange(node);
            Line($"for {Name(Node.Get(node, "loop_var"))} in {range}:");
        }

        Body(Node.Get(last, "body"));
        foreach (nint loop in nest)
        {
            _loops.Remove((nint)Node.Get((TVMFFIObject*)loop, "loop_var"));
            Leave(Node.Get((TVMFFIObject*)loop, "loop_var"));
        }
    }

    /// <summary>A name is free again behind the loop that it belongs to.</summary>
    private void Leave(TVMFFIObject* variable)
    {
        if (_names.Remove((nint)variable, out string? name))
        {
            _taken.Remove(name);
        }
    }

    private static bool IsGrid(TVMFFIObject* loop, List<nint> outer)
    {
        if (Node.Data<int>(loop, "kind") != Serial || Node.Get(loop, "step") != null || Node.Get(loop, "thread_binding") != null
            || !ConstructorRules.IsConstant(Node.Get(loop, "min"), out long from) || from != 0
            || Containers.Entries(Node.Get(loop, "annotations")).Count > 0)
        {
            return false;
        }

        HashSet<nint> variables = RelaxFunctions.VariablesIn(Node.Get(loop, "extent"));
        return !outer.Exists(other => other != (nint)loop && variables.Contains((nint)Node.Get((TVMFFIObject*)other, "loop_var")));
    }

    private string LoopRange(TVMFFIObject* loop)
    {
        int kind = Node.Data<int>(loop, "kind");
        TVMFFIObject* minimum = Node.Get(loop, "min");
        bool fromZero = ConstructorRules.IsConstant(minimum, out long from) && from == 0;
        string extent = Expression(Node.Get(loop, "extent"));
        string range = fromZero ? extent
            : ConstructorRules.IsConstant(minimum, out from) && ConstructorRules.IsConstant(Node.Get(loop, "extent"), out long count)
                ? $"{Expression(minimum)}, {Number(from + count)}"
                : $"{Expression(minimum)}, {Expression(minimum, SumLevel)} + {Expression(Node.Get(loop, "extent"), SumLevel + 1)}";
        string extra = "";
        if (Node.Get(loop, "step") is var step && step != null && !(ConstructorRules.IsConstant(step, out long stride) && stride == 1))
        {
            extra += $", step={Expression(step)}";
        }

        if (kind == ThreadBinding && Node.Get(loop, "thread_binding") is var thread && thread != null)
        {
            extra += $", thread={Quote(Node.Text(thread, "thread_tag"))}";
        }

        extra += Annotations(loop);
        return kind == Serial && extra.Length == 0 ? $"range({range})"
            : $"T.{(kind >= 0 && kind < LoopNames.Length ? LoopNames[kind] : $"kind_{Number(kind)}")}({range}{extra})";
    }

    private void Block(TVMFFIObject* block, TVMFFIObject* realize)
    {
        bool isRoot = realize != null && Elements(block, "iter_vars").Length == 0 && Node.Text(block, "name_hint") == "root" && _loops.Count == 0
            && Containers.Entries(Node.Get(block, "annotations")).Count == 0;
        Line($"{(isRoot ? "# " : "")}with T.sblock({Quote(Node.Text(block, "name_hint"))}):");
        _depth += isRoot ? 0 : 1;
        Axes(block, realize);
        if (realize != null && Node.Get(realize, "predicate") is var predicate && !(ConstructorRules.IsConstant(predicate, out long holds) && holds != 0))
        {
            Line($"T.where({Expression(predicate)})");
        }

        if (!isRoot)
        {
            Line($"T.reads({string.Join(", ", List(Node.Get(block, "reads"), Region))})");
            Line($"T.writes({string.Join(", ", List(Node.Get(block, "writes"), Region))})");
        }

        if (Containers.Entries(Node.Get(block, "annotations")).Count > 0)
        {
            Line($"T.sblock_attr({Dictionary(Node.Get(block, "annotations"))})");
        }

        foreach (TVMFFIAny buffer in Elements(block, "alloc_buffers"))
        {
            Line($"{Name(buffer.Obj)} = T.sblock_alloc_buffer({BufferArguments(Node.Get(buffer.Obj, NodeTypes.ExprType), withScope: true, isAllocated: true)})");
        }

        foreach (TVMFFIAny match in Elements(block, "match_buffers"))
        {
            Line(Expression(match.Obj));
        }

        if (Node.Get(block, "init") is var initial && initial != null)
        {
            Line("with T.init():");
            Body(initial);
        }

        Statement(Node.Get(block, "body"));
        _depth -= isRoot ? 0 : 1;
        foreach (TVMFFIAny axis in Elements(block, "iter_vars"))
        {
            Leave(Node.Get(axis.Obj, NodeTypes.IterVarVar));
        }
    }

    private void Axes(TVMFFIObject* block, TVMFFIObject* realize)
    {
        TVMFFIAny[] axes = Elements(block, "iter_vars").ToArray();
        TVMFFIAny[] values = realize == null ? [] : Elements(realize, "iter_values").ToArray();
        for (int i = 0; i < axes.Length;)
        {
            int count = 0;
            while (i + count < axes.Length && i + count < values.Length && IsLoop(axes[i + count].Obj, values[i + count].Obj))
            {
                count++;
            }

            if (count > 1)
            {
                string loops = string.Join(", ", values[i..(i + count)].Select(value => Expression(value.Obj)));
                string kinds = string.Concat(axes[i..(i + count)].Select(static axis => Node.Data<int>(axis.Obj, "iter_type") == 0 ? "S" : "R"));
                string names = string.Join(", ", axes[i..(i + count)].Select(axis => Name(Node.Get(axis.Obj, NodeTypes.IterVarVar))));
                Line($"{names} = T.axis.remap({Quote(kinds)}, [{loops}])");
                i += count;
                continue;
            }

            TVMFFIObject* domain = Node.Get(axes[i].Obj, "dom");
            string range = ConstructorRules.IsConstant(Node.Get(domain, "min"), out long from) && from == 0
                ? Expression(Node.Get(domain, "extent"))
                : $"({Expression(Node.Get(domain, "min"))}, {End(domain)})";
            string binding = i < values.Length ? ", " + Expression(values[i].Obj) : "";
            Line($"{Name(Node.Get(axes[i].Obj, NodeTypes.IterVarVar))} = T.axis.{AxisName(Node.Data<int>(axes[i].Obj, "iter_type"))}({range}{binding})");
            i++;
        }
    }

    /// <summary>Whether an axis is a loop around it, over the same range.</summary>
    private bool IsLoop(TVMFFIObject* axis, TVMFFIObject* value)
    {
        TVMFFIObject* domain = Node.Get(axis, "dom");
        return Node.Data<int>(axis, "iter_type") is 0 or 2 && _loops.TryGetValue((nint)value, out nint loop)
            && ConstructorRules.AreEqual(Node.Get(domain, "min"), Node.Get((TVMFFIObject*)loop, "min"))
            && ConstructorRules.AreEqual(Node.Get(domain, "extent"), Node.Get((TVMFFIObject*)loop, "extent"));
    }
}
