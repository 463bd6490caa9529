using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The global functions that every tvm-ffi has, under upstream's names and with its errors.</summary>
internal static unsafe class Builtins
{
    private static readonly HostType ArrayObject = HostType.Object("ffi.Array");
    private static readonly HostType ListObject = HostType.Object("ffi.List");
    private static readonly HostType MapObject = HostType.Object("ffi.Map");
    private static readonly HostType DictObject = HostType.Object("ffi.Dict");
    private static readonly HostType AnyList = HostType.ListOf(HostType.Any);

    private static readonly string[] AttributeNames =
    [
        "__ffi_new__", "__ffi_init__", "__ffi_convert__", "__ffi_shallow_copy__", "__ffi_repr__", "__ffi_hash__",
        "__ffi_eq__", "__ffi_compare__", "__any_hash__", "__any_equal__", "__s_hash__", "__s_equal__", "__s_visit__",
        "__data_to_json__", "__data_from_json__", "__ffi_enum__",
    ];

    private static TVMFFIObject* s_missing;
    private static TVMFFIObject* s_keywords;

    /// <summary>The object that stands for a value that is not there.</summary>
    public static TVMFFIObject* Missing => s_missing;

    /// <summary>The object that starts keyword arguments.</summary>
    public static TVMFFIObject* Keywords => s_keywords;

    public static void Register()
    {
        // Readers look for a column once: all of them are there from the start, as with upstream.
        foreach (string name in AttributeNames)
        {
            TypeTable.EnsureColumn(name);
        }

        s_missing = Memory.AllocatePlain((nuint)sizeof(TVMFFIObject), TypeIndex.Object);
        s_keywords = Memory.AllocatePlain((nuint)sizeof(TVMFFIObject), TypeIndex.Object);
        RegisterFunctions();
        RegisterValues();
        RegisterArrays();
        RegisterLists();
        RegisterMaps("Map", TypeIndex.Map, MapObject);
        RegisterMaps("Dict", TypeIndex.Dict, DictObject);
        RegisterDictChanges();
        RegisterObjects();
        Conversions.Register();
        AccessPaths.Register();
        StructuralKeys.Register();
        StructuralVisits.Register();
        VisitErrorContexts.Register();
        Enums.Register();
        DataClasses.Register();
        Json.Register();
        Modules.Register();
    }

    private static void RegisterFunctions()
    {
        HostFunction.Define("ffi.FunctionRemoveGlobal", HostType.Bool, [HostType.Text],
            static arguments => Value.Bool(GlobalFunctions.Remove(arguments.Text(0))));
        HostFunction.Define("ffi.FunctionListGlobalNamesFunctor", HostType.Function, [], static _ =>
        {
            string[] names = GlobalFunctions.Names();
            return Kept(HostFunction.Create("", HostType.Any, [HostType.Int], arguments =>
            {
                long index = arguments.Int(0);
                return index < 0 ? Value.Int(names.Length)
                    : index < names.Length ? Pool.Keep(Value.String(names[index]))
                    : throw new HostException("IndexError", $"Index {index} out of bounds {names.Length}");
            }));
        });
        HostFunction.Define("ffi.GetGlobalFuncMetadata", HostType.Text, [HostType.Text],
            static arguments => Pool.Keep(Value.String(GlobalFunctions.Metadata(arguments.Text(0)))));
        HostFunction.Define("ffi.FunctionFromExternC", HostType.Function,
            [HostType.Pointer, HostType.Pointer, HostType.Pointer],
            static arguments => Kept(FunctionObjects.Create(
                arguments.Pointer(0),
                (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int, TVMFFIAny*, int>)arguments.Pointer(1),
                (delegate* unmanaged[Cdecl]<void*, void>)arguments.Pointer(2))));
    }

