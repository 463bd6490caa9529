using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

public partial class SeqStmt
{
    /// <summary>
    /// One statement for several, as <c>SeqStmt::Flatten</c> makes it: sequences are spliced in, at any depth; nulls and
    /// statements that do nothing (<c>Evaluate(0)</c>) are left out.
    /// </summary>
    /// <returns>
    /// A sequence; the statement that is left when there is one; <c>Evaluate(0)</c> when there is none. A sequence that is
    /// given alone and needs no flattening comes back itself.
    /// </returns>
    public static Stmt Flatten(params ReadOnlySpan<Stmt?> statements)
    {
        if (statements.Length == 1 && statements[0] is SeqStmt single && single.IsFlat())
        {
            return single;
        }

        List<Stmt> flat = [];
        foreach (Stmt? statement in statements)
        {
            if (statement is not null)
            {
                Append(statement, flat);
            }
        }

        return flat.Count switch
        {
            0 => Evaluate.Create(IntImm.Create(DataType.Int32, 0)),
            1 => flat[0],
            _ => Create(TvmArray.Create<Stmt>([.. flat])),
        };
    }

    /// <summary>Whether a statement is not left as it is in a sequence: a sequence, or one that does nothing.</summary>
    internal static bool IsFlattened(Stmt statement) => statement is SeqStmt || IsNoOp(statement);

    private static void Append(Stmt statement, List<Stmt> flat)
    {
        if (statement is SeqStmt sequence)
        {
            FunctorErrors.EnsureStack(sequence);
            foreach (Stmt item in sequence.Seq)
            {
                Append(item, flat);
            }
        }
        else if (!IsNoOp(statement))
        {
            flat.Add(statement);
        }
    }

    // A statement that stands for none.
    private static bool IsNoOp(Stmt statement) => statement is Evaluate { Value: IntImm { Value: 0 } };

    private bool IsFlat()
    {
        int count = 0;
        foreach (Stmt item in Seq)
        {
            if (IsFlattened(item))
            {
                return false;
            }

            count++;
        }

        return count > 1;
    }
}
