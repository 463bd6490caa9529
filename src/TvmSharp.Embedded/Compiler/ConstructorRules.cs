using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Checks and completes an object of which the fields are set.</summary>
internal unsafe delegate void ConstructorRule(TVMFFIObject* node);

/// <summary>
/// What upstream's constructors check and infer: <c>src/tirx/ir/expr.cc</c>, <c>src/tirx/ir/stmt.cc</c>,
/// <c>src/tirx/ir/buffer.cc</c>, <c>src/ir/expr.cc</c>.
/// </summary>
internal static unsafe class ConstructorRules
{
    private const int AllocAlignment = 64;
    private const int CommReduce = 2;

    private static readonly Dictionary<string, ConstructorRule> Rules = new(StringComparer.Ordinal)
    {
        ["tirx.Add"] = Arithmetic,
        ["tirx.Sub"] = Arithmetic,
        ["tirx.Mul"] = Arithmetic,
        ["tirx.Div"] = Arithmetic,
        ["tirx.Mod"] = Arithmetic,
        ["tirx.FloorDiv"] = Arithmetic,
        ["tirx.FloorMod"] = Arithmetic,
        ["tirx.Min"] = Arithmetic,
        ["tirx.Max"] = Arithmetic,
        ["tirx.EQ"] = Comparison,
        ["tirx.NE"] = Comparison,
        ["tirx.LT"] = Comparison,
        ["tirx.LE"] = Comparison,
        ["tirx.GT"] = Comparison,
        ["tirx.GE"] = Comparison,
        ["tirx.And"] = Logical,
        ["tirx.Or"] = Logical,
        ["tirx.Not"] = Not,
        ["tirx.Cast"] = Cast,
        ["tirx.Select"] = Select,
        ["tirx.Ramp"] = Ramp,
        ["tirx.Broadcast"] = Broadcast,
        ["tirx.Let"] = Let,
        ["tirx.Shuffle"] = Shuffle,
        ["tirx.CommReducer"] = CommReducer,
        ["tirx.Reduce"] = Reduce,
        ["tirx.BufferLoad"] = BufferLoad,
        ["tirx.ProducerLoad"] = static _ => throw HostException.Unsupported("know the type of what a producer gives"),
        ["tirx.BufferType"] = BufferType,
        ["tirx.IterVar"] = IterVar,
        ["tirx.Bind"] = Bind,
        ["tirx.AssertStmt"] = Assert,
        ["tirx.For"] = For,
        ["tirx.While"] = While,
        ["tirx.DeclBuffer"] = DeclBuffer,
        ["tirx.BufferStore"] = BufferStore,
        ["tirx.BufferRegion"] = BufferRegion,
        ["tirx.MatchBufferRegion"] = MatchBufferRegion,
        ["tirx.SBlockRealize"] = SBlockRealize,
        ["relax.Tuple"] = RelaxFunctions.Tuple,
        ["relax.TupleGetItem"] = RelaxFunctions.TupleGetItem,
        ["relax.ShapeExpr"] = RelaxFunctions.ShapeExpr,
        ["relax.Constant"] = RelaxFunctions.Constant,
        ["relax.StringImm"] = RelaxFunctions.IsAny,
        ["relax.DataTypeImm"] = RelaxFunctions.IsAny,
        ["relax.Function"] = RelaxFunctions.Function,
        ["relax.ExternFunc"] = RelaxFunctions.ExternFunc,
        ["relax.ShapeType"] = RelaxFunctions.ShapeType,
        ["relax.TensorType"] = RelaxFunctions.TensorType,
    };

    /// <summary>The rule of a constructor; null when it keeps its arguments and no more.</summary>
    public static ConstructorRule? Find(string constructor) => Rules.GetValueOrDefault(constructor);

    /// <summary>The element type of an expression.</summary>
    public static DLDataType TypeOf(TVMFFIObject* expression)
    {
        TVMFFIObject* type = Node.Get(expression, NodeTypes.ExprType);
        return Node.Is(type, NodeTypes.PrimType)
            ? Node.Data<DLDataType>(type, NodeTypes.PrimTypeDType)
            : throw HostException.Type($"`{Host.TypeKey(expression->TypeIndex)}` is no primitive expression: its type is `{Host.TypeKey(type->TypeIndex)}`");
    }