    private static void RegisterValues()
    {
        HostFunction.Define("ffi.String", HostType.Text, [HostType.Text], static arguments => arguments.Any(0));
        HostFunction.Define("ffi.Bytes", HostType.Bytes, [HostType.Bytes], static arguments => arguments.Any(0));
        HostFunction.DefinePacked("ffi.Shape", static arguments =>
        {
            long[] extents = new long[arguments.Count];
            for (int i = 0; i < extents.Length; i++)
            {
                extents[i] = arguments.View(i).TypeIndex is TypeIndex.Int or TypeIndex.Bool
                    ? arguments.Int(i)
                    : throw HostException.Value("Expect shape to take list of int arguments");
            }

            return Kept(Shapes.Create(extents));
        });
        HostFunction.Define("ffi.ContainerFindFirstNonCPUDevice", HostType.Device, [HostType.Any], static arguments =>
        {
            DLDevice device = new() { DeviceType = 1 };
            FindOtherDevice(arguments.Any(0), ref device);
            return new() { TypeIndex = TypeIndex.Device, Device = device };
        });
    }

    private static void RegisterArrays()
    {
        HostFunction.DefinePacked("ffi.Array", static arguments => Kept(Sequences.CreateArray(Views(arguments))));
        RegisterReads("Array", ArrayObject);
    }

    private static void RegisterReads(string name, HostType type)
    {
        HostFunction.Define($"ffi.{name}GetItem", HostType.Any, [type, HostType.Int],
            static arguments => Sequences.At(arguments.Object(0), arguments.Int(1)));
        HostFunction.Define($"ffi.{name}Size", HostType.Int, [type],
            static arguments => Value.Int(Value.Elements(arguments.Object(0)).Length));
        HostFunction.Define($"ffi.{name}Contains", HostType.Bool, [type, HostType.Any], static arguments =>
        {
            TVMFFIAny value = arguments.Any(1);
            foreach (TVMFFIAny element in Value.Elements(arguments.Object(0)))
            {
                if (AnyComparer.Instance.Equals(element, value))
                {
                    return Value.Bool(true);
                }
            }

            return Value.Bool(false);
        });
    }

    private static void RegisterLists()
    {
        HostFunction.DefinePacked("ffi.List", static arguments => Kept(Sequences.CreateList(Views(arguments))));
        RegisterReads("List", ListObject);
        HostFunction.Define("ffi.ListSetItem", HostType.Void, [AnyList, HostType.Int, HostType.Any], static arguments =>
        {
            Sequences.Set(List(arguments, 0), arguments.Int(1), arguments.Any(2));
            return Value.None;
        });
        HostFunction.Define("ffi.ListAppend", HostType.Void, [AnyList, HostType.Any], static arguments =>
        {
            TVMFFIObject* list = List(arguments, 0);
            Sequences.Insert(list, Value.Elements(list).Length, arguments.Any(1));
            return Value.None;
        });
        HostFunction.Define("ffi.ListInsert", HostType.Void, [AnyList, HostType.Int, HostType.Any], static arguments =>
        {
            Sequences.Insert(List(arguments, 0), arguments.Int(1), arguments.Any(2));
            return Value.None;
        });
        HostFunction.Define("ffi.ListPop", HostType.Any, [AnyList, HostType.Int], static arguments =>
        {
            TVMFFIObject* list = List(arguments, 0);
            TVMFFIAny value = Pool.Keep(Host.ToOwned(Sequences.At(list, arguments.Int(1))));
            Sequences.Erase(list, arguments.Int(1));
            return value;
        });
        HostFunction.Define("ffi.ListErase", HostType.Void, [AnyList, HostType.Int], static arguments =>
        {
            Sequences.Erase(List(arguments, 0), arguments.Int(1));
            return Value.None;
        });
        HostFunction.Define("ffi.ListEraseRange", HostType.Void, [AnyList, HostType.Int, HostType.Int], static arguments =>
        {
            Sequences.Erase(List(arguments, 0), arguments.Int(1), arguments.Int(2));
            return Value.None;
        });
        HostFunction.Define("ffi.ListReplaceSlice", HostType.Void, [AnyList, HostType.Int, HostType.Int, AnyList], static arguments =>
        {
            // A copy: the replacement may be the list itself.
            TVMFFIObject* list = List(arguments, 0);
            TVMFFIObject* copy = Pool.Keep(Sequences.CreateArray(Value.Elements(arguments.Object(3))));
            Sequences.Erase(list, arguments.Int(1), arguments.Int(2));
            Sequences.Insert(list, arguments.Int(1), Value.Elements(copy));
            return Value.None;
        });
        HostFunction.Define("ffi.ListReverse", HostType.Void, [AnyList], static arguments =>
        {
            Sequences.Reverse(List(arguments, 0));
            return Value.None;
        });
        HostFunction.Define("ffi.ListClear", HostType.Void, [AnyList], static arguments =>
        {
            TVMFFIObject* list = List(arguments, 0);
            Sequences.Erase(list, 0, Value.Elements(list).Length);
            return Value.None;
        });
    }

