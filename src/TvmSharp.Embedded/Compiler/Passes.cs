using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Passes and how they run: <c>src/ir/transform.cc</c>, <c>src/tirx/ir/transform.cc</c>, <c>src/relax/ir/transform.cc</c>.</summary>
internal static unsafe class Passes
{
    private delegate TVMFFIObject* RunRelax(TVMFFIObject* callback, TVMFFIObject* function, TVMFFIObject* module, TVMFFIObject* context);

    public static void Register()
    {
        HostType pass = HostType.Object("transform.Pass");
        HostType info = HostType.Object("transform.PassInfo");
        HostType names = HostType.ArrayOf(HostType.Text);
        HostFunction.Define("transform.PassInfo", info, [HostType.Int, HostType.Text, names, HostType.Bool], static arguments =>
            Value.Object(CreateInfo((int)arguments.Int(0), arguments.Any(1), Ir.Array(arguments, 2), arguments.Bool(3))));
        Define("transform.MakeModulePass", NodeTypes.ModulePass);
        Define("tirx.transform.CreatePrimFuncPass", NodeTypes.PrimFuncPass);
        Define("relax.transform.MakeFunctionPass", NodeTypes.RelaxFunctionPass);
        Define("relax.transform.MakeDataflowBlockPass", NodeTypes.DataflowBlockPass);
        HostFunction.DefinePacked("transform.Info", static arguments =>
        {
            Require(arguments, 1);
            return Value.Object(InfoOf(Cast(arguments, 0, HostType.Object("transform.Pass")).Obj));
        });
        HostFunction.DefinePacked("transform.Sequential", static arguments =>
        {
            Require(arguments, 5);
            HostType strings = HostType.ArrayOf(HostType.Text);
            Cast(arguments, 0, HostType.ArrayOf(HostType.Object("transform.Pass")));
            Cast(arguments, 1, HostType.Int);
            Cast(arguments, 2, HostType.Text);
            Cast(arguments, 3, strings);
            Cast(arguments, 4, HostType.Bool);
            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.Sequential));
            Node.Set(node, NodeTypes.SequentialPasses, Ir.Array(arguments, 0));
            Node.Set(node, NodeTypes.PassInfoOf(NodeTypes.Sequential),
                CreateInfo((int)arguments.Int(1), arguments.Any(2), Ir.Array(arguments, 3), arguments.Bool(4)));
            return Value.Object(node);
        });
        HostFunction.Define("transform.RunPass", HostType.Object("ir.IRModule"), [pass, HostType.MovedOf(HostType.Object("ir.IRModule"))],
            static arguments => Value.Object(Pool.Keep(Run(arguments.Object(0), arguments.Take(1), PassContexts.Current))));
        HostFunction.Define("transform.PrintIR", pass, [HostType.Text], static arguments => PrintIR(arguments.Text(0)));

        void Define(string name, NodeType type) => HostFunction.Define(name, HostType.Nullable(type.Key), [HostType.Function, info],
            arguments => Create(type, arguments.Object(0), arguments.Object(1)));
    }

    /// <summary>Runs a pass on an owned module and gives back an owned one.</summary>
    private static TVMFFIObject* Run(TVMFFIObject* pass, TVMFFIObject* module, TVMFFIObject* context)
    {
        // References that this pass makes on its way must not keep the next one from working in place.
        int mark = Pool.Mark();
        try
        {
            TVMFFIObject* info = InfoOf(pass);
            try
            {
                if (!Instruments.Before(context, module, info))
                {
                    return module;
                }
            }
            catch
            {
                Host.DecRef(module);
                throw;
            }

            TVMFFIObject* result = pass->TypeIndex == NodeTypes.ModulePass.Index ? RunModulePass(pass, module, context)
                : pass->TypeIndex == NodeTypes.PrimFuncPass.Index ? RunPrimFuncPass(pass, module, context)
                : pass->TypeIndex == NodeTypes.RelaxFunctionPass.Index ? RunRelaxPass(pass, module, context, RunOnFunction)
                : pass->TypeIndex == NodeTypes.DataflowBlockPass.Index ? RunRelaxPass(pass, module, context, RunOnBlocks)
                : RunSequential(pass, module, context);
            try
            {
                Instruments.After(context, result, info);
            }
            catch
            {
                Host.DecRef(result);
                throw;
            }

            return result;
        }
        finally
        {
            Pool.Drain(mark);
        }
    }

    private static TVMFFIObject* RunModulePass(TVMFFIObject* pass, TVMFFIObject* module, TVMFFIObject* context)
    {
        // Upstream keeps the module for its error messages, so that a module pass never sees a unique one.
        Host.IncRef(module);
        Pool.Keep(module);
        TVMFFIAny result = CallMoved(FunctionOf(pass), ref module, Value.Object(context), default, 2);
        if (result.TypeIndex == TypeIndex.None)
        {
            throw HostException.Internal(
                "Check failed: (mod.defined()) is false: The return value of a module pass must be set.");
        }

        return Checked(result, HostType.Object("ir.IRModule")).Obj;
    }

    private static TVMFFIObject* RunPrimFuncPass(TVMFFIObject* pass, TVMFFIObject* module, TVMFFIObject* context)
    {
        module = Node.CopyOnWrite(module);
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries = [];
        List<nint> deleted = [];
        try
        {
            // A map cannot be changed through the C ABI. The entries are held here, and the module gets a map
            // without the function that is being called: then the callback has the only reference to it, as upstream.
            entries = Containers.OwnedEntries(Node.Get(module, NodeTypes.IRModuleFunctions));
            bool changed = false;
            for (int i = 0; i < entries.Count; i++)
            {
                (TVMFFIAny key, TVMFFIAny value) = entries[i];
                if (!Value.IsObject(value) || !Node.Is(value.Obj, NodeTypes.PrimFunc))
                {
                    continue;
                }

                entries[i] = new(key, Value.None);
                TVMFFIObject* function = value.Obj;
                try
                {
                    Containers.Replace(module, NodeTypes.IRModuleFunctions, entries);
                }
                catch
                {
                    Host.DecRef(function);
                    throw;
                }

                changed = true;
                TVMFFIAny result = Checked(
                    CallMoved(FunctionOf(pass), ref function, Value.Object(module), Value.Object(context), 3),
                    HostType.Nullable("tirx.PrimFunc"));
                entries[i] = new(key, result);
                if (result.TypeIndex == TypeIndex.None)
                {
                    deleted.Add((nint)key.Obj);
                }
            }

            if (changed)
            {
                Containers.Replace(module, NodeTypes.IRModuleFunctions, entries);
                foreach (nint variable in deleted)
                {
                    ModuleFunctions.Remove(module, (TVMFFIObject*)variable);
                }
            }

            return module;
        }
        catch
        {
            Host.DecRef(module);
            throw;
        }
        finally
        {
            Containers.Release(entries);
        }
    }

    /// <summary>Runs on each relax function of a copy of the module, and puts the results there when all have run.</summary>
    private static TVMFFIObject* RunRelaxPass(TVMFFIObject* pass, TVMFFIObject* module, TVMFFIObject* context, RunRelax run)
    {
        try
        {
            TVMFFIObject* copy = Pool.Keep(Node.Copy(module));
            List<KeyValuePair<TVMFFIAny, TVMFFIAny>> updates = [];
            foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(Node.Get(copy, NodeTypes.IRModuleFunctions)))
            {
                if (Value.IsObject(value) && Node.Is(value.Obj, NodeTypes.RelaxFunction))
                {
                    updates.Add(new(key, Value.Object(run(FunctionOf(pass), value.Obj, copy, context))));
                }
            }

            if (updates.Count > 0)
            {
                Containers.Set(copy, NodeTypes.IRModuleFunctions, [.. updates]);
            }

            Host.IncRef(copy);
            return copy;
        }
        finally
        {
            Host.DecRef(module);
        }
    }

    private static TVMFFIObject* RunOnFunction(TVMFFIObject* callback, TVMFFIObject* function, TVMFFIObject* module, TVMFFIObject* context) =>
        RunCopied(callback, function, module, context, "relax.expr.Function");

    private static TVMFFIObject* RunOnBlocks(TVMFFIObject* callback, TVMFFIObject* function, TVMFFIObject* module, TVMFFIObject* context) =>
        DataflowBlocks.Rewrite(function, block => (nint)RunCopied(callback, (TVMFFIObject*)block, module, context, "relax.expr.DataflowBlock"));

    // The module holds the object as well, so that the callee never has the only reference, as upstream.
    private static TVMFFIObject* RunCopied(
        TVMFFIObject* callback, TVMFFIObject* value, TVMFFIObject* module, TVMFFIObject* context, string key)
    {
        Host.IncRef(value);
        TVMFFIAny result = CallMoved(callback, ref value, Value.Object(module), Value.Object(context), 3);
        return Pool.Keep(Checked(result, HostType.Object(key)).Obj);
    }

    private static TVMFFIObject* RunSequential(TVMFFIObject* sequential, TVMFFIObject* module, TVMFFIObject* context)
    {
        foreach (TVMFFIAny pass in Value.Elements(Node.Get(sequential, NodeTypes.SequentialPasses)))
        {
            TVMFFIObject* info;
            try
            {
                info = InfoOf(pass.Obj);
                if (!PassContexts.Enables(context, info))
                {
                    continue;
                }
            }
            catch
            {
                Host.DecRef(module);
                throw;
            }

            foreach (TVMFFIAny name in Value.Elements(Node.Get(info, NodeTypes.PassInfoRequired)))
            {
                TVMFFIObject* required;
                try
                {
                    required = Resolve(Value.Text(name));
                }
                catch
                {
                    Host.DecRef(module);
                    throw;
                }

                module = Run(required, module, context);
            }

            module = Run(pass.Obj, module, context);
        }

        return module;
    }

    /// <summary>
    /// Calls a pass function: the object is handed over so that the callee may move it, and is dropped when the
    /// callee did not. The result is owned.
    /// </summary>
    private static TVMFFIAny CallMoved(TVMFFIObject* function, ref TVMFFIObject* moved, TVMFFIAny second, TVMFFIAny third, int count)
    {
        TVMFFIObject* slot = moved;
        moved = null;
        try
        {
            ReadOnlySpan<TVMFFIAny> arguments = [Value.Moved(&slot), second, third];
            return Host.Call(function, arguments[..count]);
        }
        finally
        {
            if (slot != null)
            {
                Host.DecRef(slot);
            }
        }
    }

    /// <summary>A pass by the name that another one requires, kept until the call ends.</summary>
    private static TVMFFIObject* Resolve(string name)
    {
        string full = name.Contains("transform.", StringComparison.Ordinal) ? name : "transform." + name;
        TVMFFIObject* factory = Pool.Keep(Host.FindFunction(full));
        if (factory == null)
        {
            throw HostException.Internal($"Check failed: (f.has_value()) is false: Cannot use {name} to create the pass");
        }

        return Pool.Keep(Checked(Host.Call(factory), HostType.Object("transform.Pass")).Obj);
    }

    private static TVMFFIObject* InfoOf(TVMFFIObject* pass) => Node.TypeOf(pass) is { } type
        ? Node.Get(pass, NodeTypes.PassInfoOf(type))
        : throw HostException.Unsupported($"run passes of type {Host.TypeKey(pass->TypeIndex)}");

    private static TVMFFIObject* FunctionOf(TVMFFIObject* pass) => Node.Get(pass, NodeTypes.PassFunctionOf(Node.TypeOf(pass)!));

    private static TVMFFIObject* CreateInfo(int level, TVMFFIAny name, TVMFFIObject* required, bool traceable)
    {
        TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.PassInfo));
        Node.Data<int>(node, NodeTypes.PassInfoOptLevel) = level;
        Node.SetView(node, NodeTypes.PassInfoName, name);
        Node.Set(node, NodeTypes.PassInfoRequired, required);
        Node.Data<byte>(node, NodeTypes.PassInfoTraceable) = traceable ? (byte)1 : (byte)0;
        return node;
    }

    private static TVMFFIAny Create(NodeType type, TVMFFIObject* function, TVMFFIObject* info)
    {
        if (function == null)
        {
            throw HostException.Type("A pass needs a function");
        }

        TVMFFIObject* node = Pool.Keep(Node.Create(type));
        Node.Set(node, NodeTypes.PassInfoOf(type), info);
        Node.Set(node, NodeTypes.PassFunctionOf(type), function);
        return Value.Object(node);
    }

    private static TVMFFIAny PrintIR(string header)
    {
        HostType module = HostType.MovedOf(HostType.Object("ir.IRModule"));
        TVMFFIObject* print = Pool.Keep(HostFunction.Create(
            "PrintIR", HostType.Object("ir.IRModule"), [module, HostType.Object("transform.PassContext")], arguments =>
            {
                TVMFFIAny moved = Value.Object(Pool.Keep(arguments.Take(0)));
                TVMFFIAny text = Pool.Keep(Host.CallGlobal("ffi.ReprPrint", moved));
                Console.Error.WriteLine($"PrintIR({header}):\n{Value.Text(text)}");
                return moved;
            }));
        TVMFFIObject* info = CreateInfo(0, Pool.Keep(Value.String("PrintIR")), Pool.Keep(Containers.Array()), false);
        return Create(NodeTypes.ModulePass, print, info);
    }

    private static void Require(Arguments arguments, int count)
    {
        if (arguments.Count < count)
        {
            throw HostException.Type($"Expected {count} but got {arguments.Count} arguments");
        }
    }

    private static TVMFFIAny Cast(Arguments arguments, int index, HostType type)
    {
        TVMFFIAny view = arguments.View(index);
        return type.Accepts(&view)
            ? view
            : throw HostException.Type($"Cannot convert from type `{type.Mismatch(&view)}` to `{type.Name}`");
    }

    private static TVMFFIAny Checked(TVMFFIAny owned, HostType type)
    {
        if (type.Accepts(&owned))
        {
            return owned;
        }

        string mismatch = type.Mismatch(&owned);
        Host.Release(owned);
        throw HostException.Type($"Cannot convert from type `{mismatch}` to `{type.Name}`");
    }
}
