using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>Which fields of TVM's nodes its functors visit, and in which order.</summary>
/// <remarks>
/// By default those whose type is an expression, a statement, a buffer or a container of such, in the order of their
/// reflection. Variables are definitions where a field is declared to hold one, and are not visited. The tables name what
/// C++ does otherwise, with the place where it does.
/// </remarks>
internal sealed class FunctorChildren
{
    /// <summary>Nodes whose visitor does more than visit fields: written by hand.</summary>
    public static readonly HashSet<string> TirxVisitorByHand = new(StringComparer.Ordinal)
    {
        "tirx.ScopeIdDefStmt",    // src/tirx/ir/stmt_functor.cc:166, the extents of the definition
        "tirx.TilePrimitiveCall", // src/tirx/ir/stmt_functor.cc:181, whatever is in arguments and configuration
    };

    /// <summary>Nodes whose mutator does more than rebuild what changed: written by hand.</summary>
    public static readonly HashSet<string> TirxMutatorByHand = new(StringComparer.Ordinal)
    {
        "ir.Call",                // src/tirx/ir/expr_functor.cc:144, the type of a buffer's data pointer, and the span is kept
        "ir.Var",                 // src/tirx/ir/stmt_functor.cc:446, a buffer that was replaced
        "tirx.BufferLoad",        // src/tirx/ir/stmt_functor.cc:454, the type of a load from a replaced buffer is kept
        "tirx.ScopeIdDefStmt",    // src/tirx/ir/stmt_functor.cc:657
        "tirx.SeqStmt",           // src/tirx/ir/stmt_functor.cc:528, flattens
        "tirx.TilePrimitiveCall", // src/tirx/ir/stmt_functor.cc:688
    };

    /// <summary>Nodes whose relax visitor does more than visit fields: written by hand.</summary>
    public static readonly HashSet<string> RelaxVisitorByHand = new(StringComparer.Ordinal)
    {
        "relax.expr.DataflowVar", // src/relax/ir/expr_functor.cc:144, as any variable
        "relax.expr.Function",    // src/relax/ir/expr_functor.cc:148, parameters are definitions
        "relax.expr.SeqExpr",     // src/relax/ir/expr_functor.cc:292, binding blocks
    };

    /// <summary>Nodes whose relax mutator does more than rebuild what changed: written by hand.</summary>
    public static readonly HashSet<string> RelaxMutatorByHand = new(StringComparer.Ordinal)
    {
        "ir.Call",                // src/relax/ir/expr_functor.cc:499, the type is inferred anew
        "relax.expr.DataflowVar", // src/relax/ir/expr_functor.cc:483
        "relax.expr.Function",    // src/relax/ir/expr_functor.cc:487
        "relax.expr.If",          // src/relax/ir/expr_functor.cc:632, the type may change alone
        "relax.expr.SeqExpr",     // src/relax/ir/expr_functor.cc:680
    };

    /// <summary>Expressions that relax refuses: <c>EXPR_FUNCTOR_DISABLED</c>, include/tvm/relax/expr_functor.h:144.</summary>
    public static readonly HashSet<string> RelaxRefused = new(StringComparer.Ordinal) { "tirx.ProducerLoad", "tirx.Let", "tirx.Reduce" };

    /// <summary>Expressions whose type relax visits behind their fields: it may hold expressions of the scope.</summary>
    public static readonly HashSet<string> RelaxTypeIsVisited = new(StringComparer.Ordinal)
    {
        // src/relax/ir/expr_functor.cc:130 on; all others have types that depend on nothing.
        "relax.expr.Tuple", "ir.Var", "ir.Call", "relax.expr.If", "relax.expr.TupleGetItem", "relax.expr.SeqExpr",
        "tirx.BufferLoad", "tirx.Add", "tirx.Sub", "tirx.Mul", "tirx.Div", "tirx.Mod", "tirx.FloorDiv", "tirx.FloorMod", "tirx.Min", "tirx.Max",
        "tirx.EQ", "tirx.NE", "tirx.LT", "tirx.LE", "tirx.GT", "tirx.GE", "tirx.And", "tirx.Or", "tirx.Cast", "tirx.Not", "tirx.Select",
        "tirx.Ramp", "tirx.Broadcast", "tirx.Shuffle",
    };

    /// <summary>Fields that define a buffer; elsewhere buffers are uses. True where its data is allocated.</summary>
    private static readonly Dictionary<string, bool> BufferDefinitions = new(StringComparer.Ordinal)
    {
        ["tirx.AllocBuffer"] = true, // src/tirx/ir/stmt_functor.cc:98
        ["tirx.DeclBuffer"] = false, // src/tirx/ir/stmt_functor.cc:102
        ["tirx.SBlock"] = true,      // src/tirx/ir/stmt_functor.cc:145
    };

    private static readonly Dictionary<string, string[]> TirxOrder = new(StringComparer.Ordinal)
    {
        ["ir.Call"] = ["args"],                                     // src/tirx/ir/expr_functor.cc:46, not the operator
        ["tirx.BufferLoad"] = ["buffer", "indices"],                // src/tirx/ir/stmt_functor.cc:93, not the predicate
        ["tirx.BufferStore"] = ["buffer", "value", "indices"],      // src/tirx/ir/stmt_functor.cc:107, not the predicate
        ["tirx.DeclBuffer"] = ["data", "buffer"],                   // src/tirx/ir/stmt_functor.cc:102, data first
        ["tirx.For"] = ["min", "extent", "step", "body"],           // src/tirx/ir/stmt_functor.cc:48, the step before the body
        ["tirx.Reduce"] = ["axis", "source", "init", "condition"],  // src/tirx/ir/expr_functor.cc:78
        ["tirx.SBlock"] = ["iter_vars", "alloc_buffers", "reads", "writes", "match_buffers", "init", "body"], // src/tirx/ir/stmt_functor.cc:133
    };