    /// <summary>Whether two values are structurally equal.</summary>
    public static bool AreEqual(TVMFFIObject* left, TVMFFIObject* right) =>
        left == right || Host.CallGlobal("ffi.StructuralEqual", Value.Object(left), Value.Object(right), Value.Bool(false), Value.Bool(false)).Int64 != 0;

    /// <summary>The type of an element with other lanes.</summary>
    public static DLDataType WithLanes(DLDataType type, int lanes) => new() { Code = type.Code, Bits = type.Bits, Lanes = unchecked((ushort)lanes) };

    /// <summary>The value of an integer constant.</summary>
    public static bool IsConstant(TVMFFIObject* expression, out long value)
    {
        bool isConstant = Node.Is(expression, NodeTypes.IntImm);
        value = isConstant ? Node.Data<long>(expression, NodeTypes.IntImmValue) : 0;
        return isConstant;
    }

    /// <summary>Upstream's <c>TVM_FFI_ICHECK</c>.</summary>
    public static void Check(bool condition, string message)
    {
        if (!condition)
        {
            throw HostException.Internal(message);
        }
    }

    private static void Arithmetic(TVMFFIObject* node)
    {
        SameTypes(Node.Get(node, "a"), Node.Get(node, "b"));
        Node.Set(node, NodeTypes.ExprType, Node.Get(Node.Get(node, "a"), NodeTypes.ExprType));
    }

    private static void Comparison(TVMFFIObject* node)
    {
        SameTypes(Node.Get(node, "a"), Node.Get(node, "b"));
        SetType(node, WithLanes(Ir.Bool, TypeOf(Node.Get(node, "a")).Lanes));
    }

    private static void Logical(TVMFFIObject* node)
    {
        RequireBool(Node.Get(node, "a"), "a");
        RequireBool(Node.Get(node, "b"), "b");
        SameTypes(Node.Get(node, "a"), Node.Get(node, "b"));
        SetType(node, WithLanes(Ir.Bool, TypeOf(Node.Get(node, "a")).Lanes));
    }

    private static void Not(TVMFFIObject* node)
    {
        RequireBool(Node.Get(node, "a"), "a");
        SetType(node, WithLanes(Ir.Bool, TypeOf(Node.Get(node, "a")).Lanes));
    }

    private static void Cast(TVMFFIObject* node)
    {
        DLDataType to = TypeOf(node);
        DLDataType from = TypeOf(Node.Get(node, "value"));
        Check(to.Lanes == from.Lanes, $"A Cast from {Name(from)} to {Name(to)} changes the number of lanes");
    }

    private static void Select(TVMFFIObject* node)
    {
        RequireBool(Node.Get(node, "condition"), "condition");
        DLDataType condition = TypeOf(Node.Get(node, "condition"));
        DLDataType whenTrue = TypeOf(Node.Get(node, "true_value"));
        DLDataType whenFalse = TypeOf(Node.Get(node, "false_value"));
        Check(Lanes(condition) == Lanes(whenTrue) || condition.Lanes == 1,
            $"The condition of a Select has {Lanes(condition)} lanes, its values have {Lanes(whenTrue)}");
        if (!whenTrue.Equals(whenFalse))
        {
            throw HostException.Type($"mismatched types. False type: {Name(whenFalse)}; True type: {Name(whenTrue)}");
        }

        Node.Set(node, NodeTypes.ExprType, Node.Get(Node.Get(node, "true_value"), NodeTypes.ExprType));
    }

    private static void Ramp(TVMFFIObject* node)
    {
        TVMFFIObject* stride = Node.Get(node, "stride");
        DLDataType type = TypeOf(Node.Get(node, "base"));
        Check(type.Lanes == 1, $"The base of a Ramp must be a scalar, but it is {Name(type)}");
        Check(TypeOf(stride).Lanes == 1, $"The stride of a Ramp must be a scalar, but it is {Name(TypeOf(stride))}");
        if (!TypeOf(stride).Equals(type))
        {
            Node.Set(node, "stride", CastTo(type, stride));
        }

        Widen(node, type);
    }

    private static void Broadcast(TVMFFIObject* node)
    {
        DLDataType type = TypeOf(Node.Get(node, "value"));
        Check(type.Lanes == 1, $"The value of a Broadcast must be a scalar, but it is {Name(type)}");
        Widen(node, type);
    }

