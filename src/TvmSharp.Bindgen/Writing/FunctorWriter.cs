using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>Writes the visitors and mutators of tirx and relax: a method for each node, and its dispatch.</summary>
internal sealed class FunctorWriter
{
    /// <summary>How the problem begins that says that there are no functors.</summary>
    public const string NoFunctors = "There are no visitors and mutators for this TVM: ";

    private const string Module = ObjectModelNames.Root + ".";
    private const string Expr = "Ir.Expr";
    private const string Stmt = "Tirx.Stmt";

    private static readonly Functor TirxVisitor = new("Tirx", "StmtExprVisitor", IsMutator: false);
    private static readonly Functor TirxMutator = new("Tirx", "StmtExprMutator", IsMutator: true);
    private static readonly Functor RelaxVisitor = new("Relax", "ExprVisitor", IsMutator: false);
    private static readonly Functor RelaxMutator = new("Relax", "ExprMutatorBase", IsMutator: true);

    private readonly ObjectModelNames _names;
    private readonly FunctorChildren _children;
    private readonly Dictionary<string, FunctionSchema> _functions;
    private readonly TypeSchema[] _tirxExprs;
    private readonly TypeSchema[] _stmts;
    private readonly TypeSchema[] _relaxExprs;

    private FunctorWriter(TvmSchema schema)
    {
        _names = new ObjectModelNames(schema);
        _children = new FunctorChildren(schema);
        _functions = schema.Functions.ToDictionary(static function => function.Name, StringComparer.Ordinal);

        // The lists of include/tvm/tirx/expr_functor.h and include/tvm/relax/expr_functor.h: the expressions of their own
        // headers, and those of tvm/ir that they name.
        TypeSchema[] exprs = [.. schema.Types.Where(type => type.IsFinal || type.Key == "ir.Var").Where(type => _children.Is(type, "ir.Expr"))];
        _tirxExprs = [.. exprs.Where(static type => type.Header == "tvm/tirx/expr.h" || type.Key is "ir.Var" or "ir.Call" or "ir.IntImm" or "ir.FloatImm")];
        _relaxExprs = [.. exprs.Where(static type => type.Header is "tvm/tirx/expr.h" or "tvm/relax/expr.h" or "tvm/ir/expr.h" or "tvm/ir/op.h")];
        _stmts = [.. schema.Types.Where(type => type.IsFinal && _children.Is(type, "tirx.Stmt"))];
    }

    /// <summary>The files: one for each functor, and one for each module of nodes with their dispatch.</summary>
    /// <param name="schema">The object model. Without statements there are no functors either.</param>
    /// <param name="problems">Gets the reason where the nodes are not those that <see cref="FunctorChildren"/> knows: then there are no files.</param>
    public static IReadOnlyList<GeneratedFile> Write(TvmSchema schema, ICollection<SourceProblem> problems)
    {
        try
        {
            return Write(schema);
        }
        catch (BindgenException exception)
        {
            problems.Add(new SourceProblem("include/tvm/tirx/stmt_functor.h", 1, NoFunctors + exception.Message));
            return [];
        }
    }

    private static IReadOnlyList<GeneratedFile> Write(TvmSchema schema)
    {
        FunctorWriter writer = new(schema);
        return writer._stmts.Length == 0
            ? []
            :
            [
                WriteFunctor(TirxVisitor, writer.WriteTirxVisitor),
                WriteFunctor(TirxMutator, writer.WriteTirxMutator),
                WriteFunctor(RelaxVisitor, writer.WriteRelaxVisitor),
                WriteFunctor(RelaxMutator, writer.WriteRelaxMutator),
                .. writer.WriteDispatch(),
            ];
    }

    private static GeneratedFile WriteFunctor(Functor functor, Action<CodeWriter> write)
    {
        CodeWriter writer = new("TVM's headers");
        writer.Line("using TvmSharp.Ffi;");
        writer.Line();
        writer.Line($"namespace TvmSharp.{functor.Module};");
        writer.Line();
        writer.Open($"public partial class {functor.Name}");
        write(writer);
        writer.Close();
        return new GeneratedFile(
            $"{ObjectModelWriter.Directory}/{functor.Module}/{functor.Name}.g.cs",
            writer.ToString().Replace($" {functor.Module}.", " ", StringComparison.Ordinal).Replace($"({functor.Module}.", "(", StringComparison.Ordinal).Replace($"<{functor.Module}.", "<", StringComparison.Ordinal));
    }