    private static readonly Dictionary<string, string[]> TirxVisitorOrder = new(StringComparer.Ordinal)
    {
        ["tirx.Broadcast"] = ["value"],              // src/tirx/ir/expr_functor.cc:110, not the number of lanes
        ["tirx.Ramp"] = ["base", "stride"],          // src/tirx/ir/expr_functor.cc:100, not the number of lanes
        ["tirx.Shuffle"] = ["indices", "vectors"],   // src/tirx/ir/expr_functor.cc:105; the mutator has them the other way round
    };

    private static readonly Dictionary<string, string[]> RelaxOrder = new(StringComparer.Ordinal)
    {
        ["ir.Call"] = ["op", "ty_args", "args"],          // src/relax/ir/expr_functor.cc:158
        ["tirx.BufferLoad"] = ["indices", "predicate"],   // src/relax/ir/expr_functor.cc:173, not the buffer
    };

    private readonly Dictionary<string, TypeSchema> _types;
    private readonly Dictionary<string, TypeSchema> _byCppName;

    /// <summary>Takes the types of a schema.</summary>
    public FunctorChildren(TvmSchema schema)
    {
        _types = schema.Types.ToDictionary(static type => type.Key, StringComparer.Ordinal);
        _byCppName = schema.Types.Where(static type => type.RefName is not null).DistinctBy(static type => type.RefName).ToDictionary(static type => type.RefName!, StringComparer.Ordinal);
    }

    /// <summary>What a tirx visitor visits.</summary>
    public IReadOnlyList<FunctorChild> OfTirxVisitor(TypeSchema node) =>
        Of(node, TirxVisitorOrder.GetValueOrDefault(node.Key) ?? TirxOrder.GetValueOrDefault(node.Key));

    /// <summary>What a tirx mutator visits.</summary>
    public IReadOnlyList<FunctorChild> OfTirxMutator(TypeSchema node) => Of(node, TirxOrder.GetValueOrDefault(node.Key));

    /// <summary>What visitor and mutator of relax visit.</summary>
    public IReadOnlyList<FunctorChild> OfRelax(TypeSchema node) => Of(node, RelaxOrder.GetValueOrDefault(node.Key));

    /// <summary>Whether a type is another or derives from it.</summary>
    public bool Is(TypeSchema type, string key)
    {
        for (TypeSchema? at = type; at is not null; at = _types.GetValueOrDefault(at.Parent))
        {
            if (at.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type of a C++ reference class; null for none.</summary>
    public TypeSchema? Find(string cppName) => _byCppName.GetValueOrDefault(cppName);

    private FunctorChild[] Of(TypeSchema node, string[]? order)
    {
        IEnumerable<FieldSchema> fields = order is null
            ? node.Fields
            : order.Select(name => node.Fields.FirstOrDefault(field => field.Name == name)
                ?? throw new BindgenException($"`{node.Key}` has no field `{name}` in this TVM, which its functors are said to visit. Compare its functors with FunctorChildren.cs."));
        return [.. fields.Select(field => Of(node, field)).OfType<FunctorChild>()];
    }

    private FunctorChild? Of(TypeSchema node, FieldSchema field)
    {
        bool isOptional = field.Type.Name == "Optional";
        TypeExpression type = isOptional ? field.Type.Arguments[0] : field.Type;
        bool isArray = type.Name == "Array" && type.Arguments.Count == 1;
        TypeExpression item = isArray ? type.Arguments[0] : type;
        FunctorChildKind? kind = KindOf(node, item.Name);
        return kind is null ? null : new FunctorChild(field, item, kind.Value, isArray, isOptional);
    }

    private FunctorChildKind? KindOf(TypeSchema node, string cppName)
    {
        switch (cppName)
        {
            case "Expr":
                return FunctorChildKind.Expr;
            case "PrimExpr":
                return FunctorChildKind.PrimExpr;
            case "tirx::BufferVar":
                return !BufferDefinitions.TryGetValue(node.Key, out bool allocates) ? FunctorChildKind.BufferUse
                    : allocates ? FunctorChildKind.BufferAllocation : FunctorChildKind.BufferDeclaration;
            case "tirx::IterVar":
                return FunctorChildKind.IterVar;
            case "tirx::BufferRegion":
                return FunctorChildKind.BufferRegion;
            case "tirx::MatchBufferRegion":
                return FunctorChildKind.MatchBufferRegion;
            case "Type":
                return node.Key == "ir.Call" ? FunctorChildKind.Type : null;
        }

        return !_byCppName.TryGetValue(cppName, out TypeSchema? type) ? null
            : Is(type, "tirx.Stmt") ? FunctorChildKind.Stmt
            : Is(type, "ir.Expr") && !Is(type, "ir.Var") && !Is(type, "ir.Op") && !Is(type, "ir.GlobalVar") ? FunctorChildKind.DerivedExpr
            : null;
    }
}