    private static void Let(TVMFFIObject* node)
    {
        DLDataType variable = TypeOf(Node.Get(node, "var"));
        DLDataType value = TypeOf(Node.Get(node, "value"));
        Check(variable.Equals(value), $"A Let binds {Node.Text(Node.Get(node, "var"), NodeTypes.VarName)} of type {Name(variable)} to a value of type {Name(value)}");
        Node.Set(node, NodeTypes.ExprType, Node.Get(Node.Get(node, "body"), NodeTypes.ExprType));
    }

    private static void Shuffle(TVMFFIObject* node)
    {
        ReadOnlySpan<TVMFFIAny> vectors = Value.Elements(Node.Get(node, "vectors"));
        int count = Value.Elements(Node.Get(node, "indices")).Length;
        Check(vectors.Length != 0, "A Shuffle needs vectors");
        Check(count != 0, "A Shuffle needs indices");
        DLDataType element = WithLanes(TypeOf(vectors[0].Obj), 1);
        int lanes = 0;
        foreach (TVMFFIAny vector in vectors)
        {
            DLDataType type = TypeOf(vector.Obj);
            Check(WithLanes(type, 1).Equals(element), $"A Shuffle has vectors of {Name(element)} and of {Name(WithLanes(type, 1))}");
            lanes += type.Lanes;
        }

        Check(count <= lanes, $"A Shuffle has {count} indices into {lanes} lanes");
        SetType(node, WithLanes(element, count));
    }

    private static void CommReducer(TVMFFIObject* node)
    {
        ReadOnlySpan<TVMFFIAny> identities = Value.Elements(Node.Get(node, "identity_element"));
        int count = Value.Elements(Node.Get(node, "result")).Length;
        foreach (string side in (string[])["lhs", "rhs"])
        {
            ReadOnlySpan<TVMFFIAny> variables = Value.Elements(Node.Get(node, side));
            if (variables.Length != count)
            {
                throw HostException.Value($"The number of vars in `{side}` must equal to the number of elements in `results`");
            }

            for (int i = 0; i < Math.Min(identities.Length, count); i++)
            {
                if (!TypeOf(variables[i].Obj).Equals(TypeOf(identities[i].Obj)))
                {
                    throw HostException.Unsupported($"give the variables in `{side}` of a reducer the types of its identities");
                }
            }
        }

        if (identities.Length != count)
        {
            throw HostException.Value("The number of identities must equal to the number of elements in `results`");
        }
    }

    private static void Reduce(TVMFFIObject* node)
    {
        ReadOnlySpan<TVMFFIAny> source = Value.Elements(Node.Get(node, "source"));
        int initial = Value.Elements(Node.Get(node, "init")).Length;
        foreach (TVMFFIAny axis in Value.Elements(Node.Get(node, "axis")))
        {
            Check(Node.Data<int>(axis.Obj, "iter_type") == CommReduce, "Can only take axis created by reduce_axis");
        }

        Check(initial == 0 || initial == source.Length, "Number of inits should match number of exprs");
        int index = Node.Data<int>(node, "value_index");
        Check(index >= 0 && index < source.Length, $"A Reduce of {source.Length} values has no value {index}");
        if (Node.Get(node, "condition") == null)
        {
            Node.Set(node, "condition", Ir.Integer(Ir.Bool, 1));
        }

        Node.Set(node, NodeTypes.ExprType, Node.Get(source[index].Obj, NodeTypes.ExprType));
    }

    private static void BufferLoad(TVMFFIObject* node)
    {
        ReadOnlySpan<TVMFFIAny> indices = CheckIndices(node);
        DLDataType element = ElementType(node);
        if (indices.Length == 0)
        {
            SetType(node, element);
        }
        else
        {
            SetType(node, Access(element, TypeOf(indices[^1].Obj)));
        }

        TVMFFIObject* predicate = Node.Get(node, "predicate");
        if (predicate != null)
        {
            CheckPredicate(TypeOf(predicate), TypeOf(node), "load a vector");
        }
    }