    private void WriteTirxVisitor(CodeWriter writer)
    {
        foreach (TypeSchema node in _tirxExprs.Concat(_stmts).Where(static node => !FunctorChildren.TirxVisitorByHand.Contains(node.Key)))
        {
            WriteVisitorMethod(writer, TirxVisitor, node, _children.OfTirxVisitor(node));
        }
    }

    private void WriteRelaxVisitor(CodeWriter writer)
    {
        foreach (TypeSchema node in _relaxExprs.Where(static node => !FunctorChildren.RelaxVisitorByHand.Contains(node.Key)))
        {
            if (FunctorChildren.RelaxRefused.Contains(node.Key))
            {
                WriteRefusal(writer, node, "void");
            }
            else
            {
                WriteVisitorMethod(writer, RelaxVisitor, node, _children.OfRelax(node), FunctorChildren.RelaxTypeIsVisited.Contains(node.Key));
            }
        }
    }

    private void WriteTirxMutator(CodeWriter writer)
    {
        foreach (TypeSchema node in _tirxExprs.Where(static node => !FunctorChildren.TirxMutatorByHand.Contains(node.Key)))
        {
            // Expressions are rebuilt without their span: src/tirx/ir/expr_functor.cc passes none.
            WriteMutatorMethod(writer, TirxMutator, node, Expr, _children.OfTirxMutator(node), children => Construction(TirxMutator, node, children, keepsSpan: false));
        }

        foreach (TypeSchema node in _stmts.Where(static node => !FunctorChildren.TirxMutatorByHand.Contains(node.Key)))
        {
            WriteMutatorMethod(writer, TirxMutator, node, Stmt, _children.OfTirxMutator(node), rebuild: null);
        }
    }

    private void WriteRelaxMutator(CodeWriter writer)
    {
        foreach (TypeSchema node in _relaxExprs.Where(static node => !FunctorChildren.RelaxMutatorByHand.Contains(node.Key)))
        {
            if (FunctorChildren.RelaxRefused.Contains(node.Key))
            {
                WriteRefusal(writer, node, Expr);
            }
            else
            {
                WriteMutatorMethod(writer, RelaxMutator, node, Expr, _children.OfRelax(node), children => Construction(RelaxMutator, node, children, keepsSpan: true));
            }
        }
    }

    private void WriteVisitorMethod(CodeWriter writer, Functor functor, TypeSchema node, IReadOnlyList<FunctorChild> children, bool visitsType = false)
    {
        string[] names = [.. children.Select(static child => child.Field.Name), .. visitsType ? ["ty"] : Array.Empty<string>()];
        writer.Summary($"Visits {Described(node)}: by default {(names.Length == 0 ? "nothing of it" : string.Join(", ", names.Select(static name => $"<c>{name}</c>")))}.");
        writer.Line("/// <param name=\"node\">The node.</param>");
        writer.Open($"protected internal virtual void Visit{SimpleName(node)}({Class(node)} node)");
        foreach (FunctorChild child in children)
        {
            // tirx reads only what a method sees.
            if (functor == TirxVisitor && child is { IsArray: false, IsOptional: false, Kind: FunctorChildKind.Expr or FunctorChildKind.PrimExpr or FunctorChildKind.BufferUse })
            {
                writer.Line($"{(child.Kind is FunctorChildKind.BufferUse ? "VisitBufferChild" : "VisitChild")}(node, {child.Field.Offset});");
                continue;
            }

            string visit = $"{VisitorCall(child)}({{0}}{(child.Kind is FunctorChildKind.BufferAllocation ? ", allocData: true" : child.Kind is FunctorChildKind.BufferDeclaration ? ", allocData: false" : "")});";
            if (child.IsOptional)
            {
                writer.Open($"if (node.{child.Property} is {{ }} {Local("", child)})");
                writer.Line(string.Format(System.Globalization.CultureInfo.InvariantCulture, visit, Local("", child)));
                writer.Close();
            }
            else
            {
                writer.Line(string.Format(System.Globalization.CultureInfo.InvariantCulture, visit, $"node.{(HasElements(child) ? ElementsOf(child) : child.Property)}"));
            }
        }

        if (visitsType)
        {
            writer.Line("VisitTypeOf(node);");
        }

        writer.Close();
    }

