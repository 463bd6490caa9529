using TvmSharp.Embedded.Ffi;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <content>Modules and functions.</content>
internal sealed unsafe partial class ScriptWriter
{
    // Variables that size what is in a signature and are no parameters, in the order in which they come.
    private readonly List<nint> _symbols = [];
    private readonly HashSet<nint> _ahead = [];
    private bool _inSignature;
    private bool _quotesKnown;
    private bool _namesModule;

    private void Module(TVMFFIObject* module)
    {
        List<TVMFFIAny> variables = ModuleFunctions.Variables(module);
        TVMFFIAny[] functions = [.. variables.Select(variable =>
            Containers.TryGet(Node.Get(module, NodeTypes.IRModuleFunctions), variable, out TVMFFIAny function) ? function : Value.None)];
        Line("@I.ir_module");
        Line("class Module:");
        _depth++;
        string attributes = Dictionary(Node.Get(Node.Get(module, NodeTypes.IRModuleAttrs), NodeTypes.DictAttrsDict));
        bool isEmpty = attributes == "{}";
        if (!isEmpty)
        {
            Line($"I.module_attrs({attributes})");
        }

        // As upstream, what is called comes before what calls.
        foreach (bool relax in (bool[])[false, true])
        {
            for (int i = 0; i < functions.Length; i++)
            {
                if (relax == (Value.IsObject(functions[i]) && Node.Is(functions[i].Obj, NodeTypes.RelaxFunction)))
                {
                    if (!isEmpty)
                    {
                        _text.Append('\n');
                    }

                    isEmpty = false;
                    Function(functions[i], Node.Text(variables[i].Obj, NodeTypes.GlobalVarNameHint));
                }
            }
        }

        if (isEmpty)
        {
            Line("pass");
        }

        _depth--;
        Header(Array.Exists(functions, static function => Value.IsObject(function) && Node.Is(function.Obj, NodeTypes.RelaxFunction)));
    }

    private void Function(TVMFFIAny function, string name)
    {
        if (Value.IsObject(function) && Node.Is(function.Obj, NodeTypes.PrimFunc))
        {
            PrimFunction(function.Obj, name);
        }
        else if (Value.IsObject(function) && Node.Is(function.Obj, NodeTypes.RelaxFunction))
        {
            RelaxFunction(function.Obj, name);
        }
        else
        {
            Line($"# {name}: {(Value.IsObject(function) ? Host.TypeKey(function.TypeIndex) : "being transformed")}");
        }
    }

    private void PrimFunction(TVMFFIObject* function, string? name)
    {
        ForgetNames();
        TVMFFIObject* attributes = Node.Get(function, NodeTypes.BaseFuncAttrs);
        bool isPublic = IsPublic(attributes, ref name);
        bool isSchedulable = Flag(attributes, "s_tir");
        List<string> options = [];
        if (!isPublic)
        {
            options.Add("private=True");
        }

        if (isSchedulable)
        {
            options.Add("s_tir=True");
        }

        Line("@T.prim_func" + (options.Count == 0 ? "" : $"({string.Join(", ", options)})"));
        TVMFFIObject* result = Node.Get(function, NodeTypes.PrimFuncRetType);
        bool isVoid = Node.Is(result, NodeTypes.TupleType) && Value.Elements(Node.Get(result, NodeTypes.TupleTypeItems)).Length == 0;
        Signature(function, name!, isVoid ? "" : $" -> {TypeText(result)}");
        _depth++;
        Symbols();
        FunctionAttributes("T", attributes, name!, isPublic, isSchedulable);
        Statement(Node.Get(function, NodeTypes.PrimFuncBody));
        _depth--;
    }

