using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Execution scopes and the identifiers in them: <c>src/tirx/ir/exec_scope.cc</c>.</summary>
internal static unsafe class ScopeFunctions
{
    private static readonly string[] Bindings =
    [
        "kernel->cluster", "kernel->cta", "cluster->cta", "cta->warpgroup", "cta->warp", "warpgroup->warp", "warp->thread", "cta->thread",
        "warpgroup->thread", "cluster->cta_pair",
    ];

    // By the values of upstream's ScopeKind, which begin at two.
    private static readonly string[] Kinds = ["", "", "cluster", "cta", "warpgroup", "warp", "thread"];

    public static void Register()
    {
        HostFunction.Define("tirx.ExecScope", HostType.Nullable("tirx.ExecScope"), [HostType.Text], static arguments =>
        {
            int kind = Array.IndexOf(Kinds, arguments.Text(0), 2);
            TVMFFIObject* node = Pool.Keep(Node.Create(Schema.Type("tirx.ExecScope")));
            Node.Data<int>(node, "kind") = kind > 0 ? kind : throw HostException.Internal($"There is no execution scope {arguments.Text(0)}");
            return Value.Object(node);
        });
        HostType extents = HostType.OptionalOf(HostType.ArrayOf(Ir.Primitive));
        HostFunction.Define("tirx.ScopeIdDef", HostType.Nullable("tirx.ScopeIdDef"),
            [HostType.ArrayOf(Ir.Holding("ir.Var", "ir.PrimType")), extents, HostType.Text, HostType.Text, extents], static arguments =>
            {
                TVMFFIObject* node = Pool.Keep(Node.Create(Schema.Type("tirx.ScopeIdDef")));
                TVMFFIObject* variables = Ir.Array(arguments, 0);
                int count = Value.Elements(variables).Length;
                int given = Value.Elements(arguments.Object(1)).Length;
                Node.Set(node, "def_ids", variables);
                Set(node, "extents", arguments, 1);
                Set(node, "preferred_extents", arguments, 4);
                if (arguments.IsNone(1))
                {
                    ConstructorRules.Check(count == 1, $"ValueError: Deferred ScopeIdDef (no extents) must define exactly one Var, got {count}");
                    ConstructorRules.Check(arguments.IsNone(4), "ValueError: Deferred ScopeIdDef cannot carry preferred_extents");
                }
                else
                {
                    ConstructorRules.Check(count == given, $"ValueError: Number of dimensions must match, got {count} and {given}");
                }

                string binding = $"{arguments.Text(2)}->{arguments.Text(3)}";
                int index = Array.IndexOf(Bindings, binding);
                Node.Data<int>(node, "scope") = index >= 0 ? index : throw HostException.Internal($"There is no scope binding {binding}");
                return Value.Object(node);
            });
    }

    private static void Set(TVMFFIObject* node, string name, Arguments arguments, int index)
    {
        if (!arguments.IsNone(index))
        {
            NodeField field = Node.Field(node, name);
            TVMFFIAny value = field.Convert!(arguments.Any(index));
            Node.Set(node, field, value.Obj);
        }
    }
}
