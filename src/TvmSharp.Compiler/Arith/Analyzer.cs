using System.Runtime.InteropServices;
using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Arith;

/// <remarks>
/// What is bound and assumed is of the object, which is changed by it. One thread at a time. The embedded host has no analyzer.
/// </remarks>
public partial class Analyzer
{
    // Constraints that hold, of every analyzer that has any: several wrappers may stand for one analyzer.
    private static readonly Dictionary<Analyzer, OpenConstraints> Constraints = new(IdentityComparer);

    /// <summary>Rules that are on beyond the usual ones.</summary>
    public RewriteSimplifierExtension EnabledExtensions
    {
        get => (RewriteSimplifierExtension)Call("GetEnabledExtensions").As<long>();
        set => Call("SetEnabledExtensions", (long)value);
    }

    /// <summary>Whether unsigned integers are taken for indices that do not wrap, in all analyzers of the thread: see <see cref="AllowUintAsIndex"/>.</summary>
    public static bool AllowsUintAsIndex => TvmCompiler.GetFunction("arith.GetAllowUintAsIndex").Call().As<bool>();

    /// <summary>Whether this TVM was built with the Z3 prover.</summary>
    public bool IsZ3Enabled => Call("IsZ3Enabled").As<bool>();

    /// <summary>What the Z3 prover did, in its own words.</summary>
    public string Z3Stats => Call("GetZ3Stats").As<string>();

    /// <summary>Counters of the rewriting simplifier, an <c>arith.RewriteSimplifierStats</c>.</summary>
    public TvmObject RewriteSimplifyStats => Call("GetRewriteSimplifyStats").As<TvmObject>();

    /// <summary>
    /// Lets all analyzers of the thread take unsigned integers for indices that never come near their type's limit, until the
    /// result is disposed.
    /// </summary>
    public static UintAsIndexScope AllowUintAsIndex()
    {
        TvmCompiler.GetFunction("arith.EnterAllowUintAsIndex").Call();
        return new UintAsIndexScope(entered: true);
    }

    /// <summary>An analyzer that knows the same.</summary>
    public Analyzer Clone() => Call("Clone").As<Analyzer>();

    /// <summary>Simplifies by rewriting and by canonical form, in turn.</summary>
    /// <param name="expr">Expression.</param>
    /// <param name="steps">Number of simplifications, at most.</param>
    public Expr Simplify(Expr expr, int steps = 2) => Call("Simplify", Needed(expr), steps).As<Expr>();

    /// <summary>Simplifies by rewriting rules.</summary>
    public Expr RewriteSimplify(Expr expr) => Call("RewriteSimplify", Needed(expr)).As<Expr>();

    /// <summary>Simplifies to the canonical form.</summary>
    public Expr CanonicalSimplify(Expr expr) => Call("CanonicalSimplify", Needed(expr)).As<Expr>();

    /// <summary>Constant bounds, both inclusive, of an integer expression.</summary>
    public ConstIntBound ConstIntBound(Expr expr) => Call("ConstIntBound", Needed(expr)).As<ConstIntBound>();

    /// <summary>Whether constant bounds of a variable were given.</summary>
    public bool IsConstIntBoundBound(Var var) => Call("ConstIntBoundIsBound", Needed(var)).As<bool>();

    /// <summary>The numbers <c>coeff * k + base</c> that an integer expression can be.</summary>
    public ModularSet ModularSet(Expr expr) => Call("ModularSet", Needed(expr)).As<ModularSet>();

    /// <summary>The integers that an expression can be.</summary>
    /// <param name="expr">Expression.</param>
    /// <param name="domains">Domains of variables; null for those that the analyzer knows.</param>
    public IntSet IntSet(Expr expr, IEnumerable<KeyValuePair<Var, IntSet>>? domains = null) =>
        Call("IntSet", Needed(expr), domains is null ? Any.None : TvmMap.Create(domains)).As<IntSet>();

    /// <summary>Whether a condition certainly holds.</summary>
    /// <param name="condition">Condition.</param>
    /// <param name="strength">How hard to try.</param>
    /// <returns>False when it does not or when nobody knows.</returns>
    public bool CanProve(Expr condition, ProofStrength strength = ProofStrength.Default) => Call("CanProve", Needed(condition), (int)strength).As<bool>();

    /// <summary>Whether two expressions are certainly equal.</summary>
    public bool CanProveEqual(Expr lhs, Expr rhs) => Call("CanProveEqual", Needed(lhs), Needed(rhs)).As<bool>();

    /// <summary>Compares two expressions by what is known of them.</summary>
    /// <param name="lhs">Left side.</param>
    /// <param name="rhs">Right side.</param>
    /// <param name="propagateInequalities">Whether to go over other expressions that both are known to compare with.</param>
    public CompareResult TryCompare(Expr lhs, Expr rhs, bool propagateInequalities = true) =>
        (CompareResult)Call("TryCompare", Needed(lhs), Needed(rhs), propagateInequalities).As<int>();

    /// <summary>Says what a variable stands for.</summary>
    /// <param name="var">Variable.</param>
    /// <param name="value">Its value.</param>
    /// <param name="allowOverride">Whether it may have been bound before.</param>
    public void Bind(Var var, Expr value, bool allowOverride = false) => Call("Bind", Needed(var), Needed(value), allowOverride);

