using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Modules: <c>src/ir/module.cc</c>.</summary>
internal static unsafe class ModuleFunctions
{
    private static readonly HostType Module = HostType.Object("ir.IRModule");
    private static readonly HostType Variable = HostType.Nullable("ir.GlobalVar");
    private static readonly HostType Function = HostType.Nullable("ir.BaseFunc");

    public static void Register()
    {
        HostType infos = HostType.MapOf(HostType.Text, HostType.ArrayOf(HostType.Nullable("ir.GlobalInfo")));
        HostFunction.Define("ir.IRModule", Module,
            [HostType.MapOf(Variable, Function), HostType.Nullable("ffi.Object"), infos],
            static arguments => Value.Object(Create(Ir.Map(arguments, 0), Attributes.From(arguments.Object(1)), Ir.Map(arguments, 2))));
        HostFunction.Define("ir.Module_Clone", Module, [Module], static arguments =>
        {
            TVMFFIObject* module = arguments.Object(0);
            return Value.Object(Pool.Keep(Node.Copy(module)));
        });
        RegisterLookups();
        RegisterChanges();
        RegisterAttributes();
    }

    /// <summary>A module, kept until the call ends.</summary>
    public static TVMFFIObject* Create(TVMFFIObject* functions, TVMFFIObject* attributes, TVMFFIObject* infos)
    {
        TVMFFIObject* module = Pool.Keep(Node.Create(NodeTypes.IRModule));
        Node.Set(module, NodeTypes.IRModuleFunctions, functions);
        Node.Set(module, NodeTypes.IRModuleAttrs, attributes);
        Node.Set(module, NodeTypes.IRModuleGlobalInfos, infos);
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> names = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((TVMFFIAny variable, _) in Containers.Entries(functions))
        {
            if (!Value.IsObject(variable) || !Node.Is(variable.Obj, NodeTypes.GlobalVar))
            {
                throw HostException.Type("The keys of a module's functions must be `ir.GlobalVar`");
            }

            string name = Node.Text(variable.Obj, NodeTypes.GlobalVarNameHint);
            if (!seen.Add(name))
            {
                throw HostException.Internal($"Duplicate global function name {name}");
            }

            names.Add(new(Node.View(variable.Obj, NodeTypes.GlobalVarNameHint), variable));
        }

        Containers.Replace(module, NodeTypes.IRModuleGlobalVars, names);
        return module;
    }

    /// <summary>Takes a function out of a module.</summary>
    public static void Remove(TVMFFIObject* module, TVMFFIObject* variable)
    {
        Containers.Remove(module, NodeTypes.IRModuleFunctions, Value.Object(variable));
        Containers.Remove(module, NodeTypes.IRModuleGlobalVars, Node.View(variable, NodeTypes.GlobalVarNameHint));
    }

    /// <summary>The variables of a module, by name.</summary>
    public static List<TVMFFIAny> Variables(TVMFFIObject* module)
    {
        List<TVMFFIAny> result = [];
        foreach ((_, TVMFFIAny variable) in Containers.Entries(Node.Get(module, NodeTypes.IRModuleGlobalVars)))
        {
            result.Add(variable);
        }

        result.Sort(static (left, right) => string.CompareOrdinal(
            Node.Text(left.Obj, NodeTypes.GlobalVarNameHint), Node.Text(right.Obj, NodeTypes.GlobalVarNameHint)));
        return result;
    }