    private static void BufferStore(TVMFFIObject* node)
    {
        ReadOnlySpan<TVMFFIAny> indices = CheckIndices(node);
        DLDataType element = ElementType(node);
        DLDataType value = TypeOf(Node.Get(node, "value"));
        DLDataType access = indices.Length == 0 ? element : Access(element, TypeOf(indices[^1].Obj));
        int index = indices.Length == 0 ? 1 : Lanes(TypeOf(indices[^1].Obj));
        if (IsScalable(access))
        {
            Check(IsScalable(value), "Can't store non-scalable data into scalable buffer");
        }

        Check(Lanes(access) == Lanes(value),
            $"Cannot store value with {Lanes(value)}, expected value with {Lanes(access)} ({index} index lanes * {Lanes(element)} buffer element lanes)");
        TVMFFIObject* predicate = Node.Get(node, "predicate");
        if (predicate != null)
        {
            CheckPredicate(TypeOf(predicate), value, "store a value");
        }

        if (!access.Equals(value))
        {
            throw HostException.Type(
                $"dtype mismatch on BufferStore: buffer's dtype is `{Name(element)}`, the lanes of indexing are: `{index}`, the scalability is: `{(IsScalable(access) ? 1 : 0)}`, but RHS's dtype is `{Name(value)}`");
        }
    }

    private static void BufferType(TVMFFIObject* node)
    {
        if (Node.Text(node, "storage_scope").Length == 0)
        {
            Node.SetView(node, Node.Field(node, "storage_scope"), Pool.Keep(Value.String("global")));
        }

        if (Node.Get(node, "elem_offset") == null)
        {
            ReadOnlySpan<TVMFFIAny> shape = Value.Elements(Node.Get(node, "shape"));
            Node.Set(node, "elem_offset", Ir.Integer(shape.Length == 0 ? Ir.Int32 : TypeOf(shape[0].Obj), 0));
        }

        ref int alignment = ref Node.Data<int>(node, "data_alignment");
        alignment = alignment <= 0 ? AllocAlignment : alignment;
        ref int factor = ref Node.Data<int>(node, "offset_factor");
        factor = factor == 0 ? 1 : factor;
    }

    private static void IterVar(TVMFFIObject* node)
    {
        TVMFFIObject* domain = Node.Get(node, "dom");
        if (domain == null || Node.Get(domain, "extent") == null)
        {
            return;
        }

        DLDataType extent = TypeOf(Node.Get(domain, "extent"));
        DLDataType variable = TypeOf(Node.Get(node, "var"));
        Check(extent.Code == Ir.Int32.Code,
            $"The dtype of the domain of an IterVar must be an integer type. However, the domain's dtype is {Name(extent)}");
        Check(extent.Equals(variable),
            $"The dtype of the extent of an IterVar ({Name(extent)}) must match its associated Var's dtype ({Name(variable)})");
    }

    private static void Bind(TVMFFIObject* node) => Check(
        AreEqual(Node.Get(Node.Get(node, "value"), NodeTypes.ExprType), Node.Get(Node.Get(node, "var"), NodeTypes.ExprType)),
        $"The value that {Node.Text(Node.Get(node, "var"), NodeTypes.VarName)} is bound to has another type than the variable");

    private static void Assert(TVMFFIObject* node)
    {
        DLDataType condition = TypeOf(Node.Get(node, "condition"));
        Check(condition.Code == Ir.Bool.Code, $"AssertStmt should have boolean condition, but received one with dtype {Name(condition)}");
    }

    private static void For(TVMFFIObject* node)
    {
        DLDataType variable = TypeOf(Node.Get(node, "loop_var"));
        foreach (string name in (string[])["loop_var", "min", "extent", "step"])
        {
            TVMFFIObject* value = Node.Get(node, name);
            if (value == null)
            {
                continue;
            }

            DLDataType type = TypeOf(value);
            Check(type.Lanes == 1 && type.Code is 0 or 1,
                $"TIR For nodes require a scalar integer as the {name}, but received one with dtype {Name(type)}");
            Check(type.Bits <= variable.Bits,
                $" Loop variable's dtype ({Name(variable)}) is narrower than that of `min` or `extent` ({Name(type)})");
            if (type.Bits < variable.Bits && IsConstant(value, out long constant))
            {
                Node.Set(node, name, Ir.Integer(variable, constant));
            }
            else
            {
                Check(type.Equals(variable), $"{Name(variable)} vs {Name(type)}");
            }
        }
    }

    private static void While(TVMFFIObject* node) =>
        Check(TypeOf(Node.Get(node, "condition")).Lanes == 1, "The condition of a While must be a scalar");

