using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Relax types, expressions and functions: <c>src/relax/ir/expr.cc</c>, <c>src/relax/ir/dependent_type.cc</c>.</summary>
internal static unsafe class RelaxFunctions
{
    private const int UnknownRank = -1;
    private const string InferByArguments = "tvm.relax.type.infer_by_ty_args";

    public static void Register()
    {
        HostType function = HostType.OptionalOf(HostType.Nullable("relax.expr.Function"));
        HostType any = HostType.Object("ir.BaseFunc");
        HostFunction.Define("relax.FuncWithAttr", function, [any, HostType.Text, HostType.Any], static arguments => With(
            arguments.Object(0), "ir.BaseFuncWithAttr", arguments.Any(1), arguments.Any(2)));
        HostFunction.Define("relax.FuncWithAttrs", function, [any, HostType.MapOf(HostType.Text, HostType.Any)], static arguments => With(
            arguments.Object(0), "ir.BaseFuncWithAttrs", arguments.Any(1)));
        HostFunction.Define("relax.FuncWithoutAttr", function, [any, HostType.Text], static arguments => With(
            arguments.Object(0), "ir.BaseFuncWithoutAttr", arguments.Any(1)));
        HostFunction.Define("relax.ObjectType", HostType.Object("relax.AnyType"), [HostType.Nullable("ir.Span")], static arguments =>
        {
            TVMFFIObject* type = AnyType();
            Node.Set(type, NodeTypes.TypeSpan, arguments.Object(0));
            return Value.Object(type);
        });
        HostFunction.Define("relax.FuncTypeOpaqueFunc", HostType.Object("relax.FuncType"),
            [HostType.OptionalOf(HostType.Object("ir.Type")), HostType.OptionalOf(HostType.Nullable("ir.EnvFunc")), HostType.Bool, HostType.Nullable("ir.Span")],
            static arguments =>
            {
                if (!arguments.IsNone(0) && !arguments.IsNone(1))
                {
                    throw HostException.Value("Cannot specify both ret and derive_func");
                }

                TVMFFIObject* type = OpaqueFunction(arguments.Object(1), arguments.Bool(2));
                if (!arguments.IsNone(0))
                {
                    Node.Set(type, "ret", arguments.Object(0));
                }

                Node.Set(type, NodeTypes.TypeSpan, arguments.Object(3));
                return Value.Object(type);
            });
        HostFunction.Define(InferByArguments, HostType.Object("ir.Type"), [HostType.Object("ir.Call"), HostType.Nullable("relax.BlockBuilder")],
            static arguments =>
            {
                TVMFFIObject* types = Node.Get(arguments.Object(0), "ty_args");
                ReadOnlySpan<TVMFFIAny> elements = Value.Elements(types);
                return elements.Length switch
                {
                    0 => Value.Object(AnyType()),
                    1 => elements[0],
                    _ => Value.Object(TupleOf(types)),
                };
            });
    }

    /// <summary>An expression as the sequence that functions and branches hold; kept until the call ends.</summary>
    public static TVMFFIAny ToSequence(TVMFFIAny value)
    {
        if (value.TypeIndex == TypeIndex.None || value.TypeIndex == Schema.Type("relax.expr.SeqExpr").Index)
        {
            return value;
        }

        TVMFFIObject* sequence = Pool.Keep(Node.Create(Schema.Type("relax.expr.SeqExpr")));
        Node.Set(sequence, "body", value.Obj);
        return Value.Object(sequence);
    }

    /// <summary>The type of expressions that are not computed with.</summary>
    public static void IsAny(TVMFFIObject* node) => Node.Set(node, NodeTypes.ExprType, AnyType());

    public static void Tuple(TVMFFIObject* node)
    {
        List<TVMFFIAny> types = [];
        foreach (TVMFFIAny field in Value.Elements(Node.Get(node, "fields")))
        {
            if (!TryType(field.Obj, out TVMFFIObject* type))
            {
                return;
            }

            types.Add(Value.Object(type));
        }

        Node.Set(node, NodeTypes.ExprType, TupleOf(Pool.Keep(Containers.Array([.. types]))));
    }

    public static void TupleGetItem(TVMFFIObject* node)
    {
        int index = Node.Data<int>(node, "index");
        ConstructorRules.Check(index >= 0, $"Index out of bounds: a Tuple cannot be accessed with negative index {index}");
        TVMFFIObject* type = Node.Get(Node.Get(node, "tuple_value"), NodeTypes.ExprType);
        if (Node.Is(type, NodeTypes.TupleType))
        {
            ReadOnlySpan<TVMFFIAny> fields = Value.Elements(Node.Get(type, NodeTypes.TupleTypeItems));
            ConstructorRules.Check(index < fields.Length,
                $"Index out of bounds: the Tuple is of size {fields.Length}, and cannot be accessed with index {index}");
            Node.Set(node, NodeTypes.ExprType, fields[index].Obj);
        }
    }