    private static string VisitorCall(FunctorChild child) => child.Kind switch
    {
        FunctorChildKind.Expr or FunctorChildKind.PrimExpr or FunctorChildKind.DerivedExpr => child.IsArray ? "VisitExprs" : "VisitExpr",
        FunctorChildKind.Stmt => child.IsArray ? "VisitStmts" : "VisitStmt",
        FunctorChildKind.Type => "VisitTypes",
        FunctorChildKind.BufferUse => "VisitBufferUse",
        FunctorChildKind.BufferAllocation or FunctorChildKind.BufferDeclaration => child.IsArray ? "VisitBufferDefs" : "VisitBufferDef",
        FunctorChildKind.IterVar => "VisitIterVars",
        FunctorChildKind.BufferRegion => "VisitBufferRegions",
        _ => "VisitMatchBufferRegions",
    };

    // An expression is rebuilt by its constructor, a statement by a copy that gets the new fields.
    private void WriteMutatorMethod(
        CodeWriter writer, Functor functor, TypeSchema node, string result, IReadOnlyList<FunctorChild> children, Func<IReadOnlyList<FunctorChild>, string>? rebuild)
    {
        writer.Summary(children.Count == 0
            ? $"Mutates {Described(node)}: by default it stays as it is."
            : $"Mutates {Described(node)}: by default {string.Join(", ", children.Select(static child => $"<c>{child.Field.Name}</c>"))}.");
        writer.Line("/// <param name=\"node\">The node.</param>");
        writer.Line("/// <returns>The node itself when nothing changed.</returns>");
        string header = $"protected internal virtual {result} Visit{SimpleName(node)}({Class(node)} node)";
        if (children.Count == 0)
        {
            writer.Line($"{header} => node;");
            writer.Separate();
            return;
        }

        writer.Open(header);
        foreach (FunctorChild child in children)
        {
            string type = child.Kind switch
            {
                FunctorChildKind.Expr or FunctorChildKind.PrimExpr => Expr,
                FunctorChildKind.Stmt when child.Item.Name == "tirx::Stmt" => Stmt,
                FunctorChildKind.BufferUse or FunctorChildKind.BufferAllocation or FunctorChildKind.BufferDeclaration => "Ir.Var",
                _ => Class(child.Item),
            };
            if (IsReadByElement(child))
            {
                writer.Line($"TvmArray<{type}>? {Local("new", child)} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, MutatorCall(child), $"node.{ElementsOf(child)}")};");
                continue;
            }

            if (IsReadUnlessKept(child, functor))
            {
                writer.Line($"{type}? {Local("old", child)} = ChildOf(node, {child.Field.Offset});");
                writer.Line($"{type}? {Local("new", child)} = {Local("old", child)} is null ? null : {string.Format(System.Globalization.CultureInfo.InvariantCulture, MutatorCall(child), Local("old", child))};");
                continue;
            }

            if (functor == TirxMutator && child is { Kind: FunctorChildKind.BufferUse, IsArray: false })
            {
                writer.Line($"{type}? {Local("old", child)} = KeepsBuffers ? null : node.{child.Property};");
                writer.Line($"{type}? {Local("new", child)} = {Local("old", child)} is null ? null : {string.Format(System.Globalization.CultureInfo.InvariantCulture, MutatorCall(child), Local("old", child))};");
                continue;
            }

            type = child.IsArray ? $"TvmArray<{type}>" : type;
            string old = Local("old", child), mutate = string.Format(System.Globalization.CultureInfo.InvariantCulture, MutatorCall(child), old);
            writer.Line($"{type}{(child.IsOptional ? "?" : "")} {old} = node.{child.Property};");
            writer.Line($"{type}{(child.IsOptional ? "?" : "")} {Local("new", child)} = {(child.IsOptional ? $"{old} is null ? null : " : "")}{mutate};");
        }

        writer.Open($"if ({string.Join(" && ", children.Select(static child => IsReadByElement(child) ? $"{Local("new", child)} is null" : $"ReferenceEquals({Local("old", child)}, {Local("new", child)})"))})");
        writer.Line("return node;");
        writer.Close();
        if (rebuild is not null)
        {
            writer.Line($"return {rebuild(children)};");
        }
        else
        {
            writer.Line($"{Class(node)} copy = CopyOnWrite(node);");
            foreach (FunctorChild child in children)
            {
                writer.Line($"SetField(copy, \"{child.Field.Name}\", {(IsReadByElement(child) ? "null" : Local("old", child))}, {Local("new", child)});");
            }

            writer.Line("return copy;");
        }

        writer.Close();
    }