    /// <summary>Says in which range a variable is.</summary>
    /// <param name="var">Variable.</param>
    /// <param name="range">Its range.</param>
    /// <param name="allowOverride">Whether it may have been bound before.</param>
    public void Bind(Var var, Ir.Range range, bool allowOverride = false) => Call("Bind", Needed(var), Needed(range), allowOverride);

    /// <summary>Says what constant bounds a variable has.</summary>
    /// <param name="var">Variable.</param>
    /// <param name="info">Its bounds.</param>
    /// <param name="allowOverride">Whether others may be known.</param>
    public void Update(Var var, ConstIntBound info, bool allowOverride = false) => Call("ConstIntBoundUpdate", Needed(var), Needed(info), allowOverride);

    /// <summary>Says what numbers a variable can be.</summary>
    /// <param name="var">Variable.</param>
    /// <param name="info">Its coefficient and base.</param>
    /// <param name="allowOverride">Whether others may be known.</param>
    public void Update(Var var, ModularSet info, bool allowOverride = false) => Call("ModularSetUpdate", Needed(var), Needed(info), allowOverride);

    /// <summary>Says what integers a variable can be.</summary>
    /// <param name="var">Variable.</param>
    /// <param name="info">Its domain.</param>
    /// <param name="allowOverride">Whether another may be known.</param>
    public void Update(Var var, IntSet info, bool allowOverride = false) => Call("IntSetUpdate", Needed(var), Needed(info), allowOverride);

    /// <summary>Takes a condition for true until the result is disposed.</summary>
    public ConstraintScope EnterConstraint(Expr constraint)
    {
        // TVM takes the condition back as well when the function goes away. Going away in another order than they came would end
        // the process, so that only Dispose lets it go.
        Function exit = Call("EnterConstraintContext", Needed(constraint)).As<Function>();
        exit.Keep();
        lock (Constraints)
        {
            if (!Constraints.TryGetValue(this, out OpenConstraints? open))
            {
                open = new OpenConstraints(OwnWrapper());
                Constraints.Add(open.Analyzer, open);
            }

            return new ConstraintScope(open, GCHandle.Alloc(exit), ++open.Count);
        }
    }

    /// <summary>Sets after how many steps the rewriting simplifier raises an error; none when it is not positive.</summary>
    public void SetMaximumRewriteSteps(long maximum) => Call("SetMaximumRewriteSteps", maximum);

    /// <summary>Sets the counters of the rewriting simplifier to zero.</summary>
    public void ResetRewriteSimplifyStats() => Call("ResetRewriteSimplifyStats");

    /// <summary>What the Z3 prover is given, in SMT-LIB 2.</summary>
    /// <param name="expr">What is to be proved; null for what is known alone.</param>
    public string GetSmtLib2(Expr? expr = null) => Call("GetSMTLIB2", expr).As<string>();

    /// <summary>Sets how long the Z3 prover may take for a question, in whole milliseconds.</summary>
    public void SetZ3Timeout(TimeSpan timeout) => Call("SetZ3TimeoutMs", (long)timeout.TotalMilliseconds);

    /// <summary>Sets how much work, in units of its own, the Z3 prover may take for a question.</summary>
    public void SetZ3RLimit(long limit) => Call("SetZ3RLimit", limit);

    private static TvmObject Needed(TvmObject value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    // A wrapper with a reference of its own, which stays valid when this one ends.
    private Analyzer OwnWrapper()
    {
        Analyzer own = TvmArray.Create(this)[0];
        own.Keep();
        return own;
    }

    private Any Call(string name, params ReadOnlySpan<Any> arguments) => TvmCompiler.GetFunction($"arith.Analyzer{name}").Call([this, .. arguments]);

    /// <summary>A condition that is taken for true.</summary>
    public ref struct ConstraintScope
    {
        private readonly int _depth;
        private readonly GCHandle _exit;
        private OpenConstraints? _open;

        internal ConstraintScope(OpenConstraints open, GCHandle exit, int depth)
        {
            _open = open;
            _exit = exit;
            _depth = depth;
        }

        /// <summary>Takes the condition back. A second call does nothing.</summary>
        /// <exception cref="InvalidOperationException">One that was taken for true after it has not been taken back. Nothing has changed.</exception>
        public void Dispose()
        {
            if (_open is not { } open)
            {
                return;
            }

            lock (Constraints)
            {
                if (open.Count != _depth)
                {
                    throw new InvalidOperationException(
                        "A constraint of an analyzer is left that is not its last one: leave those that were entered after it first, which `using` does by itself.");
                }

                if (--open.Count == 0)
                {
                    Constraints.Remove(open.Analyzer);
                }
            }

            _open = null;
            ((Function)_exit.Target!).Call();
            _exit.Free();
        }
    }

    /// <summary>Unsigned integers are taken for indices.</summary>
    public ref struct UintAsIndexScope
    {
        private bool _entered;

        internal UintAsIndexScope(bool entered) => _entered = entered;

        /// <summary>Ends it. A second call does nothing.</summary>
        public void Dispose()
        {
            if (_entered)
            {
                _entered = false;
                TvmCompiler.GetFunction("arith.ExitAllowUintAsIndex").Call();
            }
        }
    }

    /// <summary>The constraints of a native analyzer that hold.</summary>
    /// <param name="analyzer">A wrapper of it that lasts.</param>
    internal sealed class OpenConstraints(Analyzer analyzer)
    {
        /// <summary>A wrapper of the analyzer that lasts.</summary>
        public Analyzer Analyzer => analyzer;

        /// <summary>How many there are.</summary>
        public int Count { get; set; }
    }
}