    public static void ShapeExpr(TVMFFIObject* node)
    {
        ToInt64(node);
        Node.Set(node, NodeTypes.ExprType, ShapeOf(Node.Get(node, "values")));
    }

    public static void ShapeType(TVMFFIObject* node)
    {
        ref int rank = ref Node.Data<int>(node, "ndim");
        if (Node.Get(node, "values") == null)
        {
            ConstructorRules.Check(rank >= UnknownRank, $"ndim of ShapeType must be >= -1, but got {rank}");
            return;
        }

        if (rank != UnknownRank)
        {
            throw HostException.Value("Cannot both specify values and ndim");
        }

        ToInt64(node);
        rank = Value.Elements(Node.Get(node, "values")).Length;
    }

    public static void TensorType(TVMFFIObject* node)
    {
        ref int rank = ref Node.Data<int>(node, "ndim");
        TVMFFIObject* shape = Node.Get(node, "shape");
        if (shape == null)
        {
            ConstructorRules.Check(rank >= UnknownRank, $"ndim of TensorType must be >= -1, but got {rank}");
            return;
        }

        if (rank != UnknownRank)
        {
            throw HostException.Value("Cannot both specify shape and ndim");
        }

        TVMFFIObject* type = Node.Get(shape, NodeTypes.ExprType);
        ConstructorRules.Check(Node.Is(type, Schema.Type("relax.ShapeType")), "We expect shape to contain pre-set shape type");
        ConstructorRules.Check(Node.Is(shape, Schema.Type("relax.expr.ShapeExpr")) || Node.Is(shape, NodeTypes.Var),
            "We require shape to be normalized when constructing TensorType");
        rank = Node.Data<int>(type, "ndim");
    }

    public static void Constant(TVMFFIObject* node)
    {
        if (TryType(node, out _))
        {
            return;
        }

        DLTensor* tensor = (DLTensor*)(Node.Get(node, "data") + 1);
        TVMFFIAny[] extents = new TVMFFIAny[tensor->NDim];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = Value.Object(Ir.Integer(Ir.Int64, tensor->Shape[i]));
        }