    private static void DeclBuffer(TVMFFIObject* node)
    {
        TVMFFIObject* type = Node.Get(Node.Get(node, "buffer"), NodeTypes.ExprType);
        int addresses = Value.Elements(Node.Get(type, "allocated_addr")).Length;
        string scope = Node.Text(type, "storage_scope");
        if (scope == "tmem")
        {
            Check(addresses == 1, "ValueError: For `tmem` scope, DeclBuffer requires exactly one `allocated_addr` PrimExpr");
        }
        else if (scope is "" or "global" or "shared" or "shared.dyn" or "local")
        {
            Check(addresses == 0, $"ValueError: For `{(scope.Length == 0 ? "global" : scope)}` scope, DeclBuffer does not accept `allocated_addr`");
        }
    }

    private static void BufferRegion(TVMFFIObject* node)
    {
        TVMFFIObject* buffer = Node.Get(node, "buffer");
        int shape = Value.Elements(Node.Get(Node.Get(buffer, NodeTypes.ExprType), "shape")).Length;
        int region = Value.Elements(Node.Get(node, "region")).Length;
        Check(shape == region,
            $"The dimension between {Node.Text(buffer, NodeTypes.VarName)} and region mismatched: the buffer has {shape}, the region {region}");
    }

    private static void MatchBufferRegion(TVMFFIObject* node)
    {
        TVMFFIObject* buffer = Node.Get(node, "buffer");
        TVMFFIObject* type = Node.Get(buffer, NodeTypes.ExprType);
        TVMFFIObject* source = Node.Get(Node.Get(Node.Get(node, "source"), "buffer"), NodeTypes.ExprType);
        string name = Node.Text(buffer, NodeTypes.VarName);
        Check(Node.Text(type, "storage_scope") == Node.Text(source, "storage_scope"),
            $"MatchBuffer {name} scope mismatch:{Node.Text(type, "storage_scope")} vs. {Node.Text(source, "storage_scope")}");
        Check(AreEqual(Node.Get(type, "dtype"), Node.Get(source, "dtype")), $"MatchBuffer {name} data type mismatch");
        Check(Node.Data<int>(source, "data_alignment") % Node.Data<int>(type, "data_alignment") == 0,
            $"Trying to match buffer to another one with lower alignment requirement  required alignment={Node.Data<int>(type, "data_alignment")}, provided alignment={Node.Data<int>(source, "data_alignment")}");
        ReadOnlySpan<TVMFFIAny> shape = Value.Elements(Node.Get(type, "shape"));
        ReadOnlySpan<TVMFFIAny> region = Value.Elements(Node.Get(Node.Get(node, "source"), "region"));
        Check(region.Length >= shape.Length,
            $"Dimension of source ffi::Array<Range> expected to be larger or equal than target buffer shape, but got {region.Length} vs. {shape.Length}");
        int offset = region.Length - shape.Length;
        for (int i = 0; i < region.Length; i++)
        {
            TVMFFIObject* extent = Node.Get(region[i].Obj, "extent");
            TVMFFIObject* expected = i < offset ? Ir.Integer(TypeOf(extent), 1) : shape[i - offset].Obj;
            if (Node.Is(expected, NodeTypes.Var) || AreEqual(extent, expected))
            {
                continue;
            }

            if (IsConstant(extent, out long left) && IsConstant(expected, out long right))
            {
                Check(left == right, $"The dimension mismatched between source region and target buffer shape, got {left} vs. {right}.");
            }
            else
            {
                throw HostException.Unsupported("prove that symbolic extents of a region and of a buffer are equal");
            }
        }
    }

    private static void SBlockRealize(TVMFFIObject* node)
    {
        if (Value.Elements(Node.Get(Node.Get(node, "block"), "iter_vars")).Length != Value.Elements(Node.Get(node, "iter_values")).Length)
        {
            throw HostException.Value("BlockRealize needs to have the same number of iter_vars and binding values");
        }

        if (TypeOf(Node.Get(node, "predicate")).Code != Ir.Bool.Code)
        {
            throw HostException.Type("Expect Block.predicate to be a bool expression");
        }
    }

    private static ReadOnlySpan<TVMFFIAny> CheckIndices(TVMFFIObject* node)
    {
        TVMFFIObject* buffer = Node.Get(node, "buffer");
        ReadOnlySpan<TVMFFIAny> indices = Value.Elements(Node.Get(node, "indices"));
        int rank = Value.Elements(Node.Get(Node.Get(buffer, NodeTypes.ExprType), "shape")).Length;
        Check(rank == indices.Length,
            $"BufferVar {Node.Text(buffer, NodeTypes.VarName)} is {rank}-dimensional, cannot be indexed with the {indices.Length}-dimensional indices provided.");
        for (int i = 0; i < indices.Length - 1; i++)
        {
            Check(TypeOf(indices[i].Obj).Lanes == 1, "Only the last index of a buffer access may be a vector type.");
        }

        return indices;
    }

