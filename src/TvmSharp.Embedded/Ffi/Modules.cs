using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// Modules over a library: <c>ffi.Module</c> of kind "library". Other kinds are C++ classes with a virtual table
/// before the object, which only C++ can derive from.
/// </summary>
internal static unsafe class Modules
{
    private const string Kind = "library";
    private const string MetadataPrefix = "__tvm_ffi__metadata_";
    private const string DocPrefix = "__tvm_ffi__doc_";
    private const string ContextSymbol = "__tvm_ffi__library_ctx";
    private const string BinarySymbol = "__tvm_ffi__library_bin";
    private const int BinarySerializable = 1;
    private const int Runnable = 2;

    private static readonly NodeField ImportsField = new("imports_", FieldKind.Array, 24, HostType.ArrayOf(HostType.Any));

    /// <summary><c>ffi.Module</c>; the size is upstream's, with the pointer to the virtual table.</summary>
    private static readonly NodeType ModuleType = new(
        "ffi.Module", null, 48, 0, SEqHashKind.Unsupported, 0, ImportsField)
    {
        StaticIndex = TypeIndex.Module,
        IsFinal = true,
        IsReflected = true,
    };

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> SystemModules = new(StringComparer.Ordinal);
    private static readonly Dictionary<nint, int> KeptAlive = [];

    /// <summary>What is behind the header.</summary>
    private struct Cell
    {
        public TVMFFIObject* Imports;
        public nint State;
    }

    /// <summary>The managed part of a module.</summary>
    private sealed class State(LibraryUse library)
    {
        public LibraryUse Library { get; } = library;