    private void Signature(TVMFFIObject* function, string name, string result)
    {
        List<string> parameters = [];
        _symbols.Clear();
        foreach (TVMFFIAny parameter in Elements(function, "params"))
        {
            Name(parameter.Obj);
            _ahead.Add((nint)parameter.Obj);
        }

        _inSignature = true;
        _quotesKnown = Node.Is(function, NodeTypes.RelaxFunction);
        foreach (TVMFFIAny parameter in Elements(function, "params"))
        {
            parameters.Add($"{Name(parameter.Obj)}: {TypeText(Node.Get(parameter.Obj, NodeTypes.ExprType))}");
            _ahead.Remove((nint)parameter.Obj);
        }

        string arrow = Node.Is(function, NodeTypes.RelaxFunction) ? $" -> {TypeText(Node.Get(function, "ret_ty"))}" : result;
        _inSignature = false;
        Line($"def {Identifier(name)}({string.Join(", ", parameters)}){arrow}:");
    }

    /// <summary>An extent in the type of a buffer or tensor. In a signature a variable that is not defined yet is quoted.</summary>
    private string ShapeExtent(TVMFFIObject* node)
    {
        if (!_inSignature || !Node.Is(node, NodeTypes.Var))
        {
            return Expression(node);
        }

        // A parameter that comes later is quoted once, as what is no parameter.
        bool isKnown = _names.ContainsKey((nint)node) && !_ahead.Remove((nint)node);
        bool isParameter = !isKnown && _names.ContainsKey((nint)node);
        string name = Name(node);
        if (!isKnown && !isParameter)
        {
            _symbols.Add((nint)node);
        }

        return isKnown && !(_quotesKnown && _symbols.Contains((nint)node)) ? name : Quote(name);
    }

    private void Symbols()
    {
        foreach (nint symbol in _symbols)
        {
            Line($"{Name((TVMFFIObject*)symbol)} = {TypeText(Node.Get((TVMFFIObject*)symbol, NodeTypes.ExprType))}()");
        }
    }

    private string Global(TVMFFIObject* variable)
    {
        _namesModule = true;
        return $"cls.{Identifier(Node.Text(variable, NodeTypes.GlobalVarNameHint))}";
    }

    /// <summary>Whether a function can be seen from outside; a symbol that is its name says no more than that.</summary>
    private static bool IsPublic(TVMFFIObject* attributes, ref string? name)
    {
        TVMFFIAny symbol = Attributes.Get(attributes, Pool.Keep(Value.String("global_symbol")));
        bool isPublic = Value.IsText(symbol);
        name ??= isPublic ? Value.Text(symbol) : "main";
        return isPublic;
    }

    private static bool Flag(TVMFFIObject* attributes, string key)
    {
        TVMFFIAny value = Attributes.Get(attributes, Pool.Keep(Value.String(key)));
        return value.TypeIndex is TypeIndex.Bool or TypeIndex.Int && value.Int64 != 0;
    }

    private void FunctionAttributes(string prefix, TVMFFIObject* attributes, string name, bool isPublic, bool isSchedulable)
    {
        if (attributes == null)
        {
            return;
        }

        bool hidesSymbol = isPublic && Value.Text(Attributes.Get(attributes, Pool.Keep(Value.String("global_symbol")))) == name;
        string text = Dictionary(
            Node.Get(attributes, NodeTypes.DictAttrsDict), hidesSymbol ? "global_symbol" : "", isSchedulable ? "s_tir" : "");
        if (text != "{}")
        {
            Line($"{prefix}.func_attr({text})");
        }
    }

    private void RelaxFunction(TVMFFIObject* function, string? name)
    {
        ForgetNames();
        RelaxDefinition(function, name);
    }

    private void RelaxDefinition(TVMFFIObject* function, string? name)
    {
        TVMFFIObject* attributes = Node.Get(function, NodeTypes.BaseFuncAttrs);
        bool isPublic = IsPublic(attributes, ref name);
        List<string> options = [];
        if (!isPublic && _depth < 2)
        {
            options.Add("private=True");
        }

        if (Node.Data<byte>(function, "is_pure") == 0)
        {
            options.Add("pure=False");
        }

        Line("@R.function" + (options.Count == 0 ? "" : $"({string.Join(", ", options)})"));
        Signature(function, name!, "");
        _depth++;
        Symbols();
        FunctionAttributes("R", attributes, name!, isPublic, false);
        int start = _text.Length;
        _namesModule = false;
        string result = Sequence(Node.Get(function, "body"));
        Line($"return {result}");
        if (_namesModule)
        {
            _text.Insert(start, new string(' ', _depth * 4) + "cls = Module\n");
        }

        _depth--;
    }