    private string MutatorCall(FunctorChild child)
    {
        string name = child.Kind switch
        {
            FunctorChildKind.Expr => "MutateExpr",
            FunctorChildKind.PrimExpr => "MutatePrimExpr",
            FunctorChildKind.DerivedExpr => "MutateExpr",
            FunctorChildKind.Stmt => "MutateStmt",
            FunctorChildKind.BufferUse => "MutateBufferUse",
            FunctorChildKind.BufferAllocation or FunctorChildKind.BufferDeclaration => "MutateBufferDef",
            FunctorChildKind.IterVar => "MutateIterVar",
            FunctorChildKind.BufferRegion => "MutateBufferRegion",
            FunctorChildKind.MatchBufferRegion => "MutateMatchBufferRegion",
            _ => throw new ArgumentOutOfRangeException(nameof(child), child.Kind, "No mutator has such children."),
        };
        string plural = child.IsArray ? "s" : "";
        string argument = child.Kind is FunctorChildKind.DerivedExpr || (child.Kind is FunctorChildKind.Stmt && child.Item.Name != "tirx::Stmt") ? $"<{Class(child.Item)}>" : "";
        string allocates = child.Kind switch
        {
            FunctorChildKind.BufferAllocation => ", allocData: true",
            FunctorChildKind.BufferDeclaration => ", allocData: false",
            _ => "",
        };
        return $"{name}{plural}{argument}({{0}}{allocates})";
    }

    private string Construction(Functor functor, TypeSchema node, IReadOnlyList<FunctorChild> children, bool keepsSpan)
    {
        FunctionSchema constructor = _functions[node.Constructor!];
        List<string> arguments = [];
        foreach (ParameterSchema parameter in constructor.Parameters)
        {
            FunctorChild? child = children.FirstOrDefault(child => child.Field.Name == parameter.Name || child.Field.Member == parameter.Name);
            FieldSchema? field = node.Fields.FirstOrDefault(field => field.Name == parameter.Name || field.Member == parameter.Name);
            arguments.Add(
                child is not null ? Local("new", child) + (IsReadByElement(child) || IsReadUnlessKept(child, functor) ? $" ?? node.{child.Property}" : "")
                : parameter.Name == "span" ? keepsSpan ? "node.Span" : ""
                : field is not null ? $"node.{DotNetNames.Pascal(field.Name)}"

                // tirx.Cast: the type is what it casts to.
                : parameter.Type.Name == "PrimType" ? "(Ir.PrimType)node.Ty"
                : throw new BindgenException($"`{constructor.Name}` takes `{parameter.Name}`, which is no field of `{node.Key}`: its mutator cannot be written."));
        }

        return $"{Class(node)}.Create({string.Join(", ", arguments.Where(static argument => argument.Length > 0))})";
    }

    // Arrays of expressions and statements are walked over without a wrapper.
    private static bool HasElements(FunctorChild child) =>
        child is { IsArray: true, IsOptional: false, Kind: FunctorChildKind.Expr or FunctorChildKind.PrimExpr or FunctorChildKind.DerivedExpr or FunctorChildKind.Stmt };

    // Of such arrays those that a mutator may fill with any expression or statement: there null stands for no change.
    private static bool IsReadByElement(FunctorChild child) => HasElements(child) && child.Kind != FunctorChildKind.DerivedExpr;

    // Expressions that a tirx mutator has no methods for but the default ones are not read: there null stands for no change too.
    private static bool IsReadUnlessKept(FunctorChild child, Functor functor) =>
        functor == TirxMutator && child is { IsArray: false, Kind: FunctorChildKind.Expr or FunctorChildKind.PrimExpr };

    private static string ElementsOf(FunctorChild child) => $"ElementsOf{child.Property}";