    private static DLDataType ElementType(TVMFFIObject* access) => Node.Data<DLDataType>(
        Node.Get(Node.Get(Node.Get(access, "buffer"), NodeTypes.ExprType), "dtype"), NodeTypes.PrimTypeDType);

    /// <summary>The type of what is at an index, which may be a vector.</summary>
    private static DLDataType Access(DLDataType element, DLDataType index)
    {
        Check(!(IsScalable(element) && IsScalable(index)), "Index dtype and buffer dtype can't both be scalable.");
        int lanes = Lanes(element) * Lanes(index);
        return WithLanes(element, IsScalable(element) || IsScalable(index) ? -lanes : lanes);
    }

    private static void CheckPredicate(DLDataType predicate, DLDataType value, string what)
    {
        Check(IsScalable(predicate) == IsScalable(value), "Predicate mask dtype and load indices must both be scalable.");
        Check(Lanes(predicate) == Lanes(value),
            $"Got a predicate mask with {Lanes(predicate)} lanes, but trying to {what} with {Lanes(value)} lanes. The number of lanes must match.");
        Check(predicate.Code == Ir.Bool.Code || predicate is { Code: 1, Bits: 1 },
            $"Predicate mask elements must be boolean values, but got {Name(predicate)}.");
    }

    /// <summary>Gives a vector its type and its number of lanes the form that upstream keeps.</summary>
    private static void Widen(TVMFFIObject* node, DLDataType element)
    {
        TVMFFIObject* lanes = Node.Get(node, "lanes");
        if (IsConstant(lanes, out long count))
        {
            Check(count > 1, $"Check failed: lanes > 1 ({count} vs. 1) ");
            SetType(node, WithLanes(element, checked((int)count)));
            Node.Set(node, "lanes", Ir.Integer(Ir.Int32, count));
            return;
        }

        SetType(node, WithLanes(element, -checked((int)ScaleFactor(lanes))));
    }

    /// <summary>The factor of <c>vscale()</c> in a number of lanes.</summary>
    private static long ScaleFactor(TVMFFIObject* lanes)
    {
        if (lanes->TypeIndex == Schema.Type("tirx.Mul").Index)
        {
            TVMFFIObject* left = Node.Get(lanes, "a");
            TVMFFIObject* right = Node.Get(lanes, "b");
            if ((IsConstant(left, out long factor) && IsScale(right)) || (IsConstant(right, out factor) && IsScale(left)))
            {
                return factor;
            }
        }

        throw HostException.Internal("Invalid expression for scalable lanes");

        static bool IsScale(TVMFFIObject* expression) =>
            expression->TypeIndex == Schema.Type("ir.Call").Index && Operators.NameOf(Node.Get(expression, "op")) == "tirx.vscale";
    }

    private static TVMFFIObject* CastTo(DLDataType type, TVMFFIObject* value)
    {
        if (IsConstant(value, out long constant))
        {
            return Ir.Integer(type, constant);
        }

        TVMFFIObject* cast = Pool.Keep(Node.Create(Schema.Type("tirx.Cast")));
        SetType(cast, type);
        Node.Set(cast, "value", value);
        return cast;
    }

    private static void SetType(TVMFFIObject* node, DLDataType type) => Node.Set(node, NodeTypes.ExprType, TypeFunctions.PrimType(type));

    private static void SameTypes(TVMFFIObject* left, TVMFFIObject* right)
    {
        DLDataType first = TypeOf(left);
        DLDataType second = TypeOf(right);
        if (!first.Equals(second))
        {
            throw HostException.Type($"mismatched types. {Name(first)} vs. {Name(second)}\n");
        }
    }

    private static void RequireBool(TVMFFIObject* expression, string name) => Check(
        TypeOf(expression).Code == Ir.Bool.Code, $"{name} must be a bool expression, but its dtype is {Name(TypeOf(expression))}");

    private static bool IsScalable(DLDataType type) => (short)type.Lanes < -1;

    private static int Lanes(DLDataType type) => Math.Abs((short)type.Lanes);

    private static string Name(DLDataType type) => ExpressionFunctions.Name(type);
}
