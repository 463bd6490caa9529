using System.Globalization;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Paths to a place inside a value, as <c>tvm/ffi/reflection/access_path.h</c>: linked from the end to the root.</summary>
internal static unsafe class AccessPaths
{
    private static readonly NodeField StepKindField = new("kind", FieldKind.Int32, 24, HostType.Int);
    private static readonly NodeField StepKey = new("key", FieldKind.Any, 32, HostType.Any);

    /// <summary><c>ffi.reflection.AccessStep</c>.</summary>
    public static readonly NodeType StepType = new(
        "ffi.reflection.AccessStep", null, 48, 0, SEqHashKind.ConstTreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.AccessStep, StepKindField, StepKey)
    {
        IsFinal = true,
    };

    private static readonly NodeField Parent = new("parent", FieldKind.Optional, 24, HostType.OptionalOf(HostType.Object("ffi.Object")));
    private static readonly NodeField Step = new("step", FieldKind.Optional, 32, HostType.OptionalOf(HostType.Object("ffi.reflection.AccessStep")));
    private static readonly NodeField Depth = new("depth", FieldKind.Int32, 40, HostType.Int);

    /// <summary><c>ffi.reflection.AccessPath</c>.</summary>
    public static readonly NodeType PathType = new(
        "ffi.reflection.AccessPath", null, 48, 0, SEqHashKind.ConstTreeNode, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.AccessPath, Parent, Step, Depth)
    {
        IsFinal = true,
    };

    /// <summary>What a step goes into, or does not find there.</summary>
    public enum StepKind
    {
        /// <summary>A field.</summary>
        Attr,

        /// <summary>An element of a sequence.</summary>
        ArrayItem,

        /// <summary>An entry of a map.</summary>
        MapItem,

        /// <summary>A field that is not there.</summary>
        AttrMissing,

        /// <summary>An element that is not there.</summary>
        ArrayItemMissing,

        /// <summary>An entry that is not there.</summary>
        MapItemMissing,
    }

    public static void Register()
    {
        Node.Register(StepType);
        Node.Register(PathType);
        HostType path = HostType.Object(PathType.Key);
        HostType step = HostType.Object(StepType.Key);
        PathType.RegisterMethod("_root", isStatic: true, path, [], static _ => Kept(CreateRoot()));
        PathType.RegisterMethod("_extend", isStatic: false, path, [path, step],
            static arguments => Kept(Extend(arguments.Object(0), arguments.Object(1))));
        RegisterStep("_attr", HostType.Text, StepKind.Attr);
        RegisterStep("_array_item", HostType.Int, StepKind.ArrayItem);
        RegisterStep("_map_item", HostType.Any, StepKind.MapItem);
        RegisterStep("_attr_missing", HostType.Text, StepKind.AttrMissing);
        RegisterStep("_array_item_missing", HostType.Int, StepKind.ArrayItemMissing);
        RegisterStep("_map_item_missing", HostType.Any, StepKind.MapItemMissing);
        PathType.RegisterMethod("_is_prefix_of", isStatic: false, HostType.Bool, [path, path],
            static arguments => Value.Bool(IsPrefix(arguments.Object(0), arguments.Object(1))));
        PathType.RegisterMethod("_to_steps", isStatic: false, HostType.ArrayOf(step), [path],
            static arguments => Kept(Sequences.CreateArray(Steps(arguments.Object(0)))));
        PathType.RegisterMethod("_path_equal", isStatic: false, HostType.Bool, [path, path],
            static arguments => Value.Bool(AreEqual(arguments.Object(0), arguments.Object(1))));

        StepType.RegisterAttribute("__ffi_repr__", HostType.Text, [step, HostType.Function],
            static arguments => Pool.Keep(Value.String(PrintStep(arguments.Object(0), arguments.Object(1)))));
        PathType.RegisterAttribute("__ffi_repr__", HostType.Text, [path, HostType.Function], static arguments =>
        {
            string text = "<root>";
            foreach (TVMFFIAny item in Steps(arguments.Object(0)))
            {
                text += Print(arguments.Object(1), item);
            }

            return Pool.Keep(Value.String(text));
        });
    }

    /// <summary>The path of steps from the root, with one reference.</summary>
    public static TVMFFIObject* Create(IEnumerable<(StepKind Kind, TVMFFIAny Key)> steps)
    {
        TVMFFIObject* path = CreateRoot();
        foreach ((StepKind kind, TVMFFIAny key) in steps)
        {
            TVMFFIObject* parent = path;
            TVMFFIObject* step = CreateStep(kind, key);
            path = Extend(parent, step);
            Host.DecRef(step);
            Host.DecRef(parent);
        }

        return path;
    }