    private void WriteRefusal(CodeWriter writer, TypeSchema node, string result)
    {
        writer.Summary($"Refuses {Described(node)}, as relax does.");
        writer.Line("/// <param name=\"node\">The node.</param>");
        writer.Line("/// <exception cref=\"NotSupportedException\">Always.</exception>");
        writer.Line($"protected internal {result} Visit{SimpleName(node)}({Class(node)} node) => throw Unsupported(node);");
        writer.Separate();
    }

    // One file for each module of nodes: a class takes the functor's method for itself.
    private IEnumerable<GeneratedFile> WriteDispatch()
    {
        IEnumerable<TypeSchema> nodes = _tirxExprs.Concat(_relaxExprs).Concat(_stmts).DistinctBy(static node => node.Key).OrderBy(static node => node.Key, StringComparer.Ordinal);
        foreach (var module in nodes.GroupBy(static node => ObjectModelNames.ModuleOf(node.Header!)))
        {
            CodeWriter writer = new("TVM's headers");
            writer.Line("using TvmSharp.Ffi.Marshalling;");
            writer.Line();
            writer.Line($"namespace TvmSharp.{module.Key};");
            if (module.Key == "Ir")
            {
                // Whether the type of an expression is of a class, without a wrapper for it.
                int? offset = _children.Find("Expr")!.Fields.First(static field => field.Name == "ty").Offset;
                writer.Separate();
                writer.Open("public partial class Expr");
                writer.Line($"internal bool HasType<T>() where T : Type, Ffi.ITvmObject<T> => NodeFields.IsOfFinalType<T>(this, {offset});");
                writer.Close();
            }

            foreach (TypeSchema node in module)
            {
                writer.Separate();
                writer.Open($"public partial class {SimpleName(node)}");
                WriteElements(writer, node);
                bool isStmt = _stmts.Contains(node);
                if (isStmt || _tirxExprs.Contains(node))
                {
                    WriteAccept(writer, node, TirxVisitor, "void");
                    WriteAccept(writer, node, TirxMutator, isStmt ? Stmt : Expr);
                }

                if (_relaxExprs.Contains(node))
                {
                    WriteAccept(writer, node, RelaxVisitor, "void");
                    WriteAccept(writer, node, RelaxMutator, Expr);
                }

                writer.Close();
            }

            yield return new GeneratedFile(
                $"{ObjectModelWriter.Directory}/{module.Key}/Dispatch.g.cs",
                writer.ToString().Replace($" {module.Key}.", " ", StringComparison.Ordinal).Replace($"({module.Key}.", "(", StringComparison.Ordinal).Replace($"<{module.Key}.", "<", StringComparison.Ordinal));
        }
    }

    private void WriteElements(CodeWriter writer, TypeSchema node)
    {
        IEnumerable<FunctorChild> children = _relaxExprs.Contains(node) ? _children.OfRelax(node).Concat(_children.OfTirxMutator(node)) : _children.OfTirxMutator(node);
        foreach (FunctorChild child in children.Where(HasElements).DistinctBy(static child => child.Field.Name))
        {
            string type = child.Kind == FunctorChildKind.Stmt ? Stmt : Expr;
            writer.Line($"internal NodeElements<{type}> {ElementsOf(child)} => NodeFields.ReadElements<{type}>(this, {child.Field.Offset});");
            writer.Separate();
        }
    }

    private void WriteAccept(CodeWriter writer, TypeSchema node, Functor functor, string result)
    {
        string argument = functor.IsMutator ? "mutator" : "visitor";
        writer.Line($"internal override {result} Accept({functor.Module}.{functor.Name} {argument}) => {argument}.Visit{SimpleName(node)}(this);");
        writer.Separate();
    }

    private string SimpleName(TypeSchema node) => Class(node)[(Class(node).LastIndexOf('.') + 1)..];

    private static string Local(string prefix, FunctorChild child) =>
        prefix.Length == 0 ? char.ToLowerInvariant(child.Property[0]) + child.Property[1..] : prefix + child.Property;

    private string Class(TypeSchema node) => _names.ClassOf(node.Key)![Module.Length..];

    private string Class(TypeExpression type) => _children.Find(type.Name) is { } schema ? Class(schema) : Expr;

    private static string Described(TypeSchema node) => $"a <c>{node.Key}</c>";

    /// <summary>A class that visits or mutates.</summary>
    /// <param name="Module">Module of the class.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="IsMutator">Whether its methods give nodes back.</param>
    private sealed record Functor(string Module, string Name, bool IsMutator);
}