        /// <summary>Functions that generated code found through the module, each with a reference.</summary>
        public Dictionary<string, nint> Found { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>A library and the number of modules that it has; the last one closes it.</summary>
    private sealed class LibraryUse(Library library)
    {
        private int _count;

        public Library Library { get; } = library;

        public void Add() => Interlocked.Increment(ref _count);

        public void Remove()
        {
            if (Interlocked.Decrement(ref _count) == 0)
            {
                Library.Close();
            }
        }
    }

    public static void Register()
    {
        ModuleType.Register();
        ModuleType.RegisterReflection();
        HostType module = HostType.Object("ffi.Module");
        HostFunction.Define("ffi.ModuleLoadFromFile", module, [HostType.Text], static arguments => LoadFromFile(arguments.Text(0)));
        HostFunction.Define("ffi.Module.load_from_file.so", module, [HostType.Text, HostType.Text],
            static arguments => Kept(Open(new DynamicLibrary(arguments.Text(0)))));
        HostFunction.DefinePacked("ffi.SystemLib", static arguments =>
            Value.Object(GetSystemModule(arguments.Count == 0 ? "" : arguments.Cast(0, HostType.Text).Text(0))));

        HostType[] query = [module, HostType.Text, HostType.Bool];
        HostFunction.Define("ffi.ModuleGetFunction", HostType.OptionalOf(HostType.Function), query,
            static arguments => Query(arguments, Function));
        HostFunction.Define("ffi.ModuleGetFunctionMetadata", HostType.OptionalOf(HostType.Text), query,
            static arguments => Query(arguments, static (state, module, name) => Read(state, MetadataPrefix + name)));
        HostFunction.Define("ffi.ModuleGetFunctionDoc", HostType.OptionalOf(HostType.Text), query,
            static arguments => Query(arguments, static (state, module, name) => Read(state, DocPrefix + name)));
        HostFunction.Define("ffi.ModuleImplementsFunction", HostType.Bool, query,
            static arguments => Value.Bool(Query(arguments, Function).TypeIndex != TypeIndex.None));

        HostFunction.Define("ffi.ModuleGetKind", HostType.Text, [module], static _ => Pool.Keep(Value.String(Kind)));
        HostFunction.Define("ffi.ModuleGetPropertyMask", HostType.Int, [module], static _ => Value.Int(BinarySerializable | Runnable));
        HostFunction.Define("ffi.ModuleGetWriteFormats", HostType.ArrayOf(HostType.Text), [module], static _ => Kept(Sequences.CreateArray([])));
        HostFunction.Define("ffi.ModuleInspectSource", HostType.Text, [module, HostType.Text], static _ => Pool.Keep(Value.String("")));
        HostFunction.Define("ffi.ModuleWriteToFile", HostType.Void, [module, HostType.Text, HostType.Text],
            static _ => throw HostException.Runtime($"Module[{Kind}] does not support WriteToFile"));
        HostFunction.Define("ffi.ModuleImportModule", HostType.Void, [module, module], static arguments =>
        {
            Import(arguments.Object(0), arguments.Object(1));
            return Value.None;
        });
        HostFunction.Define("ffi.ModuleClearImports", HostType.Void, [module], static arguments =>
        {
            SetImports(arguments.Object(0), []);
            return Value.None;
        });
        HostFunction.Define("ffi.ModuleGlobalsAdd", HostType.Void, [module], static arguments =>
        {
            KeepAlive(arguments.Object(0));
            return Value.None;
        });
        HostFunction.Define("ffi.ModuleGlobalsRemove", HostType.Void, [module], static arguments =>
        {
            LetGo(arguments.Object(0));
            return Value.None;
        });
    }

    /// <summary>
    /// <c>TVMFFIEnvModLookupFromImports</c>: a function of the imports or of the registry, borrowed from the module.
    /// </summary>
    public static TVMFFIObject* FindInImports(TVMFFIObject* module, string name)
    {
        if (module == null || module->TypeIndex != TypeIndex.Module)
        {
            throw HostException.Type("The library context is not a module");
        }

        Dictionary<string, nint> found = StateOf(module).Found;
        lock (found)
        {
            if (found.TryGetValue(name, out nint known))
            {
                return (TVMFFIObject*)known;
            }

            TVMFFIObject* function = FindInImportsOf(module, name);
            if (function == null)
            {
                function = GlobalFunctions.Get(Encoding.UTF8.GetBytes(name));
            }

            if (function == null)
            {
                throw HostException.Runtime($"Cannot find function {name} in the imported modules or global registry.");
            }

            found.Add(name, (nint)function);
            return function;
        }
    }

    /// <summary>A function of the imports with a reference, or null.</summary>
    private static TVMFFIObject* FindInImportsOf(TVMFFIObject* module, string name)
    {
        foreach (TVMFFIAny import in ImportsOf(module))
        {
            int mark = Pool.Mark();
            try
            {
                TVMFFIAny function = Query(Checked(import), name, true, Function);
                if (function.TypeIndex == TypeIndex.Function)
                {
                    return Host.ToOwned(function).Obj;
                }
            }
            finally
            {
                Pool.Drain(mark);
            }
        }

        return null;
    }

    private static TVMFFIAny LoadFromFile(string path)
    {
        int dot = path.LastIndexOf('.');
        if (dot < 0)
        {
            throw HostException.Runtime($"Failed to get file format from {path}");
        }

        string format = path[(dot + 1)..] is var extension && extension is "dll" or "dylib" or "dso" ? "so" : extension;
        string name = $"ffi.Module.load_from_file.{format}";
        TVMFFIObject* loader = Pool.Keep(GlobalFunctions.Get(Encoding.UTF8.GetBytes(name)));
        if (loader == null)
        {
            throw HostException.Runtime(
                $"Loader for `.{format}` files is not registered, resolved to ({name}) in the global registry.");
        }

        TVMFFIAny module = Pool.Keep(Host.Call(loader, Pool.Keep(Value.String(path)), Pool.Keep(Value.String(format))));
        return Value.Object(Checked(module));
    }

    /// <summary>The module of a library with one reference, with the modules that are stored inside the library.</summary>
    private static TVMFFIObject* Open(Library library)
    {
        LibraryUse use = new(library);
        use.Add();
        try
        {
            ContextSymbols.Initialize(library);
            nint binary = library.Find(BinarySymbol);
            return binary != 0
                ? new StoredModules((byte*)binary).Restore(() => (nint)Create(use))
                : Create(use);
        }
        finally
        {
            use.Remove();
        }
    }

    private static TVMFFIObject* Create(LibraryUse library)
    {
        TVMFFIObject* module = Memory.Allocate((nuint)(sizeof(TVMFFIObject) + sizeof(Cell)), TypeIndex.Module, &Delete);
        library.Add();
        CellOf(module)->Imports = Sequences.CreateArray([]);
        CellOf(module)->State = GCHandle.ToIntPtr(GCHandle.Alloc(new State(library)));

        // Code in the library finds its own module here.
        nint context = library.Library.Find(ContextSymbol);
        if (context != 0)
        {
            *(TVMFFIObject**)context = module;
        }

        return module;
    }

    /// <summary>The one module of a prefix; it lives as long as the process. Borrowed.</summary>
    private static TVMFFIObject* GetSystemModule(string prefix)
    {
        lock (Gate)
        {
            if (!SystemModules.TryGetValue(prefix, out nint module))
            {
                module = (nint)Open(new SystemLibrary(prefix));
                SystemModules.Add(prefix, module);
            }

            return (TVMFFIObject*)module;
        }
    }

    private delegate TVMFFIAny Answer(State state, nint module, string name);

    private static TVMFFIAny Query(Arguments arguments, Answer answer) =>
        Query(arguments.Object(0), arguments.Text(1), arguments.Bool(2), answer);

    /// <summary>The answer of a module, else of the first import that has one, else None.</summary>
    private static TVMFFIAny Query(TVMFFIObject* module, string name, bool imports, Answer answer)
    {
        TVMFFIAny result = answer(StateOf(module), (nint)module, name);
        if (result.TypeIndex != TypeIndex.None || !imports)
        {
            return result;
        }

        foreach (TVMFFIAny import in ImportsOf(module))
        {
            result = Query(Checked(import), name, true, answer);
            if (result.TypeIndex != TypeIndex.None)
            {
                return result;
            }
        }

        return Value.None;
    }

    /// <summary>A function of the library that keeps the module, and with it the code, alive.</summary>
    private static TVMFFIAny Function(State state, nint module, string name)
    {
        nint address = state.Library.Library.FindFunction(name);
        return address == 0 ? Value.None : Kept(FunctionObjects.CreateFor(
            (TVMFFIObject*)module, (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)address));
    }

    /// <summary>The string that a function of the library returns, None when there is no such function.</summary>
    private static TVMFFIAny Read(State state, string symbol)
    {
        nint address = state.Library.Library.Find(symbol);
        if (address == 0)
        {
            return Value.None;
        }

        TVMFFIAny result = default;
        Host.Check(((delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)address)(null, null, 0, &result));
        Pool.Keep(result);
        return Value.IsText(result)
            ? result
            : throw HostException.Type($"Cannot convert from type `{Host.TypeKey(result.TypeIndex)}` to `str`");
    }

    private static void Import(TVMFFIObject* module, TVMFFIObject* other)
    {
        HashSet<nint> visited = [(nint)other];
        Stack<nint> open = new(visited);
        while (open.TryPop(out nint next))
        {
            foreach (TVMFFIAny import in ImportsOf((TVMFFIObject*)next))
            {
                if (visited.Add((nint)Checked(import)))
                {
                    open.Push((nint)import.Obj);
                }
            }
        }

        if (visited.Contains((nint)module))
        {
            throw HostException.Runtime("Cyclic dependency detected during import");
        }

        AddImport(module, other);
    }

    /// <summary>Adds an import without looking for cycles.</summary>
    public static void AddImport(TVMFFIObject* module, TVMFFIObject* other) =>
        SetImports(module, [.. ImportsOf(module), Value.Object(other)]);

    private static void SetImports(TVMFFIObject* module, ReadOnlySpan<TVMFFIAny> imports)
    {
        TVMFFIObject* array = Sequences.CreateArray(imports);
        Node.Store(&CellOf(module)->Imports, array);
        Host.DecRef(array);
    }

    private static void KeepAlive(TVMFFIObject* module)
    {
        lock (Gate)
        {
            if (KeptAlive.TryAdd((nint)module, 1))
            {
                Host.IncRef(module);
            }
        }
    }

    private static void LetGo(TVMFFIObject* module)
    {
        bool removed;
        lock (Gate)
        {
            removed = KeptAlive.Remove((nint)module);
        }

        if (removed)
        {
            Host.DecRef(module);
        }
    }

    /// <summary>A value that must be a module of this host; borrowed.</summary>
    public static TVMFFIObject* Checked(TVMFFIAny value) => value.TypeIndex == TypeIndex.Module
        ? value.Obj
        : throw HostException.Type($"Cannot convert from type `{Host.TypeKey(value.TypeIndex)}` to `ffi.Module`");

    private static ReadOnlySpan<TVMFFIAny> ImportsOf(TVMFFIObject* module) => Value.Elements(CellOf(module)->Imports);

    private static Cell* CellOf(TVMFFIObject* module) => (Cell*)(module + 1);

    private static State StateOf(TVMFFIObject* module) => (State)GCHandle.FromIntPtr(CellOf(module)->State).Target!;

    private static TVMFFIAny Kept(TVMFFIObject* owned) => Value.Object(Pool.Keep(owned));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        TVMFFIObject* module = (TVMFFIObject*)self;
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            State state = StateOf(module);
            GCHandle.FromIntPtr(CellOf(module)->State).Free();
            foreach (nint function in state.Found.Values)
            {
                Host.DecRef((TVMFFIObject*)function);
            }

            Host.DecRef(CellOf(module)->Imports);

            // Last: what was released above may have code in the library.
            state.Library.Remove();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
