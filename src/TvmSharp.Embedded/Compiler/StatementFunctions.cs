using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Constructors of statements: <c>src/tirx/ir/stmt.cc</c>.</summary>
internal static unsafe class StatementFunctions
{
    public static void Register()
    {
        HostType span = HostType.Nullable("ir.Span");
        HostFunction.Define("tirx.Evaluate", HostType.Nullable("tirx.Evaluate"), [Ir.Expression, span], static arguments =>
        {
            TVMFFIObject* value = Ir.ToExpression(arguments, 0);
            if (value == null)
            {
                throw HostException.Internal("Check failed: (value.defined()) is false: ");
            }

            TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.Evaluate));
            Node.Set(node, NodeTypes.EvaluateValue, value);
            Node.Set(node, NodeTypes.StmtSpan, arguments.Object(1));
            return Value.Object(node);
        });
        HostFunction.Define("tirx.SeqStmt", HostType.Nullable("tirx.SeqStmt"),
            [HostType.ArrayOf(HostType.Nullable("tirx.Stmt")), span], static arguments =>
            {
                List<TVMFFIAny> statements = [];
                bool nested = false;
                foreach (TVMFFIAny statement in Value.Elements(arguments.Object(0)))
                {
                    nested |= Value.IsObject(statement) && Node.Is(statement.Obj, NodeTypes.SeqStmt);
                }

                Flatten(Value.Elements(arguments.Object(0)), nested, statements);
                if (statements.Count == 0)
                {
                    throw HostException.Internal(
                        "An empty SeqStmt is prohibited.  To write a no-op, use Evaluate(0), or the result of SeqStmt::Flatten()");
                }

                if (statements.Count == 1)
                {
                    throw HostException.Internal(
                        "A SeqStmt of length 1 is prohibited.  Use the node directly, or for dynamic usage, normalize using SeqStmt::Flatten()");
                }

                TVMFFIObject* node = Pool.Keep(Node.Create(NodeTypes.SeqStmt));
                TVMFFIObject* array = Pool.Keep(Containers.Array([.. statements]));
                Node.Set(node, NodeTypes.SeqStmtSeq, array);
                Node.Set(node, NodeTypes.StmtSpan, arguments.Object(1));
                return Value.Object(node);
            });
    }

    /// <summary>Upstream flattens when a sequence is nested, and then drops statements that do nothing.</summary>
    private static void Flatten(ReadOnlySpan<TVMFFIAny> statements, bool dropNothing, List<TVMFFIAny> result)
    {
        foreach (TVMFFIAny statement in statements)
        {
            if (!Value.IsObject(statement))
            {
                if (!dropNothing)
                {
                    throw HostException.Internal("A statement of a SeqStmt must be defined");
                }
            }
            else if (Node.Is(statement.Obj, NodeTypes.SeqStmt))
            {
                Flatten(Value.Elements(Node.Get(statement.Obj, NodeTypes.SeqStmtSeq)), dropNothing, result);
            }
            else if (!dropNothing || !DoesNothing(statement.Obj))
            {
                result.Add(statement);
            }
        }
    }

    private static bool DoesNothing(TVMFFIObject* statement)
    {
        if (!Node.Is(statement, NodeTypes.Evaluate))
        {
            return false;
        }

        TVMFFIObject* value = Node.Get(statement, NodeTypes.EvaluateValue);
        return Node.Is(value, NodeTypes.IntImm) && Node.Data<long>(value, NodeTypes.IntImmValue) == 0;
    }
}