    /// <summary>Writes the blocks of a sequence and gives the text of its value.</summary>
    private string Sequence(TVMFFIObject* sequence)
    {
        Nesting.Check();
        if (sequence == null || Key(sequence) != "relax.expr.SeqExpr")
        {
            return sequence == null ? "None" : Expression(sequence);
        }

        foreach (TVMFFIAny block in Elements(sequence, "blocks"))
        {
            Block(block.Obj);
        }

        return Expression(Node.Get(sequence, "body"));
    }

    private void Block(TVMFFIObject* block)
    {
        bool isDataflow = Key(block) == "relax.expr.DataflowBlock";
        if (isDataflow)
        {
            Line("with R.dataflow():");
            _depth++;
        }

        List<string> outputs = [];
        foreach (TVMFFIAny binding in Elements(block, "bindings"))
        {
            Binding(binding.Obj);
            TVMFFIObject* variable = Node.Get(binding.Obj, "var");
            if (isDataflow && Key(variable) == "ir.Var")
            {
                outputs.Add(Name(variable));
            }
        }

        if (isDataflow)
        {
            Line($"R.output({string.Join(", ", outputs)})");
            _depth--;
        }
    }

    private void Binding(TVMFFIObject* binding)
    {
        TVMFFIObject* variable = Node.Get(binding, "var");
        TVMFFIObject* value = Node.Get(binding, "value");
        TVMFFIObject* type = Node.Get(variable, NodeTypes.ExprType);

        // As upstream: a call with the type of its result needs no annotation.
        bool saysType = Key(value) == "ir.Call" && Elements(value, "ty_args").Length > 0;
        if (Key(binding) == "relax.expr.MatchCast")
        {
            string cast = Expression(value);
            foreach (nint symbol in RelaxFunctions.VariablesIn(Node.Get(binding, "ty")))
            {
                if (!_names.ContainsKey(symbol))
                {
                    Line($"{Name((TVMFFIObject*)symbol)} = {TypeText(Node.Get((TVMFFIObject*)symbol, NodeTypes.ExprType))}()");
                }
            }

            string annotated = saysType || RelaxFunctions.IsMissing(type) ? Name(variable) : $"{Name(variable)}: {TypeText(type)}";
            Line($"{annotated} = R.match_cast({cast}, {TypeText(Node.Get(binding, "ty"))})");
            return;
        }

        switch (Key(value))
        {
            case "relax.expr.Function":
                RelaxDefinition(value, Name(variable));
                return;
            case "relax.expr.If":
                Line($"if {Arguments(value, "cond")}:");
                Branch(variable, Node.Get(value, "true_branch"));
                Line("else:");
                Branch(variable, Node.Get(value, "false_branch"));
                return;
            case "relax.expr.SeqExpr":
                string inner = Sequence(value);
                Line($"{Name(variable)} = {inner}");
                return;
        }

        string text = Expression(value);
        if (Key(value) == "relax.expr.Tuple" && Elements(value, "fields").Length > 1)
        {
            text = text[1..^1];
        }

        Line(saysType || RelaxFunctions.IsMissing(type) ? $"{Name(variable)} = {text}" : $"{Name(variable)}: {TypeText(type)} = {text}");
    }

    private void Branch(TVMFFIObject* variable, TVMFFIObject* sequence)
    {
        _depth++;
        string value = Sequence(sequence);
        TVMFFIObject* type = Node.Get(variable, NodeTypes.ExprType);
        Line(RelaxFunctions.IsMissing(type) ? $"{Name(variable)} = {value}" : $"{Name(variable)}: {TypeText(type)} = {value}");
        _depth--;
    }
}
