using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// What IR refers to by name: operators, target kinds, functions of the environment (<c>src/ir/op.cc</c>,
/// <c>src/target/target_kind.cc</c>, <c>src/ir/env_func.cc</c>, <c>src/ir/source_map.cc</c>).
/// </summary>
/// <remarks>
/// This host has no operators of its own: one of TVM's namespaces <c>tirx</c> and <c>relax</c> comes into being when it is
/// first named, whether in a saved graph or by <c>ir.GetOp</c>; others must be registered.
/// </remarks>
internal static unsafe class Operators
{
    private static readonly Lock Gate = new();
    private static readonly SortedDictionary<string, nint> Known = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, nint> TargetKinds = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, nint> Axes = new(StringComparer.Ordinal);

    // Device types of TVM's own kinds (dlpack.h, tvm/runtime/base.h).
    private static readonly Dictionary<string, int> DeviceTypes = new(StringComparer.Ordinal)
    {
        ["llvm"] = 1,
        ["c"] = 1,
        ["ext_dev"] = 12,
        ["cuda"] = 2,
        ["nvptx"] = 2,
        ["rocm"] = 10,
        ["opencl"] = 4,
        ["metal"] = 8,
        ["vulkan"] = 7,
        ["webgpu"] = 15,
        ["hexagon"] = 16,
    };

    public static void Register()
    {
        HostType op = HostType.Nullable("ir.Op");
        HostFunction.Define("ir.GetOp", op, [HostType.Text], static arguments => Value.Object(Get(arguments.Text(0))));
        HostFunction.Define("ir.ListOpNames", HostType.ArrayOf(HostType.Text), [], static _ =>
        {
            lock (Gate)
            {
                return Value.Object(Pool.Keep(Containers.Array([.. Known.Keys.Select(static name => Pool.Keep(Value.String(name)))])));
            }
        });
        HostFunction.Define("ir.RegisterOp", HostType.Void, [HostType.Text, HostType.Text], static arguments =>
        {
            string name = arguments.Text(0);
            lock (Gate)
            {
                if (Known.ContainsKey(name))
                {
                    throw new HostException("AttributeError", $"Operator {name} is registered before");
                }

                TVMFFIObject* created = Create(name);
                Node.SetView(created, Node.Field(created, "description"), arguments.Any(1));
                Known.Add(name, (nint)created);
            }

            return Value.None;
        });
        HostFunction.Define("ir.EnvFuncGet", HostType.Nullable("ir.EnvFunc"), [HostType.Text],
            static arguments => Value.Object(EnvironmentFunction(arguments.Text(0))));
        HostFunction.Define("ir.EnvFuncGetFunction", HostType.Function, [HostType.Object("ir.EnvFunc")],
            static arguments => Value.Object(Node.Get(arguments.Object(0), "func")));

        Named("ir.Op", static name => (nint)Get(name));
        Named("ir.EnvFunc", static name => (nint)EnvironmentFunction(name));
        Named("ir.SourceName", static name => (nint)TypeFunctions.SourceName(name));
        Named("target.TargetKind", static name => (nint)Single(TargetKinds, "target.TargetKind", name));
        Named("tirx.Axis", static name => (nint)Single(Axes, "tirx.Axis", name));
    }

    /// <summary>An operator. One object for each, as long as the process lives.</summary>
    public static TVMFFIObject* Get(string name)
    {
        lock (Gate)
        {
            if (!Known.TryGetValue(name, out nint known))
            {
                if (!IsOfTvm(name))
                {
                    throw new HostException("AttributeError", $"Operator {name} is not registered");
                }

                Known.Add(name, known = (nint)Create(name));
            }

            return (TVMFFIObject*)known;
        }
    }

    /// <summary>Name of an operator; null for another object.</summary>
    public static string? NameOf(TVMFFIObject* op) => Node.Is(op, Schema.Type("ir.Op")) ? Node.Text(op, "name") : null;

    /// <summary>A global function by its name as an object of IR; kept until the call ends.</summary>
    public static TVMFFIObject* EnvironmentFunction(string name)
    {
        TVMFFIObject* function = Pool.Keep(Host.FindFunction(name));
        if (function == null)
        {
            throw HostException.Internal($"Cannot find global function '{name}'");
        }

        TVMFFIObject* node = Pool.Keep(Node.Create(Schema.Type("ir.EnvFunc")));
        Node.SetView(node, Node.Field(node, "name"), Pool.Keep(Value.String(name)));
        Node.Set(node, "func", function);
        return node;
    }

    private static bool IsOfTvm(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < name.Length - 1 && name[..dot] is "tirx" or "relax"
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
    }

    private static TVMFFIObject* Create(string name)
    {
        TVMFFIObject* node = Node.Create(Schema.Type("ir.Op"));
        Node.SetView(node, Node.Field(node, "name"), Pool.Keep(Value.String(name)));
        Node.Data<int>(node, "num_inputs") = -1;
        Node.Data<int>(node, "support_level") = 10;
        return node;
    }

    private static TVMFFIObject* Single(Dictionary<string, nint> known, string key, string name)
    {
        lock (Gate)
        {
            if (!known.TryGetValue(name, out nint single))
            {
                TVMFFIObject* node = Node.Create(Schema.Type(key));
                Node.SetView(node, Node.Field(node, "name"), Pool.Keep(Value.String(name)));
                if (key == "target.TargetKind")
                {
                    Node.Data<int>(node, "default_device_type") = DeviceTypes.TryGetValue(name, out int type)
                        ? type
                        : throw HostException.Value($"Target kind \"{name}\" is not defined. The embedded host knows {string.Join(", ", DeviceTypes.Keys)}.");
                }

                known.Add(name, single = (nint)node);
            }

            return (TVMFFIObject*)single;
        }
    }

    /// <summary>A graph has the name of such an object in its place.</summary>
    private static void Named(string key, Func<string, nint> find)
    {
        NodeType type = Schema.Type(key);
        type.RegisterAttribute("__data_to_json__", HostType.Text, [HostType.Object(key)], static arguments => Node.View(arguments.Object(0), "name"));
        type.RegisterAttribute("__data_from_json__", HostType.Nullable(key), [HostType.Text],
            arguments => Value.Object((TVMFFIObject*)find(arguments.Text(0))));
    }
}
