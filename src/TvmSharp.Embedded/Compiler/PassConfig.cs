using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// The options that a pass context takes. They are upstream's plain ones
/// (<c>TVM_REGISTER_PASS_CONFIG_OPTION</c>); none changes what this host does.
/// </summary>
internal static unsafe class PassConfig
{
    private const string ImmutableModule = "testing.immutable_module";

    private static readonly SortedDictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["relax.FuseOps.max_depth"] = "int",
        ["relax.backend.use_cuda_graph"] = "bool",
        ["relax.lift_transform_params.consume_params"] = "bool",
        ["relax.transform.apply_legalize_ops"] = "bool",
        ["s_tir.instr_siblings"] = "bool",
        ["s_tir.lwp_disable_func_prof"] = "bool",
        ["s_tir.lwp_max_depth"] = "int",
        ["s_tir.lwp_min_height"] = "int",
        ["s_tir.reset_start_id"] = "bool",
        [ImmutableModule] = "bool",
        ["tirx.debug_keep_trivial_loop"] = "bool",
        ["tirx.disable_assert"] = "bool",
        ["tirx.disable_cse_tir"] = "bool",
        ["tirx.disable_storage_rewrite"] = "bool",
        ["tirx.disable_vectorize"] = "bool",
        ["tirx.enable_buffer_level_predication"] = "bool",
        ["tirx.enable_debug"] = "bool",
        ["tirx.enable_fast_math"] = "bool",
        ["tirx.instrument_bound_checkers"] = "bool",
        ["tirx.instrument_lwp"] = "bool",
        ["tirx.is_entry_func"] = "bool",
        ["tirx.merge_static_smem"] = "bool",
        ["tirx.noalias"] = "bool",
        ["tirx.s_tir.ldg32"] = "bool",
        ["tirx.use_async_copy"] = "bool",
        ["tirx.vtcm_capacity"] = "int",
    };

    public static void Register() =>
        HostFunction.Define("transform.ListConfigs",
            HostType.MapOf(HostType.Text, HostType.MapOf(HostType.Text, HostType.Text)), [], static _ =>
            {
                List<KeyValuePair<TVMFFIAny, TVMFFIAny>> result = [];
                foreach ((string name, string type) in Options)
                {
                    TVMFFIObject* details = Pool.Keep(Containers.Map([new(Pool.Keep(Value.String("type")), Pool.Keep(Value.String(type)))]));
                    result.Add(new(Pool.Keep(Value.String(name)), Value.Object(details)));
                }

                return Value.Object(Pool.Keep(Containers.Map(result)));
            });

    /// <summary>Checks names and values, with upstream's errors.</summary>
    public static void Check(TVMFFIObject* config)
    {
        foreach ((TVMFFIAny key, TVMFFIAny value) in Containers.Entries(config))
        {
            string name = Value.Text(key);
            if (!Options.TryGetValue(name, out string? type))
            {
                throw new HostException(
                    "AttributeError", $"Invalid config option '{name}' candidates are: {string.Join(" ,", Options.Keys)}");
            }

            if (value.TypeIndex == TypeIndex.None)
            {
                throw new HostException("AttributeError", $"{name} is None");
            }

            if (value.TypeIndex is not (TypeIndex.Int or TypeIndex.Bool))
            {
                throw new HostException(
                    "AttributeError", $"Expect config {name} to have type {type}, but instead get {Host.TypeKey(value.TypeIndex)}");
            }

            if (name == ImmutableModule && value.Int64 != 0)
            {
                throw HostException.Unsupported($"check `{ImmutableModule}`");
            }
        }
    }
}