    private static void RegisterMaps(string name, int typeIndex, HostType type)
    {
        HostFunction.DefinePacked($"ffi.{name}", arguments => Kept(Maps.Create(typeIndex, Views(arguments))));
        HostFunction.Define($"ffi.{name}Size", HostType.Int, [type],
            static arguments => Value.Int(Maps.Size(arguments.Object(0))));
        HostFunction.Define($"ffi.{name}GetItem", HostType.Any, [type, HostType.Any],
            static arguments => Maps.At(arguments.Object(0), arguments.Any(1)));
        HostFunction.Define($"ffi.{name}GetItemOrMissing", HostType.Any, [type, HostType.Any],
            static arguments => Maps.Entries(arguments.Object(0)).TryGetValue(arguments.Any(1), out TVMFFIAny value)
                ? value
                : Value.Object(s_missing));
        HostFunction.Define($"ffi.{name}Count", HostType.Int, [type, HostType.Any],
            static arguments => Value.Int(Maps.Entries(arguments.Object(0)).ContainsKey(arguments.Any(1)) ? 1 : 0));
        HostFunction.Define($"ffi.{name}ForwardIterFunctor", HostType.Function, [type], static arguments =>
        {
            // Upstream's iterator does not keep the map alive either.
            TVMFFIObject* map = arguments.Object(0);
            int position = 0;
            return Kept(HostFunction.Create("", HostType.Any, [HostType.Int], command =>
            {
                OrderedDictionary<TVMFFIAny, TVMFFIAny> entries = Maps.Entries(map);
                if (command.Int(0) is 0 or 1)
                {
                    if (position >= entries.Count)
                    {
                        throw new HostException("IndexError", "The iterator is at the end of the map");
                    }

                    (TVMFFIAny key, TVMFFIAny value) = entries.GetAt(position);
                    return command.Int(0) == 0 ? key : value;
                }

                position++;
                return Value.Bool(position < entries.Count);
            }));
        });
    }

    private static void RegisterDictChanges()
    {
        HostType anyDict = HostType.DictOf(HostType.Any, HostType.Any);
        HostFunction.Define("ffi.DictSetItem", HostType.Void, [anyDict, HostType.Any, HostType.Any], static arguments =>
        {
            Maps.Set(Dict(arguments, 0), arguments.Any(1), arguments.Any(2));
            return Value.None;
        });
        HostFunction.Define("ffi.DictErase", HostType.Void, [anyDict, HostType.Any], static arguments =>
        {
            Maps.Erase(Dict(arguments, 0), arguments.Any(1));
            return Value.None;
        });
        HostFunction.Define("ffi.DictClear", HostType.Void, [anyDict], static arguments =>
        {
            Maps.Clear(Dict(arguments, 0));
            return Value.None;
        });
    }

    private static void RegisterObjects()
    {
        HostType anyObject = HostType.Object("ffi.Object");
        HostFunction.Define("ffi.GetRegisteredTypeKeys", HostType.ArrayOf(HostType.Text), [], static _ =>
        {
            string[] keys = TypeTable.Keys();
            TVMFFIAny[] values = new TVMFFIAny[keys.Length];
            for (int i = 0; i < keys.Length; i++)
            {
                values[i] = Pool.Keep(Value.String(keys[i]));
            }

            return Kept(Sequences.CreateArray(values));
        });
        HostFunction.Define("ffi.GetInvalidObject", anyObject, [], static _ => Value.Object(s_missing));
        HostFunction.Define("ffi.GetKwargsObject", anyObject, [], static _ => Value.Object(s_keywords));
        HostFunction.DefinePacked("ffi.MakeObjectFromPackedArgs", static arguments => Kept(Reflection.Make(arguments)));
        HostFunction.Define("ffi.ReprPrint", HostType.Text, [HostType.Any],
            static arguments => Pool.Keep(Value.String(new ReprPrinter().Print(arguments.Any(0)))));
        HostFunction.Define("ffi.DeepCopy", HostType.Any, [HostType.Any], static arguments => DeepCopier.Copy(arguments.Any(0)));
        RegisterStructural();
        RegisterRecursive();
    }

