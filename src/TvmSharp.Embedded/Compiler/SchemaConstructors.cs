using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// The constructors of the schema: a parameter goes into the field of its name, then <see cref="ConstructorRules"/> does
/// what upstream's constructor does beyond that.
/// </summary>
internal static unsafe class SchemaConstructors
{
    // Parameters of another name than their field; the empty name is for one that is not kept in a reflected field.
    private static readonly Dictionary<string, string> FieldOf = new(StringComparer.Ordinal)
    {
        ["ir.Call.ret_ty"] = "ty",
        ["ir.VDevice.tgt"] = "target",
        ["ir.VDevice.dev_id"] = "vdevice_id",
        ["ir.VDevice.mem_scope"] = "memory_scope",
        ["relax.dpl.DataflowVarPattern.name_hint"] = "name",
        ["relax.dpl.ExprPattern.e"] = "expr",
        ["relax.dpl.PrimArrPattern.arr"] = "fields",
        ["relax.dpl.VarPattern.name_hint"] = "name",
        ["relax.Constant.ty_annotation"] = "ty",
        ["relax.DataflowVar.ty_annotation"] = "ty",
        ["relax.TupleGetItem.tuple"] = "tuple_value",
        ["script.printer.AttrAccessDoc.attr"] = "name",
        ["script.printer.DocStringDoc.docs"] = "comment",
        ["tirx.Cast.dtype"] = "ty",
        ["tirx.IterVar.span"] = "",
        ["tirx.TensorIntrin.desc_func"] = "desc",
        ["tirx.TensorIntrin.intrin_func"] = "impl",
    };

    // Parameters that upstream takes empty references for, of fields that are optional or get something else for one. Of
    // fields that stay empty the schema says so.
    private static readonly HashSet<string> MayBeNone =
    [
        "tirx.IfThenElse.else_case", "tirx.BufferType.elem_offset", "tirx.Reduce.condition", "relax.TensorType.vdevice",
    ];

    // They work with what this host does not have: symbolic arithmetic, schedules, tensor expressions.
    private static readonly HashSet<string> Computed =
    [
        "arith.Analyzer", "te.ComputeOp", "te.ExternOp", "te.ScanOp", "te.Tensor", "s_tir.SBijectiveLayout",
        "s_tir.schedule.ScheduleState", "relax.DataflowBlockRewrite",
    ];

    /// <summary>Registers those that this host does not define otherwise.</summary>
    public static void Register()
    {
        foreach (SchemaConstructor constructor in Schema.Constructors)
        {
            TVMFFIObject* known = Host.FindFunction(constructor.Name);
            if (known != null)
            {
                Host.DecRef(known);
            }
            else
            {
                Define(constructor);
            }
        }
    }

    private static void Define(SchemaConstructor constructor)
    {
        NodeType type = constructor.Type;
        NodeField?[] fields = new NodeField?[constructor.Parameters.Length];
        bool isComputed = Computed.Contains(constructor.Name) || !type.IsCreatable;
        for (int i = 0; i < fields.Length; i++)
        {
            string name = FieldOf.GetValueOrDefault($"{constructor.Name}.{constructor.Parameters[i].Name}", constructor.Parameters[i].Name);
            fields[i] = type.FindField(name);
            isComputed |= fields[i] is null && name.Length > 0;
        }

        HostType[] parameters = [.. constructor.Parameters.Select(static parameter => parameter.Type.Type)];
        HostType result = HostType.Nullable(type.Key);
        if (isComputed)
        {
            HostFunction.Define(constructor.Name, result, parameters, _ => throw HostException.Unsupported($"make objects of `{type.Key}`"));
            return;
        }

        ConstructorRule? rule = ConstructorRules.Find(constructor.Name);
        bool[] mayBeNone = [.. constructor.Parameters.Select((parameter, i) =>
            parameter.Type.TakesNone || fields[i] is { IsNullable: true } || MayBeNone.Contains($"{constructor.Name}.{parameter.Name}"))];
        HostFunction.Define(constructor.Name, result, parameters, arguments =>
        {
            TVMFFIObject* node = Pool.Keep(Node.Create(type));
            for (int i = 0; i < fields.Length; i++)
            {
                SchemaParameter parameter = constructor.Parameters[i];
                if (arguments.IsNone(i))
                {
                    // The empty node has what stands for none in the field.
                    if (!mayBeNone[i])
                    {
                        throw HostException.Value($"{parameter.Name} is undefined: `{constructor.Name}` needs a `{parameter.Type.Type.Name}` for it");
                    }
                }
                else if (fields[i] is { } field)
                {
                    TVMFFIAny value = parameter.Type.Convert(arguments.Any(i));
                    value = field.Convert?.Invoke(value) ?? value;
                    FieldAccess.Write((byte*)node + field.Offset, field.Kind, &value);
                }
            }

            rule?.Invoke(node);
            return Value.Object(node);
        });
    }
}