        TVMFFIObject* shape = Pool.Keep(Node.Create(Schema.Type("relax.expr.ShapeExpr")));
        Node.Set(shape, "values", Pool.Keep(Containers.Array(extents)));
        ShapeExpr(shape);
        TVMFFIObject* type = Pool.Keep(Node.Create(Schema.Type("relax.TensorType")));
        Node.Set(type, "shape", shape);
        Node.Set(type, "dtype", TypeFunctions.PrimType(tensor->DType));
        Node.Data<int>(type, "ndim") = extents.Length;
        Node.Set(node, NodeTypes.ExprType, type);
    }

    public static void ExternFunc(TVMFFIObject* node)
    {
        TVMFFIObject* type = Node.Get(node, NodeTypes.ExprType);
        if (!TryType(node, out _))
        {
            type = OpaqueFunction(Operators.EnvironmentFunction(InferByArguments), false);
            Node.Set(node, NodeTypes.ExprType, type);
        }

        ConstructorRules.Check(Node.Is(type, Schema.Type("relax.FuncType")),
            $"ExternFunc must have FuncType, but declaration of '{Node.Text(node, "global_symbol")}' received {Host.TypeKey(type->TypeIndex)}");
    }

    public static void Function(TVMFFIObject* node)
    {
        List<TVMFFIAny> types = [];
        foreach (TVMFFIAny parameter in Value.Elements(Node.Get(node, "params")))
        {
            ConstructorRules.Check(TryType(parameter.Obj, out TVMFFIObject* type), "relax.Function requires params to contain ty");
            types.Add(Value.Object(type));
        }

        TVMFFIObject* parameters = Pool.Keep(Containers.Array([.. types]));
        bool hasResult = !IsMissing(Node.Get(node, "ret_ty"));
        bool hasBody = TryType(Node.Get(node, "body"), out TVMFFIObject* body)
            || TryType(Node.Get(Node.Get(node, "body"), "body"), out body);
        ConstructorRules.Check(hasBody || hasResult,
            "Function must be constructed with either an explicit type for the return type, or a normalized body with type.");
        if (hasBody && (!hasResult || IsMoreExact(body, Node.Get(node, "ret_ty"))))
        {
            RequireKnownVariables(body, parameters);
            Node.Set(node, "ret_ty", body);
        }

        TVMFFIObject* function = Pool.Keep(Node.Create(Schema.Type("relax.FuncType")));
        Node.Set(function, "params", parameters);
        Node.Set(function, "ret", Node.Get(node, "ret_ty"));
        Node.Data<byte>(function, "purity") = Node.Data<byte>(node, "is_pure");
        Node.Set(node, NodeTypes.ExprType, function);
    }

    /// <summary>Whether a type is the one that stands for none. A loaded graph has one of its own.</summary>
    public static bool IsMissing(TVMFFIObject* type) => type == null || type->TypeIndex == NodeTypes.Type.Index;

    /// <summary>The variables in a type.</summary>
    public static HashSet<nint> VariablesIn(TVMFFIObject* value)
    {
        HashSet<nint> variables = [];
        Collect(Value.Object(value), variables, 0);
        return variables;

        static void Collect(TVMFFIAny value, HashSet<nint> variables, int depth)
        {
            if (!Value.IsObject(value) || depth > 64)
            {
                return;
            }

            if (value.TypeIndex == TypeIndex.Array)
            {
                foreach (TVMFFIAny element in Value.Elements(value.Obj))
                {
                    Collect(element, variables, depth + 1);
                }
            }
            else if (Node.Is(value.Obj, NodeTypes.Var))
            {
                variables.Add((nint)value.Obj);
            }
            else if (Node.TypeOf(value.Obj) is { } type)
            {
                foreach (NodeField field in type.Fields)
                {
                    if (field.IsPointer)
                    {
                        Collect(Value.Object(Node.Get(value.Obj, field)), variables, depth + 1);
                    }
                }
            }
        }
    }

    private static bool TryType(TVMFFIObject* expression, out TVMFFIObject* type)
    {
        type = Node.Get(expression, NodeTypes.ExprType);
        return !IsMissing(type);
    }

    private static TVMFFIAny With(TVMFFIObject* function, string name, params ReadOnlySpan<TVMFFIAny> arguments) =>
        Node.Is(function, NodeTypes.RelaxFunction)
            ? Pool.Keep(Host.CallGlobal(name, [Value.Object(function), .. arguments]))
            : Value.None;

    private static TVMFFIObject* AnyType() => Pool.Keep(Node.Create(Schema.Type("relax.AnyType")));

    private static TVMFFIObject* TupleOf(TVMFFIObject* types)
    {
        TVMFFIObject* type = Pool.Keep(Node.Create(NodeTypes.TupleType));
        Node.Set(type, NodeTypes.TupleTypeItems, types);
        return type;
    }

    private static TVMFFIObject* ShapeOf(TVMFFIObject* values)
    {
        TVMFFIObject* type = Pool.Keep(Node.Create(Schema.Type("relax.ShapeType")));
        Node.Set(type, "values", values);
        Node.Data<int>(type, "ndim") = Value.Elements(values).Length;
        return type;
    }

    private static TVMFFIObject* OpaqueFunction(TVMFFIObject* derive, bool isPure)
    {
        TVMFFIObject* type = Pool.Keep(Node.Create(Schema.Type("relax.FuncType")));
        Node.Set(type, "derive_func", derive);
        Node.Set(type, "ret", AnyType());
        Node.Data<byte>(type, "purity") = isPure ? (byte)1 : (byte)0;
        return type;
    }

    /// <summary>Extents are 64-bit integers.</summary>
    private static void ToInt64(TVMFFIObject* node)
    {
        List<TVMFFIAny> values = [];
        foreach (TVMFFIAny value in Value.Elements(Node.Get(node, "values")))
        {
            DLDataType type = ConstructorRules.TypeOf(value.Obj);
            if (ConstructorRules.IsConstant(value.Obj, out long constant) && !type.Equals(Ir.Int64))
            {
                values.Add(Value.Object(Ir.Integer(Ir.Int64, constant)));
                continue;
            }

            ConstructorRules.Check(type.Equals(Ir.Int64), "the value in ShapeType can only have dtype of int64");
            values.Add(value);
        }

        Node.Set(node, "values", Pool.Keep(Containers.Array([.. values])));
    }

    /// <summary>Whether a type says as much as another and more; upstream's <c>IsBaseOf</c> for the types of values.</summary>
    private static bool IsMoreExact(TVMFFIObject* type, TVMFFIObject* other)
    {
        if (Node.Is(other, Schema.Type("relax.AnyType")))
        {
            return true;
        }

        if (type->TypeIndex != other->TypeIndex)
        {
            return false;
        }

        if (!Node.Is(type, Schema.Type("relax.TensorType")))
        {
            return ConstructorRules.AreEqual(type, other);
        }

        return Fits("shape") && Fits("dtype") && Fits("vdevice")
            && (Node.Data<int>(other, "ndim") == UnknownRank || Node.Data<int>(other, "ndim") == Node.Data<int>(type, "ndim"));

        bool Fits(string field)
        {
            TVMFFIObject* expected = Node.Get(other, field);
            TVMFFIObject* actual = Node.Get(type, field);
            return expected == null || (actual != null && ConstructorRules.AreEqual(actual, expected));
        }
    }

    /// <summary>A result may be sized by variables that the parameters define. Upstream erases others from the type.</summary>
    private static void RequireKnownVariables(TVMFFIObject* result, TVMFFIObject* parameters)
    {
        HashSet<nint> known = VariablesIn(parameters);
        if (!VariablesIn(result).IsSubsetOf(known))
        {
            throw HostException.Unsupported("erase variables of the body from the type of a function: pass ret_ty");
        }
    }
}