    private static void RegisterStructural()
    {
        HostType[] pair = [HostType.Any, HostType.Any, HostType.Bool, HostType.Bool];
        HostType path = HostType.Object("ffi.reflection.AccessPath");
        HostFunction.Define("ffi.StructuralEqual", HostType.Bool, pair, static arguments =>
        {
            using StructuralComparer comparer = new(arguments.Bool(2), arguments.Bool(3));
            return Value.Bool(comparer.AreEqual(arguments.Any(0), arguments.Any(1)));
        });
        HostFunction.Define("ffi.GetFirstStructuralMismatch", HostType.OptionalOf(HostType.TupleOf(path, path)), pair, static arguments =>
        {
            using StructuralComparer comparer = new(arguments.Bool(2), arguments.Bool(3));
            return comparer.FirstMismatch(arguments.Any(0), arguments.Any(1));
        });
        HostFunction.Define("ffi.StructuralHash", HostType.Int, [HostType.Any, HostType.Bool, HostType.Bool], static arguments =>
        {
            using StructuralHasher hasher = new(arguments.Bool(1), arguments.Bool(2));
            return Value.Int(hasher.Hash(arguments.Any(0)));
        });
    }

    private static void RegisterRecursive()
    {
        HostFunction.Define("ffi.RecursiveHash", HostType.Int, [HostType.Any], static arguments =>
        {
            using RecursiveHasher hasher = new();
            return Value.Int((long)hasher.Hash(arguments.Any(0)));
        });
        Compare("Eq", equalityOnly: true, static order => order == 0);
        Compare("Lt", equalityOnly: false, static order => order < 0);
        Compare("Le", equalityOnly: false, static order => order <= 0);
        Compare("Gt", equalityOnly: false, static order => order > 0);
        Compare("Ge", equalityOnly: false, static order => order >= 0);

        static void Compare(string name, bool equalityOnly, Func<int, bool> accept) =>
            HostFunction.Define($"ffi.Recursive{name}", HostType.Bool, [HostType.Any, HostType.Any],
                arguments => Value.Bool(accept(new RecursiveComparer(equalityOnly).Compare(arguments.Any(0), arguments.Any(1)))));
    }

    /// <summary>An argument of type <c>List&lt;Any&gt;</c>: an array is converted, so that changes go to a copy, as upstream.</summary>
    private static TVMFFIObject* List(Arguments arguments, int index) =>
        Conversions.Convert(arguments.View(index), TypeIndex.List).Obj;

    /// <summary>An argument of type <c>Dict&lt;Any, Any&gt;</c>: a map is converted, so that changes go to a copy, as upstream.</summary>
    private static TVMFFIObject* Dict(Arguments arguments, int index) =>
        Conversions.Convert(arguments.View(index), TypeIndex.Dict).Obj;

    private static TVMFFIAny Kept(TVMFFIObject* owned) => Value.Object(Pool.Keep(owned));

    private static TVMFFIAny[] Views(Arguments arguments)
    {
        TVMFFIAny[] views = new TVMFFIAny[arguments.Count];
        for (int i = 0; i < views.Length; i++)
        {
            views[i] = arguments.Any(i);
        }

        return views;
    }

    private static bool FindOtherDevice(TVMFFIAny value, ref DLDevice device)
    {
        switch (value.TypeIndex)
        {
            case TypeIndex.Tensor:
                DLTensor* tensor = (DLTensor*)(value.Obj + 1);
                if (Tensors.IsCpu(tensor))
                {
                    return false;
                }

                device = tensor->Device;
                return true;
            case TypeIndex.Array or TypeIndex.List:
                foreach (TVMFFIAny element in Value.Elements(value.Obj))
                {
                    if (FindOtherDevice(element, ref device))
                    {
                        return true;
                    }
                }

                return false;
            case TypeIndex.Map or TypeIndex.Dict:
                foreach (TVMFFIAny element in Maps.Entries(value.Obj).Values)
                {
                    if (FindOtherDevice(element, ref device))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }
}