    private static void RegisterLookups()
    {
        HostType either = HostType.Convertible("Variant<str, ir.GlobalVar>", HostType.Text, HostType.Object("ir.GlobalVar"));
        HostFunction.Define("ir.Module_Contains", HostType.Bool, [Module, either], static arguments =>
            Value.Bool(Containers.TryGet(
                Node.Get(arguments.Object(0), arguments.Object(1) != null && !Value.IsText(arguments.View(1))
                    ? NodeTypes.IRModuleFunctions
                    : NodeTypes.IRModuleGlobalVars),
                arguments.Any(1), out _)));
        HostFunction.Define("ir.Module_ContainGlobalVar", HostType.Bool, [Module, HostType.Text], static arguments =>
            Value.Bool(Containers.TryGet(Node.Get(arguments.Object(0), NodeTypes.IRModuleGlobalVars), arguments.Any(1), out _)));
        HostFunction.Define("ir.Module_GetGlobalVar", Variable, [Module, HostType.Text],
            static arguments => Value.Object(VariableOf(arguments.Object(0), arguments.Any(1))));
        HostFunction.Define("ir.Module_GetGlobalVars", HostType.ArrayOf(Variable), [Module],
            static arguments => Value.Object(Pool.Keep(Containers.Array([.. Variables(arguments.Object(0))]))));
        HostFunction.Define("ir.Module_Lookup", Function, [Module, HostType.Object("ir.GlobalVar")],
            static arguments => Lookup(arguments.Object(0), arguments.Object(1)));
        HostFunction.Define("ir.Module_Lookup_str", Function, [Module, HostType.Text],
            static arguments => Lookup(arguments.Object(0), VariableOf(arguments.Object(0), arguments.Any(1))));
    }