    private static void RegisterStep(string name, HostType key, StepKind kind)
    {
        HostType path = HostType.Object(PathType.Key);
        PathType.RegisterMethod(name, isStatic: false, path, [path, key], arguments =>
            Kept(Extend(arguments.Object(0), Pool.Keep(CreateStep(kind, arguments.Any(1))))));
    }

    private static TVMFFIObject* CreateRoot() => Node.Create(PathType);

    private static TVMFFIObject* CreateStep(StepKind kind, TVMFFIAny key)
    {
        TVMFFIObject* step = Node.Create(StepType);
        Node.Data<int>(step, StepKindField) = (int)kind;
        Node.SetView(step, StepKey, key);
        return step;
    }

    private static TVMFFIObject* Extend(TVMFFIObject* parent, TVMFFIObject* step)
    {
        TVMFFIObject* path = Node.Create(PathType);
        Node.Set(path, Parent, parent);
        Node.Set(path, Step, step);
        Node.Data<int>(path, Depth) = Node.Data<int>(parent, Depth) + 1;
        return path;
    }

    /// <summary>The parent of a path, borrowed; null for the root.</summary>
    private static TVMFFIObject* ParentOf(TVMFFIObject* path)
    {
        TVMFFIObject* parent = Node.Get(path, Parent);
        return parent == null || parent->TypeIndex == PathType.Index ? parent
            : throw HostException.Internal("The parent of an access path is not an access path");
    }

    private static TVMFFIAny[] Steps(TVMFFIObject* path)
    {
        List<TVMFFIAny> steps = [];
        for (TVMFFIObject* parent = ParentOf(path); parent != null; path = parent, parent = ParentOf(path))
        {
            steps.Add(Value.Object(StepOf(path)));
        }

        steps.Reverse();
        return [.. steps];
    }

    private static TVMFFIObject* StepOf(TVMFFIObject* path)
    {
        TVMFFIObject* step = Node.Get(path, Step);
        return step != null ? step : throw HostException.Internal("An access path with a parent has no step");
    }

    private static bool AreEqual(TVMFFIObject* left, TVMFFIObject* right)
    {
        if (Node.Data<int>(left, Depth) != Node.Data<int>(right, Depth))
        {
            return false;
        }

        while (left != right)
        {
            TVMFFIObject* leftParent = ParentOf(left);
            TVMFFIObject* rightParent = ParentOf(right);
            if (leftParent == null || rightParent == null)
            {
                return leftParent == rightParent;
            }

            TVMFFIObject* leftStep = StepOf(left);
            TVMFFIObject* rightStep = StepOf(right);
            if (Node.Data<int>(leftStep, StepKindField) != Node.Data<int>(rightStep, StepKindField)
                || !AnyComparer.Instance.Equals(Node.View(leftStep, StepKey), Node.View(rightStep, StepKey)))
            {
                return false;
            }

            left = leftParent;
            right = rightParent;
        }

        return true;
    }

    private static bool IsPrefix(TVMFFIObject* path, TVMFFIObject* longer)
    {
        int depth = Node.Data<int>(path, Depth);
        while (longer != null && Node.Data<int>(longer, Depth) > depth)
        {
            longer = ParentOf(longer);
        }

        return longer != null && AreEqual(path, longer);
    }

    private static string PrintStep(TVMFFIObject* step, TVMFFIObject* print)
    {
        TVMFFIAny key = Node.View(step, StepKey);
        return (StepKind)Node.Data<int>(step, StepKindField) switch
        {
            StepKind.Attr => "." + (Value.IsText(key) ? Value.Text(key) : Print(print, key)),
            StepKind.ArrayItem => string.Create(CultureInfo.InvariantCulture, $"[{key.Int64}]"),
            StepKind.MapItem => $"[{Print(print, key)}]",
            StepKind.ArrayItemMissing => string.Create(CultureInfo.InvariantCulture, $"[<missing:{key.Int64}>]"),
            _ => $"[<missing:{Print(print, key)}>]",
        };
    }

    private static string Print(TVMFFIObject* print, TVMFFIAny value) => Value.Text(Pool.Keep(Host.Call(print, value)));

    private static TVMFFIAny Kept(TVMFFIObject* owned) => Value.Object(Pool.Keep(owned));
}