    private static void RegisterChanges()
    {
        HostType variable = HostType.Object("ir.GlobalVar");
        HostType function = HostType.Object("ir.BaseFunc");
        HostType either = HostType.Convertible("Variant<str, ir.GlobalVar>", HostType.Text, variable);
        HostFunction.Define("ir.Module_Add", Module, [Module, variable, function, HostType.Bool], static arguments =>
        {
            Add(arguments.Object(0), arguments.Object(1), arguments.Object(2));
            return arguments.View(0);
        });
        HostFunction.Define("ir.Module_Remove", Module, [Module, either], static arguments =>
        {
            Remove(arguments.Object(0), Value.IsText(arguments.View(1))
                ? VariableOf(arguments.Object(0), arguments.Any(1))
                : arguments.Object(1));
            return arguments.View(0);
        });
        HostFunction.Define("ir.Module_Update", HostType.Void, [Module, Module], static arguments =>
        {
            foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(Node.Get(arguments.Object(1), NodeTypes.IRModuleFunctions)))
            {
                Add(arguments.Object(0), key.Obj, value.Obj);
            }

            return Value.None;
        });
        HostFunction.Define("ir.Module_UpdateFunction", HostType.Void, [Module, variable, function], static arguments =>
        {
            Add(arguments.Object(0), arguments.Object(1), arguments.Object(2));
            return Value.None;
        });
        HostFunction.Define("ir.Module_UpdateGlobalInfo", HostType.Void,
            [Module, HostType.Text, HostType.ArrayOf(HostType.Nullable("ir.GlobalInfo"))], static arguments =>
            {
                Containers.Set(arguments.Object(0), NodeTypes.IRModuleGlobalInfos,
                    new KeyValuePair<TVMFFIAny, TVMFFIAny>(arguments.Any(1), Value.Object(Ir.Array(arguments, 2))));
                return Value.None;
            });
        HostFunction.Define("ir.Module_FromExpr", Module,
            [function, HostType.MapOf(Variable, Function)], static arguments => FromFunction(arguments.Object(0), Ir.Map(arguments, 1)));
    }

    private static void RegisterAttributes()
    {
        HostType moved = HostType.MovedOf(Module);
        HostFunction.Define("ir.Module_GetAttrs", HostType.Nullable("ffi.Object"), [Module],
            static arguments => Value.Object(Node.Get(arguments.Object(0), NodeTypes.IRModuleAttrs)));
        HostFunction.Define("ir.Module_GetAttr", HostType.OptionalOf(HostType.Nullable("ffi.Object")), [Module, HostType.Text],
            static arguments => Attributes.Get(Node.Get(arguments.Object(0), NodeTypes.IRModuleAttrs), arguments.Any(1)));
        HostFunction.Define("ir.Module_WithAttr", Module, [moved, HostType.Text, HostType.Any], static arguments =>
            Attributes.With(arguments.Take(0), NodeTypes.IRModuleAttrs,
                new KeyValuePair<TVMFFIAny, TVMFFIAny>(arguments.Any(1), arguments.Any(2))));
        HostFunction.Define("ir.Module_WithAttrs", Module, [moved, HostType.MapOf(HostType.Text, HostType.Any)], static arguments =>
            Attributes.With(arguments.Take(0), NodeTypes.IRModuleAttrs, [.. Containers.Entries(Ir.Map(arguments, 1))]));
        HostFunction.Define("ir.Module_WithoutAttr", Module, [moved, HostType.Text], static arguments =>
            Attributes.Without(arguments.Take(0), NodeTypes.IRModuleAttrs, arguments.Any(1)));
    }

    private static void Add(TVMFFIObject* module, TVMFFIObject* variable, TVMFFIObject* function)
    {
        TVMFFIAny name = Node.View(variable, NodeTypes.GlobalVarNameHint);
        if (Containers.TryGet(Node.Get(module, NodeTypes.IRModuleGlobalVars), name, out TVMFFIAny known) && known.Obj != variable)
        {
            throw HostException.Internal($"Duplicate global function name {Value.Text(name)}");
        }

        Containers.Set(module, NodeTypes.IRModuleFunctions, new KeyValuePair<TVMFFIAny, TVMFFIAny>(Value.Object(variable), Value.Object(function)));
        Containers.Set(module, NodeTypes.IRModuleGlobalVars, new KeyValuePair<TVMFFIAny, TVMFFIAny>(name, Value.Object(variable)));
    }

    private static TVMFFIObject* VariableOf(TVMFFIObject* module, TVMFFIAny name)
    {
        TVMFFIObject* variables = Node.Get(module, NodeTypes.IRModuleGlobalVars);
        if (Containers.TryGet(variables, name, out TVMFFIAny variable))
        {
            return variable.Obj;
        }

        string candidates = string.Join(", ", Containers.Entries(variables).Select(static entry => $"\"{Value.Text(entry.Key)}\""));
        throw HostException.Value($"Cannot find global var \"{Value.Text(name)}\" in the Module\ncandidates are: [{candidates}]");
    }

    private static TVMFFIAny Lookup(TVMFFIObject* module, TVMFFIObject* variable) =>
        Containers.TryGet(Node.Get(module, NodeTypes.IRModuleFunctions), Value.Object(variable), out TVMFFIAny function)
            ? function
            : throw HostException.Internal(
                $"Check failed: (it != functions.end()) is false: There is no definition of {Node.Text(variable, NodeTypes.GlobalVarNameHint)}");

    private static TVMFFIAny FromFunction(TVMFFIObject* function, TVMFFIObject* functions)
    {
        TVMFFIObject* module = Create(functions, Attributes.From(null), Pool.Keep(Containers.Map([])));
        TVMFFIAny symbol = Attributes.Get(Node.Get(function, NodeTypes.BaseFuncAttrs), Pool.Keep(Value.String("global_symbol")));
        TVMFFIObject* names = Node.Get(module, NodeTypes.IRModuleGlobalVars);
        TVMFFIObject* variable;
        if (Value.IsText(symbol) && Containers.TryGet(names, symbol, out TVMFFIAny known))
        {
            variable = known.Obj;
        }
        else
        {
            TVMFFIAny name = symbol;
            for (int i = 0; !Value.IsText(name) || (!Value.IsText(symbol) && Containers.TryGet(names, name, out _)); i++)
            {
                name = Pool.Keep(Value.String(i == 0 ? "main" : $"main_{i}"));
            }

            variable = Pool.Keep(Node.Create(NodeTypes.GlobalVar));
            Node.SetView(variable, NodeTypes.GlobalVarNameHint, name);
        }

        Add(module, variable, function);
        return Value.Object(module);
    }
}
